import type { JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { CITIES, RATINGS, RIGHTS_FIGURES } from '#kernel/stix/values.ts';
import type { Random } from './random.ts';

// What people write in a history: invented, small, and marked in every way that a door must judge.

export const CHANNELS = ['secretariat', 'exchange'] as const;
export type WorkChannel = (typeof CHANNELS)[number];

/** Stands in every property that is marked above what a channel carries, and so never arrives. */
export const SECRET = 'not for the partner';

export type Ceilings = Readonly<Record<WorkChannel, 'green' | 'amber'>>;

export function accordText(parties: readonly [string, string], ceilings: Ceilings, more: JsonObject = {}): JsonObject {
  return {
    type: 'accord',
    name: { en: 'Accord of the two harbours' },
    parties,
    party_names: { [parties[0]]: { en: 'Northern Harbour' }, [parties[1]]: { en: 'Southern Harbour' } },
    channels: (isOfCities(more) ? (['secretariat'] as const) : CHANNELS).map((name) => ({
      name,
      title: { en: name },
      purposes: ['follow-up'],
      ceiling: isOfCities(more) ? { tlp: 'green' } : { tlp: ceilings[name], handling: ['H0'] },
      default_markings: { tlp: 'green' },
      retention_days: 365,
    })),
    ...(isOfCities(more)
      ? {
          parent_ref: PARENT,
          members: parties.map((party) => ({ party, name: { en: 'A city' } })),
        }
      : {}),
    legal_bases: [],
    themes: [],
    entry_into_force: 'at-once',
    ...more,
  };
}

/** Held by both, and not of the history. */
const PARENT = 'accord--7b1c2d3e-0000-4000-8000-000000000003';
export const parentOf = ({ parent_ref: ref }: JsonObject, parties: readonly string[]) =>
  ref === PARENT ? { parties, isRatified: true } : undefined;

export const isOfCities = ({ kind }: JsonObject): boolean => kind === CITIES;

/** Most are plain; some bear a part, or the whole, above any ceiling, and some a marking that the ceilings tell apart. */
export function marked(random: Random, object: JsonObject, optional: string): JsonObject {
  const kind = random.int(9);
  const red = { marking_ref: TLP_IDS.red, selectors: [optional] };
  if (kind === 0 || kind === 3) return { ...object, [optional]: SECRET, granular_markings: [red] };
  if (kind === 1) return { ...object, [optional]: SECRET, object_marking_refs: [TLP_IDS.red] };
  if (kind === 2) return { ...object, object_marking_refs: [TLP_IDS.amber] };
  return object;
}

export const commitmentText = (random: Random, accord: string, party: string): JsonObject =>
  marked(
    random,
    {
      type: 'commitment',
      accord_ref: accord,
      channel: 'secretariat',
      title: `Meet ${random.int(1000)}`,
      kind: 'recurring-meeting',
      responsible: [party],
      status: 'agreed',
    },
    'remark',
  );

/** What the secretariats of both sides write: meetings and what belongs to them. `meeting`: one that it is about, or moves. */
export function secretariatText(random: Random, accord: string, meeting: string | undefined): JsonObject {
  const body = 'body--7b1c2d3e-0000-4000-8000-000000000001';
  const under = { accord_ref: accord, channel: 'secretariat' };
  const title = { en: `Paper ${random.int(1000)}` };
  const held = meeting ?? 'meeting--7b1c2d3e-0000-4000-8000-000000000002';
  const of = random.pick(['meeting', 'meeting', 'meeting', 'minutes', 'agenda-item', 'decision', 'review'] as const);
  const more: Readonly<Record<typeof of, JsonObject>> = {
    meeting: {
      body_ref: body,
      format: 'online',
      starts_at: '2026-03-02T05:00:00Z',
      ends_at: '2026-03-02T08:00:00Z',
      time_zone: 'Etc/UTC',
      ...(meeting !== undefined && random.chance(0.6) ? { moves_ref: meeting } : {}),
    },
    minutes: { meeting_ref: held, texts: { en: 'Both sides met.' } },
    review: { edition: 'restricted', from: '2026-01-01', until: '2026-12-31', sentences: ofRights() },
    'agenda-item': { body_ref: body, meeting_ref: held, kind: 'discussion', position: random.int(100) },
    decision: { body_ref: body, meeting_ref: held, way: 'at-meeting' },
  };
  return marked(random, { type: of, ...under, title, ...more[of] }, 'remark');
}

/** What they write under an accord of cities besides. */
export function cityText(random: Random, accord: string): JsonObject {
  const title = { en: `Paper ${random.int(1000)}` };
  const of = random.pick(['city-plan', 'good-practice', 'visit', 'visit', 'visit-report'] as const);
  const more: Readonly<Record<typeof of, JsonObject>> = {
    'city-plan': { year: 2026, actions: [{ key: 'drill', title }] },
    'good-practice': { text: title },
    visit: { kind: 'forum', place: title, from: '2026-03-02', until: '2026-03-04', time_zone: 'Etc/UTC' },
    'visit-report': { visit_ref: VISIT, texts: { en: 'Both sides saw the harbour.' } },
  };
  return marked(random, { type: of, accord_ref: accord, channel: 'secretariat', title, ...more[of] }, 'remark');
}
const VISIT = 'visit--7b1c2d3e-0000-4000-8000-000000000004';

const ofRights = (): JsonObject[] =>
  RIGHTS_FIGURES.map((says) => ({ section: 'rights', says, texts: { en: `Of ${says}.` }, evidence: [] }));

/** How far one side says that a commitment is; the days spoken of come in any order. */
export function progressText(
  random: Random,
  { accord_ref, channel, id, modified, c }: { accord_ref: string; channel: string } & Subject,
): JsonObject {
  const rated = { rating: random.pick(RATINGS), percent: random.int(101), evidence: [{ ref: id, modified, c }] };
  const object = {
    type: 'progress',
    accord_ref,
    channel,
    commitment_ref: id,
    as_of: `2026-0${1 + random.int(9)}-1${random.int(10)}`,
    ...(random.chance(0.8) ? rated : {}),
    ...(random.chance(0.3) ? { lead: { en: `Office ${random.int(10)}` } } : {}),
  };
  return marked(random, object, 'text');
}

export const indicatorText = (random: Random, accord: string, channel: WorkChannel = 'exchange'): JsonObject =>
  marked(
    random,
    {
      type: 'indicator',
      accord_ref: accord,
      channel,
      pattern: `[domain-name:value = 'lure-${random.int(1000)}.example']`,
      pattern_type: 'stix',
      valid_from: '2026-01-05T00:00:00Z',
    },
    'description',
  );

export type Subject = { readonly id: string; readonly modified: string; readonly c: string };

export function stepText(
  at: { accord: string; channel: string; time: string },
  subject: Subject,
  verb: string,
): JsonObject {
  const { accord, channel, time } = at;
  const { id, modified, c } = subject;
  return { type: 'step', accord_ref: accord, channel, subject: { id, modified, c }, verb, unit: 'Desk 1', at: time };
}
