import { describe, expect, test } from 'vitest';
import oracle from 'canonicalize';
import fc from 'fast-check';
import { canonicalize, parseStrict } from '../../../src/kernel/json/canonical.ts';
import { findFault } from '../../../src/kernel/json/fault.ts';
import { readJson } from '../../../src/kernel/json/read.ts';
import type { Failure } from '../../../src/kernel/errors.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

const refusal = (
  input: Uint8Array | string,
  limits = {},
): { code: string; message: string; path: string | undefined } => {
  try {
    parseStrict(input, limits);
  } catch (error) {
    const { code, message, path } = error as Failure;
    return { code, message, path };
  }
  throw new Error('was admitted');
};

describe('what strict parsing refuses', () => {
  test.each<[string, Uint8Array | string, string, string]>([
    ['nothing', '', 'ends where a value should stand', '$'],
    ['a byte order mark in bytes', bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d), 'byte order mark', '$'],
    ['a byte order mark in text', '\ufeff{}', 'byte order mark', '$'],
    ['a duplicate key', '{"a":{"b":1,"b":2}}', 'stands twice', '$.a.b'],
    ['a duplicate key in another spelling', '{"a":1,"\\u0061":2}', 'stands twice', '$.a'],
    ['a duplicate __proto__', '{"__proto__":1,"__proto__":2}', 'stands twice', '$.__proto__'],
    ['an escaped lone surrogate', '{"a":["x","\\ud800"]}', 'lone surrogate', '$.a[1]'],
    ['a lone surrogate in a key', '{"\\udc00":1}', 'lone surrogate', '$'],
    ['a raw lone surrogate', '"\ud800"', 'lone surrogate', '$'],
    ['an escaped U+0000', '["a\\u0000b"]', 'U+0000', '$[0]'],
    ['U+0000 in a key', '{"\\u0000":1}', 'U+0000', '$'],
    ['a raw U+0000', '"\0"', 'U+0000', '$'],
    ['an integer beyond 2^53', '{"n":9007199254740993}', 'beyond 2^53', '$.n'],
    ['2^53 itself, which others round to', '9007199254740992', 'beyond 2^53', '$'],
    ['a negative integer beyond 2^53', '-9007199254740992', 'beyond 2^53', '$'],
    ['an integer beyond 2^53 in exponent form', '1e20', 'beyond 2^53', '$'],
    ['a number beyond doubles', '[1e400]', 'range of a double', '$[0]'],
    ['trailing bytes', '{} x', 'follows', '$'],
    ['two values', '1 2', 'follows', '$'],
    ['a trailing comma', '{"a":1,}', 'property name', '$.a'],
    ['a leading zero', '[01]', "',' or the end", '$[0]'],
    ['a single quote', "{'a':1}", 'property name', '$'],
    ['a missing colon', '{"a" 1}', "':'", '$.a'],
    ['a bare word', '[nul]', 'not a JSON value', '$[0]'],
    ['a raw line feed in a string', '"a\nb"', 'control character', '$'],
    ['an unknown escape', '"\\x41"', 'unknown escape', '$'],
    ['an open string', '{"a":"b', 'not closed', '$.a'],
    ['an open object', '{"a":1', 'ends inside', '$.a'],
  ])('%s', (_name, input, message, path) => {
    expect(refusal(input)).toMatchObject({
      code: 'bad-json',
      path,
      message: expect.stringContaining(message) as string,
    });
  });

  test.each<[string, Uint8Array]>([
    ['a stray continuation byte', bytes(0x22, 0x80, 0x22)],
    ['an overlong slash', bytes(0x22, 0xc0, 0xaf, 0x22)],
    ['an encoded surrogate', bytes(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ['a cut sequence', bytes(0x22, 0xe2, 0x82)],
    ['UTF-16', bytes(0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00)],
  ])('bytes that are not UTF-8: %s', (_name, input) => {
    expect(refusal(input)).toMatchObject({ code: 'bad-json', message: 'not valid UTF-8' });
  });

  test('the line and offset of the fault are named', () => {
    expect(refusal('{\n  "a": 1,\n  "a": 2\n}').message).toBe('a property stands twice (line 3, offset 14, at $.a)');
  });

  test('more bytes than allowed, counted in UTF-8', () => {
    expect(parseStrict('"\u00e9"', { maxBytes: 4 })).toBe('\u00e9');
    expect(refusal('"\u00e9"', { maxBytes: 3 }).code).toBe('too-large');
    expect(refusal(bytes(0x31, 0x31), { maxBytes: 1 }).code).toBe('too-large');
  });

  test('more nesting than allowed, at any depth, without exhausting the stack', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(canonicalize(parseStrict(nested(64)))).toBe(nested(64));
    expect(refusal(nested(65)).message).toContain('nested deeper than 64');
    expect(refusal('['.repeat(5_000_000)).message).toContain('nested deeper than 64');
    expect(refusal('{"a":'.repeat(1_000_000), { maxDepth: 1e9 }).message).toContain('nested deeper than 1000');
  });
});

describe('what strict parsing admits', () => {
  test.each([
    '{}',
    ' [1, -0, 0.5, 1e3, 9007199254740991] \n',
    '"\\u0061\\\\u0000:{[\\""',
    '"\\ud83d\\ude00"',
    '{"__proto__":{"a":1}}',
    '{"":{"":[]}}',
    'null',
  ])('%s', (text) => {
    expect(parseStrict(text)).toEqual(JSON.parse(text));
  });

  test('everything that JSON can say within I-JSON comes back equal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        if (/\\u0000|\\ud[89a-f]/.test(text) || /[0-9]{16}|e\+/.test(text)) return;
        const expected = oracle(value);
        expect(canonicalize(parseStrict(text))).toBe(expected);
        expect(canonicalize(parseStrict(new TextEncoder().encode(text)))).toBe(expected);
      }),
    );
  });

  test('the canonical form of what was admitted is admitted, and is its own canonical form', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        let value;
        try {
          value = parseStrict(text);
        } catch {
          return;
        }
        const canonical = canonicalize(value);
        expect(canonicalize(parseStrict(canonical))).toBe(canonical);
      }),
    );
  });
});

describe('a name with escapes is read as it is written, whatever was read before', () => {
  // JSON.parse of V8 from 12.8 on can give the earlier name instead (nodejs/node 63785).
  test.each<[earlier: string, later: string, name: string]>([
    [String.raw`"\\\\"`, String.raw`"\\/"`, String.raw`\/`],
    [String.raw`"\\u00"`, String.raw`"\u0074ype"`, 'type'],
    [String.raw`"x\\"`, String.raw`"x\n"`, 'x\n'],
    [String.raw`"\\"`, String.raw`"\""`, '"'],
  ])('%s, then %s', (earlier, later, name) => {
    const inner = `[{"${name.length}":[]},"a\\\\",-0.5e1,null,{"__proto__":{}}]`;
    for (const first of ['first', 'other']) {
      parseStrict(`{"${first}":1,${earlier}:2}`);
      const text = `{"${first}":1, ${later} : ${inner} }`;
      expect(Object.keys(parseStrict(text) as object)).toEqual([first, name]);
      expect(Object.entries(readJson(text) as object)[1]).toEqual([name, JSON.parse(inner)]);
    }
  });
});

describe('the slow reader', () => {
  const soup = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"b"',
      '"\\u0061"',
      '"\\u0000"',
      '"\\ud800"',
      '"',
      '\\',
      '1',
      '-',
      '.5',
      'e9',
      '1e400',
      'true',
      ' ',
      '\n',
      '9007199254740993',
      '\ufeff',
    ),
    { maxLength: 12 },
  );
  test('finds a reason for exactly the texts that the fast path refuses', () => {
    fc.assert(
      fc.property(soup, (tokens) => {
        const text = tokens.join('');
        let admitted = true;
        try {
          parseStrict(text);
        } catch {
          admitted = false;
        }
        expect(findFault(text, 64).message === 'not I-JSON').toBe(admitted);
      }),
      { numRuns: 20_000 },
    );
  });
});
