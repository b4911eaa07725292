import { isJsonObject, type JsonObject, type JsonValue } from '../json/types.ts';
import { personTable } from '../stix/person-types.ts';

/** Where the words of a record stand: paths whose `*` is any member. */
type Searched = { readonly title: readonly string[]; readonly text: readonly string[] };

/**
 * What is searched of each type. Left out are values that point at somebody or something to be acted on (patterns, addresses,
 * accounts): those are matched with a purpose, a basis and a case, not by typing.
 */
const SEARCHED: Readonly<Record<string, Searched>> = {
  accord: {
    title: ['name.*', 'title.*'],
    text: [
      'party_names.*.*',
      'party_names.*',
      'members.*.name.*',
      'memorandum.*',
      'channels.*.title.*',
      'themes.*.title.*',
      'legal_bases.*.title.*',
    ],
  },
  commitment: {
    title: ['title'],
    text: ['quote.exact', 'source.title', 'theme', 'due', 'recurrence', 'leads.*.office.*', 'indicators.*.name.*'],
  },
  progress: { title: [], text: ['text', 'evidence.*.note', 'lead.*'] },
  document: { title: ['title', 'name'], text: [] },
  'correction-notice': { title: [], text: ['note'] },
  step: { title: [], text: ['reason', 'evidence', 'unit'] },
  body: { title: ['name.*'], text: ['terms.*', 'co_chairs.*.office.*'] },
  series: { title: ['title.*'], text: [] },
  meeting: { title: ['title.*'], text: ['place.*', 'reason'] },
  'agenda-item': { title: ['title.*'], text: ['text.*'] },
  delegation: { title: [], text: [] },
  attendance: { title: [], text: [] },
  minutes: { title: ['title.*'], text: ['texts.*'] },
  review: { title: ['title.*'], text: ['sentences.*.texts.*'] },
  'rights-figures': { title: [], text: [] },
  'divergence-report': { title: [], text: ['findings.*.told.*.words'] },
  decision: { title: ['title.*'], text: ['text.*', 'number'] },
  'city-plan': { title: ['title.*'], text: ['actions.*.title.*', 'actions.*.text.*'] },
  'twin-contact': { title: ['office.*'], text: ['member.*', 'duties.*'] },
  'good-practice': { title: ['title.*'], text: ['text.*', 'member.*'] },
  visit: { title: ['title.*'], text: ['place.*', 'text.*'] },
  programme: { title: [], text: ['items.*.title.*', 'items.*.place.*'] },
  'visit-report': { title: ['title.*'], text: ['texts.*'] },
  // Its participants are people with names.
  statement: { title: ['title'], text: ['meeting.place', 'meeting.date'] },
};

/** Of STIX's own types, and of types that we do not know. */
const ELSE: Searched = {
  title: ['name', 'title', 'abstract'],
  text: ['description', 'content', 'opinion', 'explanation', 'aliases.*', 'labels.*', 'objective', 'statement'],
};

/** About one person, or holding what one wrote: found by id alone. */
const NEVER: ReadonlySet<unknown> = new Set(['user-account', 'email-addr', 'email-message', 'marking-definition']);

const NO_PARTS: ReadonlySet<string> = new Set();

export type Told = { readonly property: string; readonly text: string; readonly isTitle: boolean };

/** The texts by which a record is found, as far as they are in the object. `withheld`: properties that are not. */
export function searchedTexts(object: JsonObject, withheld: ReadonlySet<string> = NO_PARTS): Told[] {
  const { type } = object;
  if (NEVER.has(type) || personTable(object, withheld)) return [];
  const { title, text } = searchedOf(type);
  const told = (paths: readonly string[], isTitle: boolean): Told[] =>
    paths.flatMap((path) => {
      const steps = path.split('.');
      return textsAt(object, steps).map((found) => ({ property: steps[0]!, text: found, isTitle }));
    });
  return [...told(title, true), ...told(text, false)];
}

const searchedOf = (type: JsonValue | undefined): Searched =>
  (typeof type === 'string' && Object.hasOwn(SEARCHED, type) ? SEARCHED[type] : undefined) ?? ELSE;

function textsAt(value: JsonValue | undefined, [step, ...rest]: readonly string[]): string[] {
  if (step === undefined) return typeof value === 'string' && value !== '' ? [value] : [];
  if (step === '*') {
    const members = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
    return members.flatMap((member: JsonValue) => textsAt(member, rest));
  }
  return isJsonObject(value) && Object.hasOwn(value, step) ? textsAt(value[step], rest) : [];
}
