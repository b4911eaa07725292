import type { JsonObject } from '../json/types.ts';
import { LONG_TEXT, SECRETARIAL, SHORT_TEXT, UNMARKABLE_EXERCISE, party } from './common.ts';
import { eachOnce, inOrder, modifiedNotBeforeCreated, notBoth } from './cross-rules.ts';
import {
  anyId,
  fault,
  fullDate,
  hash32,
  idOf,
  integer,
  key,
  list,
  localized,
  milliseconds,
  oneOf,
  ownSchema,
  shape,
} from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { REVIEW_EDITIONS, REVIEW_SECTIONS, RIGHTS_FIGURES, SAYINGS } from './values.ts';

/** One version, by its hash: what is cited can neither grow nor be exchanged afterwards. */
export const citedVersion = shape({ ref: anyId, modified: milliseconds, c: hash32 });

/** Without evidence it is printed with "no evidence supplied": the list is there all the same, so that nobody leaves it out. */
const sentence = shape({
  section: oneOf(REVIEW_SECTIONS),
  says: oneOf(SAYINGS),
  'about_ref?': anyId,
  'party?': party,
  // Of the accord's: long reviews are read by it.
  'theme?': key,
  texts: localized(LONG_TEXT),
  evidence: list(citedVersion, { min: 0, max: 1000, unique: true }),
});

/** A review that says nothing of refusals, complaints and deletions is none. */
const tellsOfRights: CrossRule = ({ sentences }, withheld) => {
  if (withheld.has('sentences')) return undefined;
  const told = new Set(
    (sentences as unknown as readonly JsonObject[]).flatMap(({ section, says }) =>
      section === 'rights' ? [says] : [],
    ),
  );
  const missing = RIGHTS_FIGURES.filter((what) => !told.has(what));
  return missing.length > 0
    ? fault(`says nothing in its section on rights of ${missing.join(', ')}`, 'sentences')
    : undefined;
};

/** A year of the cooperation in sentences that each stand on closed evidence; both sign one version with all its languages. */
export const REVIEW: TypeTable = defineType({
  clause: ownSchema('review'),
  properties: {
    ...SECRETARIAL,
    title: localized(SHORT_TEXT),
    edition: oneOf(REVIEW_EDITIONS),
    from: fullDate,
    until: fullDate,
    'meeting_ref?': idOf('meeting'),
    sentences: list(sentence, { max: 5000 }),
    'sign_by?': fullDate,
  },
  unmarkable: ['title', 'edition', 'from', 'until', 'meeting_ref', 'sentences', 'sign_by', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, inOrder('from', 'until'), tellsOfRights],
});

const rightsFigure = shape({ what: oneOf(RIGHTS_FIGURES), 'count?': integer(0, 1e9), 'below?': integer(1, 1000) });

const countedOrBelow: CrossRule = ({ figures }) => {
  for (const [i, figure] of (figures as unknown as readonly JsonObject[]).entries()) {
    const broken = notBoth('count', 'below')(figure, new Set());
    if (broken) return fault(broken.message, 'figures', i, 'below');
  }
  return undefined;
};

/** What one node counted of rights in a span: made by the node, never by hand. A figure that it has not is neither counted nor below anything. */
export const RIGHTS_FIGURES_TYPE: TypeTable = defineType({
  clause: ownSchema('rights-figures'),
  closed: true,
  properties: {
    ...SECRETARIAL,
    from: fullDate,
    until: fullDate,
    figures: list(rightsFigure, { max: 20 }),
  },
  unmarkable: ['from', 'until', 'figures', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, inOrder('from', 'until'), eachOnce('figures', 'what'), countedOrBelow],
});

export const REVIEW_TYPES: Readonly<Record<string, TypeTable>> = {
  review: REVIEW,
  'rights-figures': RIGHTS_FIGURES_TYPE,
};
