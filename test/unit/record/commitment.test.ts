import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { toBase64 } from '#platform';
import { canonicalize, type JsonObject, type JsonValue } from '../../../src/kernel/json/canonical.ts';
import { commit } from '../../../src/kernel/record/commitment.ts';
import { disclose, discloseText, openDisclosure } from '../../../src/kernel/record/disclosure.ts';
import type { Disclosure } from '../../../src/kernel/record/disclosure.ts';
import { partition } from '../../../src/kernel/record/parts.ts';

type PartVector = { markings: string[]; properties: string[]; canonical: string; salt: string; hash: string };
type Vectors = {
  secret: string;
  commitments: { name: string; record: JsonObject; parts: PartVector[]; c: string }[];
  disclosures: { name: string; c: string; disclosure: Disclosure; withheld: number[] }[];
  refused: { name: string; c: string; disclosure: JsonValue }[];
};
const vectors = JSON.parse(readFileSync(new URL('../../vectors/commitment.json', import.meta.url), 'utf8')) as Vectors;
const secret = Uint8Array.from(Buffer.from(vectors.secret, 'base64'));
const json = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue;

describe('the published vectors', () => {
  test.each(vectors.commitments)('commitment: $name', ({ record, parts, c }) => {
    const made = commit(record, secret);
    expect(made.parts.map((part) => ({ ...part, salt: toBase64(part.salt), hash: toBase64(part.hash) }))).toEqual(
      parts,
    );
    expect(made.c).toBe(c);
  });
  test.each(vectors.disclosures)('disclosure: $name', ({ c, disclosure, withheld }) => {
    const opened = openDisclosure(c, json(disclosure));
    expect(opened.withheld).toEqual(withheld);
    const whole = vectors.commitments.find((vector) => vector.c === c)!;
    const gone = new Set(withheld.flatMap((index) => whole.parts[index]!.properties));
    expect(opened.record).toEqual(Object.fromEntries(Object.entries(whole.record).filter(([name]) => !gone.has(name))));
    expect(
      disclose(
        opened.parts,
        opened.parts.flatMap((part, i) => (part.salt ? [i] : [])),
      ),
    ).toEqual(disclosure);
  });
  test.each(vectors.disclosures)('the text of a disclosure is its canonical JSON: $name', ({ c, disclosure }) => {
    const { parts } = openDisclosure(c, json(disclosure));
    const open = parts.flatMap((part, i) => (part.salt ? [i] : []));
    expect(discloseText(parts, open)).toBe(canonicalize(json(disclosure)));
  });
  test.each(vectors.refused)('refused: $name', ({ c, disclosure }) => {
    expect(() => openDisclosure(c, disclosure)).toThrow(
      expect.objectContaining({ name: 'Failure', code: 'inconsistent' }),
    );
  });
});

const MARKINGS = [1, 2, 3].map((n) => `marking-definition--00000000-0000-4000-8000-00000000000${n}`);
const NAMES = ['title', 'quote', 'due', 'note', '__proto__', 'constructor'];
const records = fc
  .record({
    properties: fc
      .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 })
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue({ maxDepth: 2 })])))),
    marks: fc.array(
      fc.record({
        marking_ref: fc.constantFrom(...MARKINGS),
        picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ properties, marks }): JsonObject => {
    const names = Object.keys(properties);
    const granular = marks.map(({ marking_ref, picks }) => ({
      marking_ref,
      selectors: picks.map((pick) => names[pick % names.length]!),
    }));
    return JSON.parse(
      JSON.stringify({
        ...Object.fromEntries(Object.entries(properties)),
        type: 'x',
        id: 'x--1',
        granular_markings: granular,
      }),
    ) as JsonObject;
  });
const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('for every record', () => {
  test('each property stands in exactly one part, and part 0 comes first', () => {
    fc.assert(
      fc.property(records, (record) => {
        const parts = partition(record);
        expect(parts.flatMap(({ properties }) => properties).sort()).toEqual(Object.keys(record).sort());
        expect(parts[0].properties).toEqual(expect.arrayContaining(['type', 'id', 'granular_markings']));
        for (const { properties, value } of parts) expect(Object.keys(value).sort()).toEqual(properties);
      }),
    );
  });

  test('any disclosure with part 0 opens to the same commitment, and shows just what was opened', () => {
    fc.assert(
      fc.property(records, secrets, fc.nat(), (record, fresh, mask) => {
        const { c, parts } = commit(record, fresh);
        const open = parts.flatMap((_, index) => (index === 0 || mask & (1 << index) ? [index] : []));
        const opened = openDisclosure(c, json(disclose(parts, open)));
        expect(opened.withheld).toEqual(parts.flatMap((_, index) => (open.includes(index) ? [] : [index])));
        expect(Object.keys(opened.record).sort()).toEqual(open.flatMap((index) => parts[index]!.properties).sort());
        expect(opened.parts.map(({ markings, properties }) => ({ markings, properties }))).toEqual(
          parts.map(({ markings, properties }) => ({ markings, properties })),
        );
        for (const name of Object.keys(opened.record)) expect(opened.record[name]).toEqual(record[name]);
      }),
    );
  });

  test('another secret gives another commitment, and a withheld part shows nothing of itself', () => {
    fc.assert(
      fc.property(records, secrets, (record, fresh) => {
        const { c, parts } = commit(record, fresh);
        expect(commit(record, secret).c === c).toBe(toBase64(fresh) === vectors.secret);
        for (const shown of disclose(parts, [0]).parts.slice(1)) expect(Object.keys(shown)).toEqual(['hash']);
      }),
    );
  });
});

describe('selectors that are refused', () => {
  const record = { type: 'x', id: 'x--1', list: [{ a: 1 }], text: 't' };
  test.each([
    ['nothing there', 'absent'],
    ['nothing below', 'list.[0].b'],
    ['past the end', 'list.[1]'],
    ['an index on text', 'text.[0]'],
    ['a leading zero', 'list.[00]'],
    ['an empty step', 'list..a'],
    ['empty', ''],
    ['the type', 'type'],
    ['below the id', 'id.x'],
    ['an inherited name', 'toString'],
  ])('%s', (_name, selector) => {
    const granular_markings = [{ marking_ref: MARKINGS[0]!, selectors: [selector] }];
    expect(() => partition({ ...record, granular_markings })).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
  test.each<[string, JsonValue]>([
    ['not a list', {}],
    ['no marking and no language', [{ selectors: ['text'] }]],
    ['both', [{ marking_ref: MARKINGS[0]!, lang: 'en', selectors: ['text'] }]],
    ['no selectors', [{ marking_ref: MARKINGS[0]!, selectors: [] }]],
    ['not a marking', [{ marking_ref: 'identity--x', selectors: ['text'] }]],
  ])('granular markings: %s', (_name, granular_markings) => {
    expect(() => partition({ ...record, granular_markings })).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });
});
