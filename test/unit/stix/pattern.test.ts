import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePattern } from '../../../src/kernel/stix/pattern/parse.ts';
import { validateObject } from '../../../src/kernel/stix/validate.ts';
import { examples, vectors } from './examples.ts';

const { valid, invalid } = vectors('stix-patterns.json') as {
  valid: string[];
  invalid: { pattern: string; offset: number }[];
};

const read = (text: string): unknown => {
  const parsed = parsePattern(text);
  return 'pattern' in parsed ? parsed.pattern : parsed.fault;
};

test.each(valid)('%s is a pattern', (pattern) => {
  expect(parsePattern(pattern)).toHaveProperty('pattern');
});

test.each(invalid)('$pattern is none from character $offset', ({ pattern, offset }) => {
  expect(read(pattern)).toMatchObject({ offset, message: expect.stringMatching(/./) as string });
});

describe('what a pattern says', () => {
  test('AND binds before OR before FOLLOWEDBY, and a qualifier to the observation before it', () => {
    expect(read('[a:b = 1] OR [a:b = 2] AND [a:b = 3] FOLLOWEDBY [a:b = 4] REPEATS 2 TIMES')).toMatchObject({
      kind: 'followed-by',
      operands: [
        { kind: 'or', operands: [{ kind: 'observation' }, { kind: 'and', operands: [{}, {}] }] },
        { kind: 'observation', qualifiers: [{ kind: 'repeats', times: 2 }] },
      ],
    });
    expect(read('[a:b = 1 OR a:c = 2 AND a:d = 3]')).toMatchObject({
      comparison: { kind: 'or', operands: [{ kind: 'test' }, { kind: 'and' }] },
    });
  });

  test('a path is a type, keys and indexes', () => {
    expect(read(`[file:extensions.'ntfs-ext'.streams[*].parts[-1] NOT IN ('it\\'s', 2)]`)).toEqual({
      kind: 'observation',
      comparison: {
        kind: 'test',
        path: {
          type: 'file',
          steps: [
            { key: 'extensions' },
            { key: 'ntfs-ext' },
            { key: 'streams' },
            { index: '*' },
            { key: 'parts' },
            { index: -1 },
          ],
        },
        isNegated: true,
        operator: 'IN',
        values: [
          { kind: 'text', value: `it's` },
          { kind: 'integer', value: 2 },
        ],
      },
    });
  });

  test('qualifiers of a group and of what is in it are both kept', () => {
    expect(
      read(`([a:b = 1] WITHIN 5 SECONDS) START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'`),
    ).toMatchObject({
      qualifiers: [
        { kind: 'within', seconds: 5 },
        { kind: 'start-stop', start: '2026-01-01T00:00:00Z', stop: '2026-01-02T00:00:00Z' },
      ],
    });
  });
});

describe('bounds', () => {
  test('depth ends in a fault, not in the stack', () => {
    expect(read('('.repeat(100_000))).toMatchObject({ message: 'nested deeper than 64', offset: 65 });
    expect(read(`[${'('.repeat(63)}a:b = 1${')'.repeat(63)}]`)).toHaveProperty('kind');
    expect(read(`[${'('.repeat(64)}a:b = 1${')'.repeat(64)}]`)).toMatchObject({ message: 'nested deeper than 64' });
  });

  test('a chain of ten thousand is flat', () => {
    const chain = Array.from({ length: 10_000 }, (_, i) => `a:b = ${i}`).join(' OR ');
    const pattern = read(`[${chain}]`) as { comparison: { operands: unknown[] } };
    expect(pattern.comparison.operands).toHaveLength(10_000);
  });

  test('whatever is cut off, put in or changed, the parser answers', () => {
    const part = fc.constantFrom(
      ...valid,
      '[',
      ']',
      '(',
      ')',
      "'",
      '\\',
      ' AND ',
      'NOT',
      "t'",
      '/*',
      '\u0000',
      '\ud800',
    );
    fc.assert(
      fc.property(part, part, fc.nat(), fc.nat(), (a, b, from, to) => {
        const text = a.slice(0, from % (a.length + 1)) + b.slice(to % (b.length + 1));
        const parsed = parsePattern(text);
        if ('fault' in parsed) {
          expect(parsed.fault.offset).toBeGreaterThanOrEqual(0);
          expect(parsed.fault.offset).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('of an indicator', () => {
  const indicator = examples.valid['indicator']!;

  test('a pattern in STIX names the character where it goes wrong', () => {
    expect(validateObject({ ...indicator, pattern: '[file:size = ]' })).toEqual([
      {
        code: 'bad-record',
        path: '$.pattern',
        clause: 'STIX 2.1 section 9',
        message: 'a value is expected, not ] (at character 13)',
      },
    ]);
  });

  test('a pattern in another language, or another version of this one, is a text', () => {
    expect(validateObject({ ...indicator, pattern: 'rule', pattern_type: 'yara' })).toEqual([]);
    expect(validateObject({ ...indicator, pattern: 'rule', pattern_version: '2.0' })).toEqual([]);
  });
});
