import type { JsonObject } from '../json/types.ts';
import { LONG_TEXT, SECRETARIAL, SHORT_TEXT, UNMARKABLE_EXERCISE, party } from './common.ts';
import { modifiedNotBeforeCreated } from './cross-rules.ts';
import { fault, fullDate, idOf, integer, language, list, oneOf, ownSchema, sha256Hex, shape, text } from './rules.ts';
import { citedVersion } from './review-types.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { COMMITMENT_KINDS, DIFFERENCES, STATED } from './values.ts';

const MOST = 1500;

const differs = list(oneOf(DIFFERENCES), { min: 0, max: DIFFERENCES.length, unique: true });
/** Of which of the two accounts. */
const account = integer(0, 1);

/** One undertaking in the words of one account, and what it says of it. */
const told = shape({
  account,
  words: text(LONG_TEXT),
  kind: oneOf(COMMITMENT_KINDS),
  status: oneOf(STATED),
  responsible: list(party, { min: 0, max: 2, unique: true }),
  'due?': text(40),
  'recurrence?': text(200),
});

/** Two in `told`: both tell it, and differ in what `differs` names. One: the other account is silent of it. */
const finding = shape({ told: list(told, { max: 2 }), differs, 'agreed_ref?': idOf('commitment', 'decision') });

/** What the meeting itself recorded, one version of it, and which account tells it and how. */
const agreed = shape({
  version: citedVersion,
  told: list(shape({ account, differs }), { min: 0, max: 2 }),
});

const twoAccounts: CrossRule = ({ accounts, findings }) => {
  const [one, other] = (accounts ?? []) as unknown as readonly JsonObject[];
  if (one !== undefined && one['party'] === other?.['party'])
    return fault('are of two parties', 'accounts', 1, 'party');
  for (const [i, { told: both }] of ((findings ?? []) as unknown as readonly { told: JsonObject[] }[]).entries())
    if (both.length === 2 && both[0]!['account'] === both[1]!['account'])
      return fault('is of the same account', 'findings', i, 'told', 1, 'account');
  return undefined;
};

/** Two published accounts of one meeting laid beside each other, and beside what the meeting recorded. Made by a node, never by hand. */
export const DIVERGENCE_REPORT: TypeTable = defineType({
  clause: ownSchema('divergence-report'),
  properties: {
    ...SECRETARIAL,
    meeting_ref: idOf('meeting'),
    accounts: list(
      shape({ party, lang: language, sha256: sha256Hex, 'title?': text(SHORT_TEXT), 'published?': fullDate }),
      { min: 2, max: 2 },
    ),
    findings: list(finding, { min: 0, max: MOST }),
    agreed: list(agreed, { min: 0, max: MOST }),
  },
  unmarkable: ['meeting_ref', 'accounts', 'findings', 'agreed', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, twoAccounts],
});
