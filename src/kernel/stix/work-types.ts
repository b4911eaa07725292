import { textOf } from '../json/types.ts';
import type { JsonObject } from '../json/types.ts';
import { COMMON_OWN, EXERCISE, LONG_TEXT, SECRETARIAL, SHORT_TEXT, UNMARKABLE_EXERCISE, party } from './common.ts';
import { eachOnce, modifiedNotBeforeCreated, needs } from './cross-rules.ts';
import { parseId } from './ids.ts';
import {
  anyId,
  anyText,
  constant,
  fault,
  fullDate,
  hash32,
  idOf,
  integer,
  key,
  language,
  list,
  milliseconds,
  oneOf,
  ownSchema,
  partialDate,
  sha256Hex,
  shape,
  text,
  textWhere,
  timestamp,
} from './rules.ts';
import { defineType } from './table.ts';
import { isPartialDate } from './timestamps.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { CHARTER, COMMITMENT_KINDS, CORRECTIONS, LINEAGES, STATED, VERBS } from './values.ts';
import { PROGRESS, lead, indicator } from './progress-type.ts';

const quote = shape({
  type: constant('TextQuoteSelector'),
  exact: text(LONG_TEXT),
  prefix: anyText(SHORT_TEXT),
  suffix: anyText(SHORT_TEXT),
});
const offset = integer(0, 10_000_000);
const source = shape({ 'title?': text(SHORT_TEXT), lang: language, sha256: sha256Hex, start: offset, end: offset });

/** As far as a text goes: `2026`, `2026-09`, `2026-09-30`, `2032 Q1`, `2022 spring`. */
const DUE = /^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?| [A-Za-z0-9][A-Za-z0-9 -]{0,30})?$/;
const due = textWhere(
  (value) => (value.charAt(4) === ' ' ? DUE.test(value) : isPartialDate(value)),
  'a real date as far as it is known',
  { pattern: DUE.source },
);

const quotedOrTitled: CrossRule = (object, withheld) =>
  ['quote', 'title'].some((name) => Object.hasOwn(object, name) || withheld.has(name))
    ? undefined
    : fault('is required where there is no title', 'quote');

const soundSpan: CrossRule = ({ source: span }) => {
  if (span === undefined) return undefined;
  const { start, end } = span as { start: number; end: number };
  return start < end ? undefined : fault('is not after start', 'source', 'end');
};

const namesAnother: CrossRule = ({ id, continues_ref: continued, depends_on: needed }) =>
  continued === id
    ? fault('continues another commitment than itself', 'continues_ref')
    : Array.isArray(needed) && needed.includes(id ?? '')
      ? fault('depends on another commitment than itself', 'depends_on', needed.indexOf(id ?? ''))
      : undefined;

export const COMMITMENT: TypeTable = defineType({
  clause: ownSchema('commitment'),
  properties: {
    ...SECRETARIAL,
    'title?': text(SHORT_TEXT),
    kind: oneOf(COMMITMENT_KINDS),
    responsible: list(party, { max: 2, unique: true }),
    status: oneOf(STATED),
    'recurrence?': text(200),
    'due?': due,
    'theme?': key,
    // An action item: what a meeting asked of one side or both.
    'meeting_ref?': idOf('meeting'),
    'visit_ref?': idOf('visit'),
    'agenda_item_ref?': idOf('agenda-item'),
    'leads?': list(lead, { max: 20 }),
    'indicators?': list(indicator, { max: 20 }),
    // When it was said, which may be long before it was recorded.
    'announced_on?': partialDate,
    // The earlier commitment that it continues, and how; without one it is new.
    'continues_ref?': idOf('commitment'),
    'continues_as?': oneOf(LINEAGES),
    'depends_on?': list(idOf('commitment'), { max: 50, unique: true }),
    // Of a published statement; what a meeting decided has a title instead.
    'quote?': quote,
    'source?': source,
  },
  // What it belongs to is found by an index, which has no markings.
  unmarkable: ['meeting_ref', 'visit_ref', 'continues_ref', 'depends_on', ...UNMARKABLE_EXERCISE],
  crossRules: [
    modifiedNotBeforeCreated,
    quotedOrTitled,
    soundSpan,
    needs('continues_ref', 'continues_as'),
    needs('continues_as', 'continues_ref'),
    namesAnother,
    eachOnce('indicators', 'key'),
  ],
});

const verbs: Readonly<Record<string, readonly string[]>> = VERBS;

const verbFitsSubject: CrossRule = ({ subject, verb, channel, accord_ref }) => {
  const { id } = subject as { id: string };
  const type = parseId(id)?.type ?? '';
  const allowed = verbs[type];
  if (!allowed?.includes(textOf(verb))) return fault(`is not stepped on ${type}`, 'verb');
  if (type !== 'accord') return undefined;
  if (id !== accord_ref) return fault('is another accord than the step names', 'subject', 'id');
  return channel === CHARTER ? undefined : fault(`a step on an accord is on the channel ${CHARTER}`, 'channel');
};

const neverRevised: CrossRule = ({ created, modified, revoked }: JsonObject) =>
  modified !== created
    ? fault('a step is never revised', 'modified')
    : revoked === true
      ? fault('a step is never revoked', 'revoked')
      : undefined;

export const STEP: TypeTable = defineType({
  clause: ownSchema('step'),
  properties: {
    ...COMMON_OWN,
    ...EXERCISE,
    subject: shape({ id: idOf(...Object.keys(VERBS)), modified: milliseconds, c: hash32 }),
    verb: oneOf([...new Set(Object.values(VERBS).flat())]),
    'reason?': text(4000),
    'evidence?': text(LONG_TEXT),
    unit: text(SHORT_TEXT),
    at: timestamp,
  },
  unmarkable: ['subject', 'verb', ...UNMARKABLE_EXERCISE],
  crossRules: [neverRevised, verbFitsSubject],
});

const participant = shape({
  office: text(SHORT_TEXT),
  side: text(200),
  'name?': text(SHORT_TEXT),
  'retain_until?': fullDate,
});

const namesAreKeptUntil: CrossRule = ({ participants }) => {
  for (const [i, person] of ((participants ?? []) as unknown as readonly JsonObject[]).entries()) {
    if (person['name'] !== undefined && person['retain_until'] === undefined)
      return fault('a name is kept until a date only: retain_until', 'participants', i, 'retain_until');
  }
  return undefined;
};

/** The internal record of a text that was read. It holds names, so it is closed. */
export const STATEMENT: TypeTable = defineType({
  clause: ownSchema('statement'),
  closed: true,
  properties: {
    ...COMMON_OWN,
    'title?': text(SHORT_TEXT),
    lang: language,
    sha256: sha256Hex,
    'meeting?': shape({ 'date?': text(40), 'place?': text(SHORT_TEXT), 'format?': text(200) }),
    participants: list(participant, { min: 0, max: 500 }),
  },
  crossRules: [modifiedNotBeforeCreated, namesAreKeptUntil],
});

/** That records which the other side holds were corrected or are to be deleted. It is about persons, so it is closed, and names none. */
export const CORRECTION_NOTICE: TypeTable = defineType({
  clause: ownSchema('correction-notice'),
  closed: true,
  properties: {
    ...COMMON_OWN,
    kind: oneOf(CORRECTIONS),
    record_refs: list(anyId, { max: 100, unique: true }),
    'due?': fullDate,
    'note?': text(4000),
  },
  crossRules: [modifiedNotBeforeCreated],
});

export const WORK_TYPES: Readonly<Record<string, TypeTable>> = {
  commitment: COMMITMENT,
  progress: PROGRESS,
  'correction-notice': CORRECTION_NOTICE,
  step: STEP,
  statement: STATEMENT,
};
