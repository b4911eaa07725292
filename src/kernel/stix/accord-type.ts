import { textOf, type JsonObject } from '../json/types.ts';
import { COMMON_OWN, LONG_TEXT, SHORT_TEXT, party } from './common.ts';
import { eachOnce, modifiedNotBeforeCreated } from './cross-rules.ts';
import { HANDLING_CODES, PAP_LEVELS, TLP_LEVELS } from './marking-ids.ts';
import {
  constant,
  dictionary,
  fault,
  flag,
  idOf,
  integer,
  key,
  list,
  localized,
  matching,
  oneOf,
  ownSchema,
  partialDate,
  shape,
  timestamp,
} from './rules.ts';
import type { Fault } from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { CHARTER, CITIES, ENTRY_INTO_FORCE, SECRETARIAT } from './values.ts';

const channelTerms = shape({
  name: key,
  title: localized(SHORT_TEXT),
  purposes: list(key, { max: 50, unique: true }),
  ceiling: shape({
    tlp: oneOf(TLP_LEVELS),
    'pap?': oneOf(PAP_LEVELS),
    'handling?': list(oneOf(HANDLING_CODES), { min: 0, unique: true }),
  }),
  default_markings: shape({ tlp: oneOf(TLP_LEVELS), 'pap?': oneOf(PAP_LEVELS) }),
  retention_days: integer(1, 36_525),
});

const legalBasis = shape({ key, title: localized(SHORT_TEXT), in_force: flag, 'date?': partialDate });

const themeTerms = shape({
  key,
  title: localized(SHORT_TEXT),
  mechanism: matching(/^M([1-9]|1[0-3])$/, 'one of M1 to M13'),
  owed_by: list(party, { max: 2, unique: true }),
  'cadence?': matching(/^P[1-9][0-9]{0,2}[DWMY]$/, 'a duration such as P3M'),
});

type Named = { readonly [name: string]: string };
type SoundAccord = {
  readonly created_by_ref: string;
  readonly parties: readonly string[];
  readonly party_names: Named;
  readonly channels: readonly { readonly name: string; readonly ceiling: Named; readonly default_markings: Named }[];
  readonly themes: readonly { readonly owed_by: readonly string[] }[];
};
// Cross rules run on objects whose properties are each sound, none of these withheld.
const sound = (object: JsonObject): SoundAccord => object as unknown as SoundAccord;

const ownAccord: CrossRule = ({ id, accord_ref: ref, channel: name }) =>
  ref !== id
    ? fault('an accord is its own accord', 'accord_ref')
    : name !== CHARTER
      ? fault(`an accord is on the channel ${CHARTER}`, 'channel')
      : undefined;

const onlyItsParties: CrossRule = (object) => {
  const { parties, created_by_ref: author, party_names: names, themes } = sound(object);
  if (!parties.includes(author)) return fault('is not a party of the accord', 'created_by_ref');
  if (!parties.every((one) => Object.hasOwn(names, one))) return fault('names just the two parties', 'party_names');
  const stray = themes.findIndex(({ owed_by: owers }) => !owers.every((ower) => parties.includes(ower)));
  return stray === -1 ? undefined : fault('is owed by parties of the accord only', 'themes', stray, 'owed_by');
};

const isAbove = (levels: readonly string[], value: string | undefined, ceiling: string | undefined): boolean =>
  value !== undefined && (ceiling === undefined || levels.indexOf(value) > levels.indexOf(ceiling));

const soundChannels: CrossRule = (object) => {
  for (const [i, { name, ceiling, default_markings: defaults }] of sound(object).channels.entries()) {
    const wrong = (message: string, ...steps: string[]): Fault => fault(message, 'channels', i, ...steps);
    if (name === CHARTER) return wrong(`${CHARTER} is built in and not declared`, 'name');
    if (isAbove(TLP_LEVELS, defaults['tlp'], ceiling['tlp']))
      return wrong('above the ceiling', 'default_markings', 'tlp');
    if (isAbove(PAP_LEVELS, defaults['pap'], ceiling['pap']))
      return wrong('above the ceiling', 'default_markings', 'pap');
  }
  return undefined;
};

const OF_CITIES = ['parent_ref', 'members', 'memorandum'] as const;

/**
 * An accord of cities is a child of the accord of their states, between the same two nodes, with members of both sides; its one
 * channel is the secretariat's, at most GREEN and without handling codes. What may flow there is closed (`policy/cities.ts`).
 */
const soundCities: CrossRule = (object) => {
  const { id, kind, parent_ref: parent, members } = object;
  if (kind === undefined) {
    const stray = OF_CITIES.find((name) => object[name] !== undefined);
    return stray === undefined ? undefined : fault('is of an accord of cities only', stray);
  }
  if (parent === undefined || parent === id) return fault('names the accord that it is under', 'parent_ref');
  const { parties, channels } = sound(object);
  const sides = ((members ?? []) as readonly JsonObject[]).map((member) => textOf(member['party']));
  const stray = sides.findIndex((side) => !parties.includes(side));
  if (stray !== -1) return fault('is of a party of the accord', 'members', stray, 'party');
  if (!parties.every((one) => sides.includes(one))) return fault('names cities of both parties', 'members');
  const wide = channels.findIndex(
    ({ name, ceiling: { tlp, handling } }) =>
      name !== SECRETARIAT || isAbove(TLP_LEVELS, tlp, 'green') || handling !== undefined,
  );
  return wide === -1
    ? undefined
    : fault('cities share on the secretariat’s channel alone, up to GREEN, without handling codes', 'channels', wide);
};

export const ACCORD: TypeTable = defineType({
  clause: ownSchema('accord'),
  properties: {
    ...COMMON_OWN,
    name: localized(SHORT_TEXT),
    parties: list(party, { min: 2, max: 2, unique: true }),
    party_names: dictionary(party, localized(SHORT_TEXT), { min: 2, max: 2 }),
    channel: constant(CHARTER),
    channels: list(channelTerms, { max: 50 }),
    legal_bases: list(legalBasis, { min: 0, max: 200 }),
    themes: list(themeTerms, { min: 0, max: 200 }),
    entry_into_force: oneOf(ENTRY_INTO_FORCE),
    'valid_from?': timestamp,
    'kind?': constant(CITIES),
    'parent_ref?': idOf('accord'),
    'members?': list(shape({ party, name: localized(SHORT_TEXT) }), { min: 2, max: 50 }),
    'memorandum?': localized(LONG_TEXT),
  },
  // The terms that both sides' release decisions and folds are computed from are for both to read.
  unmarkable: [
    'name',
    'parties',
    'party_names',
    'channels',
    'entry_into_force',
    'valid_from',
    'kind',
    'parent_ref',
    'members',
    'memorandum',
  ],
  crossRules: [
    modifiedNotBeforeCreated,
    ownAccord,
    onlyItsParties,
    soundChannels,
    eachOnce('channels', 'name'),
    eachOnce('themes', 'key'),
    eachOnce('legal_bases', 'key'),
    soundCities,
  ],
});
