import { LONG_TEXT, SECRETARIAL, SHORT_TEXT, UNMARKABLE_EXERCISE, office, party } from './common.ts';
import { eachOnce, modifiedNotBeforeCreated, needs } from './cross-rules.ts';
import {
  anyId,
  fullDate,
  hash32,
  idOf,
  integer,
  key,
  list,
  localized,
  milliseconds,
  number,
  oneOf,
  ownSchema,
  partialDate,
  shape,
  text,
} from './rules.ts';
import { defineType } from './table.ts';
import type { TypeTable } from './table.ts';
import { RATINGS } from './values.ts';

/** The office that answers for a commitment on one side; who holds it is that side's own matter. */
export const lead = shape({ party, office });

const amount = number(-1e15, 1e15);
const measured = shape({ value: amount, 'at?': partialDate });
/** What is counted, from where and up to where. */
export const indicator = shape({
  key,
  name: localized(SHORT_TEXT),
  'unit?': text(60),
  baseline: measured,
  target: measured,
});

/** Exactly the version that is meant: what it proves cannot be exchanged afterwards. */
const evidence = shape({ ref: anyId, modified: milliseconds, c: hash32, 'note?': text(SHORT_TEXT) });

/**
 * What one side says of how far a commitment is, as of a day. Each side writes its own; what is folded bears no marking of its own,
 * and nothing is rated without evidence. `lead` is the office that answers for it on this side.
 */
export const PROGRESS: TypeTable = defineType({
  clause: ownSchema('progress'),
  properties: {
    ...SECRETARIAL,
    commitment_ref: idOf('commitment'),
    as_of: fullDate,
    'text?': text(LONG_TEXT),
    'rating?': oneOf(RATINGS),
    'percent?': integer(0, 100),
    'values?': list(shape({ indicator: key, value: amount }), { max: 20 }),
    'evidence?': list(evidence, { max: 100, unique: true }),
    'lead?': localized(SHORT_TEXT),
  },
  unmarkable: ['commitment_ref', 'as_of', 'rating', 'percent', 'values', 'evidence', 'lead', ...UNMARKABLE_EXERCISE],
  crossRules: [
    modifiedNotBeforeCreated,
    needs('rating', 'evidence'),
    needs('percent', 'evidence'),
    eachOnce('values', 'indicator'),
  ],
});
