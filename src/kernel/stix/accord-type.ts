import type { JsonArray, JsonObject } from '../json/types.ts';
import { COMMON_OWN, modifiedNotBeforeCreated, SHORT_TEXT } from './common.ts';
import { HANDLING_CODES, PAP_LEVELS, TLP_LEVELS } from './marking-ids.ts';
import { constant, dictionary, fault, flag, idOf, integer, key, list, localized, matching, oneOf, partialDate, shape, timestamp } from './rules.ts';
import { defineType } from './table.ts';
import type { CrossRule, TypeTable } from './table.ts';
import { CHARTER, ENTRY_INTO_FORCE } from './values.ts';

const party = idOf('identity');

const channel = shape({
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

const theme = shape({
  key,
  title: localized(SHORT_TEXT),
  mechanism: matching(/^M([1-9]|1[0-3])$/, 'one of M1 to M13'),
  owed_by: list(party, { max: 2, unique: true }),
  'cadence?': matching(/^P[1-9][0-9]{0,2}[DWMY]$/, 'a duration such as P3M'),
});

// Cross rules run on objects whose single properties are sound, so these readings are safe.
type SoundChannel = { readonly name: string; readonly ceiling: Record<string, string>; readonly default_markings: Record<string, string> };
const items = <T>(object: JsonObject, property: string): readonly T[] => (object[property] ?? []) as unknown as readonly T[];

const ownAccord: CrossRule = ({ id, accord_ref: ref, channel: name }) =>
  ref !== id ? fault('an accord is its own accord', 'accord_ref') : name !== CHARTER ? fault(`an accord is on the channel ${CHARTER}`, 'channel') : undefined;

const onlyItsParties: CrossRule = (object) => {
  const parties = items<string>(object, 'parties');
  if (!parties.includes(object['created_by_ref'] as string)) return fault('is not a party of the accord', 'created_by_ref');
  const named = Object.keys(object['party_names'] as JsonObject);
  if (named.length !== 2 || !named.every((name) => parties.includes(name))) return fault('names just the two parties', 'party_names');
  for (const [i, { owed_by }] of items<{ owed_by: JsonArray }>(object, 'themes').entries()) {
    if (!owed_by.every((id) => parties.includes(id as string))) return fault('is owed by parties of the accord only', 'themes', i, 'owed_by');
  }
  return undefined;
};

const isAbove = (levels: readonly string[], value: string | undefined, ceiling: string | undefined): boolean =>
  value !== undefined && (ceiling === undefined || levels.indexOf(value) > levels.indexOf(ceiling));

const soundChannels: CrossRule = (object) => {
  for (const [i, { name, ceiling, default_markings: defaults }] of items<SoundChannel>(object, 'channels').entries()) {
    if (name === CHARTER) return fault(`${CHARTER} is built in and not declared`, 'channels', i, 'name');
    if (isAbove(TLP_LEVELS, defaults['tlp'], ceiling['tlp'])) return fault('is above the ceiling', 'channels', i, 'default_markings', 'tlp');
    if (isAbove(PAP_LEVELS, defaults['pap'], ceiling['pap'])) return fault('is above the ceiling', 'channels', i, 'default_markings', 'pap');
  }
  return undefined;
};

const uniqueBy =
  (property: string, name: string): CrossRule =>
  (object) => {
    const seen = new Set<string>();
    for (const [i, item] of items<Record<string, string>>(object, property).entries()) {
      const value = item[name]!;
      if (seen.has(value)) return fault('stands twice', property, i, name);
      seen.add(value);
    }
    return undefined;
  };

export const ACCORD: TypeTable = defineType({
  clause: 'docs/protocol/schemas/accord.schema.json',
  properties: {
    ...COMMON_OWN,
    name: localized(SHORT_TEXT),
    parties: list(party, { min: 2, max: 2, unique: true }),
    party_names: dictionary(party, localized(SHORT_TEXT), { min: 2, max: 2 }),
    channel: constant(CHARTER),
    channels: list(channel, { max: 50 }),
    legal_bases: list(legalBasis, { min: 0, max: 200 }),
    themes: list(theme, { min: 0, max: 200 }),
    entry_into_force: oneOf(ENTRY_INTO_FORCE),
    'valid_from?': timestamp,
  },
  // The terms that both sides' release decisions and folds are computed from are for both to read.
  unmarkable: ['name', 'parties', 'party_names', 'channels', 'entry_into_force', 'valid_from'],
  crossRules: [modifiedNotBeforeCreated, ownAccord, onlyItsParties, soundChannels, uniqueBy('channels', 'name'), uniqueBy('themes', 'key'), uniqueBy('legal_bases', 'key')],
});
