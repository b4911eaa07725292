import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import oracle from 'canonicalize';
import { canonicalize } from '../../../src/kernel/json/canonical.ts';
import type { JsonValue } from '../../../src/kernel/json/canonical.ts';

type Vector = { name: string; input: string; canonical: string };
type NumberVector = { bits: string; text: string };
const vectors = JSON.parse(readFileSync(new URL('../../vectors/canonical.json', import.meta.url), 'utf8')) as {
  texts: Vector[];
  numbers: NumberVector[];
};

const double = (bits: string): number =>
  new DataView(BigUint64Array.of(BigInt(`0x${bits}`)).buffer).getFloat64(0, true);

describe('RFC 8785', () => {
  test.each(vectors.texts)('published text: $name', ({ input, canonical }) => {
    expect(canonicalize(JSON.parse(input) as JsonValue)).toBe(canonical);
  });

  test.each(vectors.numbers)('published number (appendix B): $bits is $text', ({ bits, text }) => {
    expect(canonicalize(double(bits))).toBe(text);
  });

  test.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])('%s is refused', (bits) => {
    expect(() => canonicalize(double(bits))).toThrow('not a JSON number');
  });
});

describe('against the independent implementation', () => {
  test('every JSON value has the same form', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => canonicalize(value as JsonValue) === oracle(value)),
      { numRuns: 2000 },
    );
  });
  test('every double has the same form', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (value) => canonicalize(value) === oracle(value),
      ),
      { numRuns: 5000 },
    );
  });
  test('keys are ordered by UTF-16 code units, whatever the script', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.constant(null)), (value) => {
        expect(canonicalize(value)).toBe(oracle(value));
      }),
    );
  });
});

describe('what is not JSON is refused, never dropped', () => {
  test.each([[undefined], [{ a: undefined }], [[() => 1]], [1n], [Symbol('s')]])('%o', (value) => {
    expect(() => canonicalize(value as never)).toThrow('not a JSON value');
  });
  test.each([['\ud800'], [{ '\udfff': 1 }]])('lone surrogate %j', (value) => {
    expect(() => canonicalize(value as JsonValue)).toThrow('lone surrogate');
  });
  test('a cycle', () => {
    const cycle: JsonValue[] = [];
    cycle.push(cycle);
    expect(() => canonicalize(cycle)).toThrow('nested deeper');
  });
});
