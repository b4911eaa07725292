import { isDeepStrictEqual } from 'node:util';
import { Failure } from '#kernel/errors.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { isJsonObject } from '#kernel/json/types.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { meaningOf, objectMarkings, resolveMarkings } from '#kernel/policy/markings.ts';
import { commit, commitParts, decodeHash, hashPart } from '#kernel/record/commitment.ts';
import { disclose, discloseText, openDisclosure } from '#kernel/record/disclosure.ts';
import commitments from '../../vectors/commitment.json' with { type: 'json' };
import { hold, refusing } from '../target.ts';
import type { Target } from '../target.ts';

const SECRET = new Uint8Array(32).fill(9);
const WORDS = [
  'granular_markings',
  'selectors',
  'marking_ref',
  'lang',
  'object_marking_refs',
  'type',
  'id',
  'extensions',
  'parts',
  'part',
  'salt',
  'hash',
  'title',
  'name',
  '[0]',
];
const records = commitments.commitments.map(({ record }) => record as unknown as JsonObject);

function parsed(input: Uint8Array): JsonValue | undefined {
  return refusing(['bad-json', 'too-large'], () => parseStrict(input))?.value;
}

/** Whatever a record is, each way to open it gives back what was committed, or less of it, and never anything else. */
const committed: Target = {
  name: 'commitment',
  seeds: () => records.map((record) => canonicalize(record)),
  words: WORDS,
  check: (input, random) => {
    const record = parsed(input);
    if (!isJsonObject(record)) return 'refused';
    const made = refusing(['bad-input'], () => commit(record, SECRET));
    if (made === undefined) return 'refused';
    const { c, parts } = made.value;
    const open = parts.flatMap((_, i) => (i === 0 || random.chance(0.5) ? [i] : []));
    const disclosure = disclose(parts, open);
    hold('the two ways to write a disclosure are one', discloseText(parts, open) === canonicalize(disclosure));
    const opened = openDisclosure(c, disclosure);
    const withheld = new Set(opened.withheld.flatMap((i) => parts[i]?.properties ?? []));
    const expected = Object.fromEntries(Object.entries(record).filter(([name]) => !withheld.has(name)));
    hold(
      'it opens to what was committed, less what was withheld',
      isDeepStrictEqual(canonicalize(opened.record), canonicalize(expected)),
    );
    hold('all parts but the open ones are withheld', opened.withheld.length === parts.length - open.length);
    return 'taken';
  },
};

/** Hashes are made to fit, so that what is behind them is reached. */
const disclosed: Target = {
  name: 'disclosure',
  seeds: () =>
    records.flatMap((record) => {
      const { parts } = commit(record, SECRET);
      return [parts.map((_, i) => i), [0]].map((open) => canonicalize(disclose(parts, open)));
    }),
  words: WORDS,
  check: (input) => {
    const given = parsed(input);
    if (given === undefined) return 'refused';
    const opened = refusing(['inconsistent'], () => openDisclosure(fitting(given), given));
    if (opened === undefined) return 'refused';
    const { parts, withheld } = opened.value;
    const open = parts.flatMap((_, i) => (withheld.includes(i) ? [] : [i]));
    hold('a disclosure has one content', canonicalize(disclose(parts, open)) === canonicalize(given));
    if (withheld.length === 0) {
      const again = refusing(['bad-input'], () => commit(opened.value.record, SECRET));
      if (again)
        hold(
          'the author divides it in the same parts',
          isDeepStrictEqual(
            again.value.parts.map(({ properties }) => properties),
            parts.map(({ properties }) => properties),
          ),
        );
    }
    return 'taken';
  },
};

function fitting(disclosure: JsonValue): string {
  const list = isJsonObject(disclosure) ? disclosure['parts'] : undefined;
  const hashes = (Array.isArray(list) ? (list as readonly JsonValue[]) : []).map((item): Uint8Array => {
    if (!isJsonObject(item)) return SECRET;
    try {
      const part = item['part'];
      return part === undefined
        ? decodeHash(item['hash'], '')
        : hashPart(decodeHash(item['salt'], ''), canonicalize(part));
    } catch (error) {
      if (error instanceof Failure) return SECRET;
      throw error;
    }
  });
  return commitParts(hashes);
}

const marking: Target = {
  name: 'marking',
  seeds: () => [
    ...records.map((record) => canonicalize(record)),
    '{"type":"marking-definition","definition_type":"statement","definition":{"statement":"a"},"id":"marking-definition--1f4b6a7e-9d0c-4e53-8b7a-2c6d5e8f9a10"}',
    '{"extensions":{"extension-definition--393dbab6-dccf-4ac7-b1a1-8014551601a3":{"extension_type":"property-extension","handling":"H3","restriction":"a"}},"type":"marking-definition"}',
  ],
  words: [
    ...WORDS,
    'handling',
    'pap',
    'H3',
    'definition_type',
    'statement',
    'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  ],
  check: (input) => {
    const record = parsed(input);
    if (!isJsonObject(record)) return 'refused';
    meaningOf(record);
    const resolved = resolveMarkings(objectMarkings(record));
    return 'unknown' in resolved ? 'refused' : 'taken';
  },
};

export const recordTargets: readonly Target[] = [committed, disclosed, marking];
