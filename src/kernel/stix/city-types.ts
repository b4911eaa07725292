import { textOf, type JsonObject } from '../json/types.ts';
import { LONG_TEXT, SECRETARIAL, SHORT_TEXT, UNMARKABLE_EXERCISE, office, party } from './common.ts';
import { eachOnce, modifiedNotBeforeCreated } from './cross-rules.ts';
import {
  dictionary,
  fault,
  fullDate,
  idOf,
  integer,
  key,
  language,
  list,
  localized,
  matching,
  oneOf,
  ownSchema,
  shape,
  text,
} from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { localTime, timeZone } from './meeting-types.ts';
import { VISIT_KINDS } from './values.ts';

// What cities do together, and how either side is visited. Offices, never names; what a border wants to know of a traveller is no
// record at all (docs/operate/visits.md).

/** What the cities mean to do within a year; what of it they undertake becomes commitments. */
export const CITY_PLAN: TypeTable = defineType({
  clause: ownSchema('city-plan'),
  properties: {
    ...SECRETARIAL,
    title: localized(SHORT_TEXT),
    year: integer(2000, 2200),
    actions: list(
      shape({
        key,
        title: localized(SHORT_TEXT),
        'text?': localized(LONG_TEXT),
        'quarter?': integer(1, 4),
        'owed_by?': list(party, { max: 2, unique: true }),
      }),
      { max: 100 },
    ),
  },
  unmarkable: ['title', 'year', 'actions', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, eachOnce('actions', 'key')],
});

/** RFC 3966, the global form; of the office. */
const PHONE = /^\+[1-9][0-9 ().-]{3,30}$/;
const MAILBOX = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,5}$/;

/** An office of a city that the other may turn to. Its schema is closed, and has no room for a name. */
export const TWIN_CONTACT: TypeTable = defineType({
  clause: ownSchema('twin-contact'),
  closed: true,
  properties: {
    ...SECRETARIAL,
    member: localized(SHORT_TEXT),
    office,
    'duties?': localized(SHORT_TEXT),
    'phone?': matching(PHONE, 'the number of an office as +country and number'),
    'email?': matching(MAILBOX, 'the mailbox of an office'),
    'hours?': localized(SHORT_TEXT),
    'languages?': list(language, { max: 20, unique: true }),
    'time_zone?': timeZone,
  },
  unmarkable: ['member', 'office', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated],
});

export const GOOD_PRACTICE: TypeTable = defineType({
  clause: ownSchema('good-practice'),
  properties: {
    ...SECRETARIAL,
    title: localized(SHORT_TEXT),
    text: localized(LONG_TEXT),
    'member?': localized(SHORT_TEXT),
    'theme?': key,
  },
  unmarkable: [...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated],
});

const endsAfterStart: CrossRule = ({ from, until }) =>
  textOf(until) < textOf(from) ? fault('is before from', 'until') : undefined;

/** An invitation of its author, the host, to come: for a forum, a visit, a study tour. Days are those of the place. */
export const VISIT: TypeTable = defineType({
  clause: ownSchema('visit'),
  properties: {
    ...SECRETARIAL,
    title: localized(SHORT_TEXT),
    kind: oneOf(VISIT_KINDS),
    place: localized(SHORT_TEXT),
    from: fullDate,
    until: fullDate,
    time_zone: timeZone,
    'text?': localized(LONG_TEXT),
    'body_ref?': idOf('body'),
    'languages?': list(language, { max: 20, unique: true }),
    'seats?': integer(1, 500),
    'answer_by?': fullDate,
  },
  unmarkable: ['from', 'until', 'time_zone', 'body_ref', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, endsAfterStart],
});

const itemsInOrder: CrossRule = ({ items }) => {
  const all = (items as readonly JsonObject[] | undefined) ?? [];
  const late = all.findIndex(({ starts_at: start, ends_at: end }) => end !== undefined && textOf(end) <= textOf(start));
  return late === -1 ? undefined : fault('is not after starts_at', 'items', late, 'ends_at');
};

/** Hour by hour, in the time zone of the visit, with who interprets: languages and how many, not who. */
export const PROGRAMME: TypeTable = defineType({
  clause: ownSchema('programme'),
  properties: {
    ...SECRETARIAL,
    visit_ref: idOf('visit'),
    items: list(
      shape({
        starts_at: localTime,
        'ends_at?': localTime,
        title: localized(SHORT_TEXT),
        'place?': localized(SHORT_TEXT),
        'interpreted?': list(language, { max: 10, unique: true }),
      }),
      { max: 300 },
    ),
    'interpreters?': list(shape({ party, from: language, to: language, count: integer(1, 50) }), { max: 50 }),
  },
  unmarkable: ['visit_ref', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, itemsInOrder],
});

const REPORT_TEXT = 50_000;

/** What a visit was good for. What it promised are commitments, which name the visit themselves. */
export const VISIT_REPORT: TypeTable = defineType({
  clause: ownSchema('visit-report'),
  properties: {
    ...SECRETARIAL,
    visit_ref: idOf('visit'),
    title: localized(SHORT_TEXT),
    texts: dictionary(language, text(REPORT_TEXT), { max: 20 }),
    'commitment_refs?': list(idOf('commitment'), { max: 200, unique: true }),
  },
  unmarkable: ['visit_ref', 'title', 'texts', 'commitment_refs', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated],
});

export const CITY_TYPES: Readonly<Record<string, TypeTable>> = {
  'city-plan': CITY_PLAN,
  'twin-contact': TWIN_CONTACT,
  'good-practice': GOOD_PRACTICE,
  visit: VISIT,
  programme: PROGRAMME,
  'visit-report': VISIT_REPORT,
};
