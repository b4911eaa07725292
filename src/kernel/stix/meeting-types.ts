import { textOf, type JsonObject } from '../json/types.ts';
import { LONG_TEXT, SECRETARIAL, SHORT_TEXT, UNMARKABLE_EXERCISE, office, party } from './common.ts';
import { atLeastOneOf, inOrder, modifiedNotBeforeCreated, needs, notBoth } from './cross-rules.ts';
import {
  anyId,
  dictionary,
  fault,
  fullDate,
  idOf,
  integer,
  isTrue,
  language,
  list,
  localized,
  matching,
  oneOf,
  ownSchema,
  shape,
  text,
  textWhere,
  timestamp,
} from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { isFullDate } from './timestamps.ts';
import {
  AGENDA_KINDS,
  BODY_KINDS,
  CREDENTIAL_STATES,
  DECISION_WAYS,
  HOST_RULES,
  INTERSESSIONAL_PROCEDURES,
  MEETING_FORMATS,
  SEAT_ROLES,
} from './values.ts';

// What joint working bodies are run by. Offices, never names; what folds and calendars are computed from bears no marking of its own.

const role = oneOf(SEAT_ROLES);

const ZONE = /^[A-Za-z]{1,14}(\/[A-Za-z0-9_+-]{1,30}){0,2}$/;
export const timeZone = matching(ZONE, 'the name of a time zone of IANA');

const LOCAL = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;
/** The time that a clock on the wall shows, in the time zone that stands beside it. */
export const localTime = textWhere(
  (value) => LOCAL.test(value) && isFullDate(value.slice(0, 10)),
  'a real local time as YYYY-MM-DDThh:mm',
  { pattern: LOCAL.source },
);

/** RFC 5545 section 3.3.10, as far as meetings recur: never oftener than daily, so that a series is counted, not searched. */
const DAY = '[+-]?([1-9]|[1-4][0-9]|5[0-3])?(MO|TU|WE|TH|FR|SA|SU)';
const numbers = (most: string): string => `-?${most}(,-?${most}){0,30}`;
const RRULE = new RegExp(
  `^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(INTERVAL=[1-9][0-9]{0,2}|COUNT=[1-9][0-9]{0,2}|UNTIL=[0-9]{8}(T[0-9]{6}Z)?|BYDAY=${DAY}(,${DAY}){0,30}|BYMONTHDAY=${numbers('([1-9]|[12][0-9]|3[01])')}|BYMONTH=${numbers('([1-9]|1[0-2])')}|BYSETPOS=${numbers('([1-9][0-9]{0,2})')}|WKST=(MO|TU|WE|TH|FR|SA|SU)))*$`,
);
const recurrence: CrossRule = ({ rrule }) => {
  const names = textOf(rrule)
    .split(';')
    .map((part) => part.split('=')[0]);
  if (new Set(names).size < names.length) return fault('says one thing twice', 'rrule');
  return names.includes('COUNT') && names.includes('UNTIL')
    ? fault('has a count or an end, not both', 'rrule')
    : undefined;
};

const hostIsNamed: CrossRule = ({ host }) => {
  const { rule, first } = (host ?? {}) as JsonObject;
  return host !== undefined && rule !== 'agreed-each-time' && first === undefined
    ? fault('is required where the host is not agreed each time', 'host', 'first')
    : undefined;
};

export const BODY: TypeTable = defineType({
  clause: ownSchema('body'),
  properties: {
    ...SECRETARIAL,
    name: localized(SHORT_TEXT),
    kind: oneOf(BODY_KINDS),
    terms: localized(LONG_TEXT),
    co_chairs: list(shape({ party, office }), { min: 2, max: 10 }),
    'members?': list(shape({ party, office, role, 'unit?': text(SHORT_TEXT) }), { max: 200 }),
    'credentials?': shape({ issued_by: office, days_before: integer(0, 365) }),
    quorum: shape({ each_side: integer(1, 100), 'co_chairs?': isTrue }),
    host: shape({ rule: oneOf(HOST_RULES), 'first?': party }),
    'intersessional?': shape({
      procedure: oneOf(INTERSESSIONAL_PROCEDURES),
      days: integer(1, 365),
      'text?': localized(LONG_TEXT),
    }),
    languages: list(language, { max: 20, unique: true }),
    'parent_ref?': idOf('body'),
  },
  unmarkable: ['name', 'co_chairs', 'quorum', 'host', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, hostIsNamed],
});

/** Whose working days count: those of both sides. */
const calendar = shape({
  party,
  time_zone: timeZone,
  country: matching(/^[A-Z]{2}$/, 'the code of a country (ISO 3166-1)'),
  'region?': matching(/^[A-Z0-9]{1,3}$/, 'the code of a region (ISO 3166-2, without its country)'),
});

export const SERIES: TypeTable = defineType({
  clause: ownSchema('series'),
  properties: {
    ...SECRETARIAL,
    body_ref: idOf('body'),
    title: localized(SHORT_TEXT),
    rrule: matching(RRULE, 'a recurrence rule of RFC 5545, daily at most'),
    dtstart: localTime,
    time_zone: timeZone,
    duration_minutes: integer(15, 20_160),
    calendars: list(calendar, { min: 2, max: 2 }),
    'exdates?': list(localTime, { max: 200, unique: true }),
  },
  unmarkable: [
    'body_ref',
    'rrule',
    'dtstart',
    'time_zone',
    'duration_minutes',
    'calendars',
    'exdates',
    ...UNMARKABLE_EXERCISE,
  ],
  crossRules: [modifiedNotBeforeCreated, recurrence],
});

const placeIsNamed: CrossRule = ({ format, place }, withheld) =>
  format !== 'online' && place === undefined && !withheld.has('place')
    ? fault('is required of a meeting in person', 'place')
    : undefined;

const movesAnother: CrossRule = ({ id, moves_ref: moved }) =>
  moved === id ? fault('moves another meeting than itself', 'moves_ref') : undefined;

export const MEETING: TypeTable = defineType({
  clause: ownSchema('meeting'),
  properties: {
    ...SECRETARIAL,
    title: localized(SHORT_TEXT),
    body_ref: idOf('body'),
    'series_ref?': idOf('series'),
    // As in RECURRENCE-ID: the occurrence of the series that this is, in the time zone of the series.
    'recurrence_id?': localTime,
    // A proposal of another time or place for that meeting, by either side.
    'moves_ref?': idOf('meeting'),
    'reason?': text(4000),
    format: oneOf(MEETING_FORMATS),
    'host?': party,
    'place?': localized(SHORT_TEXT),
    starts_at: timestamp,
    ends_at: timestamp,
    time_zone: timeZone,
  },
  unmarkable: [
    'body_ref',
    'series_ref',
    'recurrence_id',
    'moves_ref',
    'host',
    'starts_at',
    'ends_at',
    'time_zone',
    ...UNMARKABLE_EXERCISE,
  ],
  crossRules: [
    modifiedNotBeforeCreated,
    inOrder('starts_at', 'ends_at'),
    needs('recurrence_id', 'series_ref'),
    placeIsNamed,
    movesAnother,
  ],
});

export const AGENDA_ITEM: TypeTable = defineType({
  clause: ownSchema('agenda-item'),
  properties: {
    ...SECRETARIAL,
    body_ref: idOf('body'),
    // Without one it waits for the body's next meeting.
    'meeting_ref?': idOf('meeting'),
    title: localized(SHORT_TEXT),
    'text?': localized(LONG_TEXT),
    kind: oneOf(AGENDA_KINDS),
    position: integer(0, 9999),
    'duration_minutes?': integer(1, 1440),
    'about_ref?': anyId,
    'papers?': list(idOf('document'), { max: 100, unique: true }),
  },
  unmarkable: ['body_ref', 'meeting_ref', 'position', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated],
});

/** Offices in order of precedence. Who holds them stays with the side that sends them; nothing here has room for a name. */
export const DELEGATION: TypeTable = defineType({
  clause: ownSchema('delegation'),
  closed: true,
  properties: {
    ...SECRETARIAL,
    'meeting_ref?': idOf('meeting'),
    'visit_ref?': idOf('visit'),
    offices: list(shape({ office, role, precedence: integer(1, 999), 'credentials?': oneOf(CREDENTIAL_STATES) }), {
      max: 200,
    }),
  },
  unmarkable: ['meeting_ref', 'visit_ref', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated, atLeastOneOf('meeting_ref', 'visit_ref'), notBoth('meeting_ref', 'visit_ref')],
});

/** Who of one's own side was there, by office, and how many heads in all. */
export const ATTENDANCE: TypeTable = defineType({
  clause: ownSchema('attendance'),
  closed: true,
  properties: {
    ...SECRETARIAL,
    meeting_ref: idOf('meeting'),
    offices: list(shape({ office, role, 'online?': isTrue }), { min: 0, max: 200 }),
    heads: integer(0, 2000),
  },
  unmarkable: ['meeting_ref', 'offices', 'heads', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated],
});

const MINUTES_TEXT = 100_000;

/** All language versions in one record, so that one signature is under all of them. */
export const MINUTES: TypeTable = defineType({
  clause: ownSchema('minutes'),
  properties: {
    ...SECRETARIAL,
    meeting_ref: idOf('meeting'),
    title: localized(SHORT_TEXT),
    texts: dictionary(language, text(MINUTES_TEXT), { max: 20 }),
    'decision_refs?': list(idOf('decision'), { max: 500, unique: true }),
    'action_refs?': list(idOf('commitment'), { max: 500, unique: true }),
    'sign_by?': fullDate,
  },
  // One text for both: nothing of what is signed may be withheld from one who signs.
  unmarkable: ['meeting_ref', 'title', 'texts', 'decision_refs', 'action_refs', 'sign_by', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated],
});

export const DECISION: TypeTable = defineType({
  clause: ownSchema('decision'),
  properties: {
    ...SECRETARIAL,
    body_ref: idOf('body'),
    'meeting_ref?': idOf('meeting'),
    'agenda_item_ref?': idOf('agenda-item'),
    title: localized(SHORT_TEXT),
    'text?': localized(LONG_TEXT),
    'number?': text(40),
    way: oneOf(DECISION_WAYS),
    'decided_on?': fullDate,
  },
  unmarkable: ['body_ref', 'meeting_ref', 'agenda_item_ref', ...UNMARKABLE_EXERCISE],
  crossRules: [modifiedNotBeforeCreated],
});

export const MEETING_TYPES: Readonly<Record<string, TypeTable>> = {
  body: BODY,
  series: SERIES,
  meeting: MEETING,
  'agenda-item': AGENDA_ITEM,
  delegation: DELEGATION,
  attendance: ATTENDANCE,
  minutes: MINUTES,
  decision: DECISION,
};
