import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64, utf8 } from '#platform';
import { RECALL_CODES, RECEIPT_CODES, RECEIPT_STATES, encodeEntry, parseEntry } from '#kernel/log/entry.ts';
import type { Entry, ReceiptEntry, ReceiptException, Seen } from '#kernel/log/entry.ts';
import vectors from '../../vectors/entry.json' with { type: 'json' };
import { checkSeen, checkSeenRoot, furthestSeen, receiptedBy } from '#kernel/log/seen.ts';

const hash = (byte: number) => new Uint8Array(32).fill(byte);
const root = (byte: number) => toBase64(hash(byte));
const at = '2026-01-05T09:30:00.000Z';
const seen: Seen = [1, 5, root(5)];
const common = { v: 1, at, seen } as const;
const receipt: ReceiptEntry = {
  ...common,
  kind: 'receipt',
  from: 2,
  size: 5,
  root: root(5),
  exceptions: [{ index: 3, state: 'refused', code: 'above-ceiling' }],
};
const examples: Entry[] = [
  { ...common, kind: 'record', c: root(9) },
  receipt,
  { ...common, kind: 'recall', index: 17, code: 'error' },
  { ...common, kind: 'expunge', index: 17 },
  { ...common, kind: 'key', key: root(7) },
  { ...common, kind: 'epoch', previous: [1, 12, root(2)] },
];
const raw = (value: unknown) => utf8(JSON.stringify(value));
// JSON.stringify keeps the order of keys: the base is canonical, so that only the change is at fault.
const withChange = (entry: Entry, change: object) =>
  raw(Object.fromEntries(Object.entries({ ...entry, ...change }).sort(([a], [b]) => (a < b ? -1 : 1))));

describe('entries', () => {
  it.each(vectors.entries)('$what: as the vector says', ({ text }) => {
    expect(encodeEntry(parseEntry(utf8(text)))).toEqual(utf8(text));
  });

  it.each(vectors.refused)('$what is refused', ({ text }) => {
    expect(() => parseEntry(utf8(text))).toThrow(/Entry: /);
  });

  it.each(examples)('of kind $kind are read as they were written', (entry) => {
    expect(parseEntry(encodeEntry(entry))).toEqual(entry);
  });

  it('stay under 1 KB with the longest receipt', () => {
    const big = Number.MAX_SAFE_INTEGER;
    const code = RECEIPT_CODES.toSorted((a, b) => b.length - a.length)[0] ?? 'lifted';
    const exceptions = Array.from({ length: 8 }, (_, i): ReceiptException => ({
      index: big - 9 + i,
      state: 'quarantined',
      code,
    }));
    const bytes = encodeEntry({
      ...common,
      kind: 'receipt',
      seen: [big, big, root(1)],
      from: big - 9,
      size: big,
      root: root(1),
      exceptions,
    });
    expect(bytes.length).toBeLessThan(1024);
  });

  it('of any receipt come back as they were', () => {
    const arbitrary = fc
      .record({
        from: fc.nat(1000),
        more: fc.integer({ min: 8, max: 500 }),
        ahead: fc.nat(3),
        states: fc.array(fc.constantFrom(...RECEIPT_STATES), { maxLength: 8 }),
      })
      .map(({ from, more, ahead, states }): ReceiptEntry => {
        const exceptions = states.map((state, i): ReceiptException => ({
          index: from + i,
          state,
          code: state === 'stored' ? 'lifted' : 'bad-record',
        }));
        return {
          ...common,
          kind: 'receipt',
          seen: [1, from + more + ahead, root(4)],
          from,
          size: from + more,
          root: root(4),
          exceptions,
        };
      });
    fc.assert(
      fc.property(arbitrary, (entry) => {
        expect(parseEntry(encodeEntry(entry))).toEqual(entry);
      }),
    );
  });

  it.each<[string, Entry, object]>([
    ['a property too many', examples[0] as Entry, { id: 'x' }],
    ['a property of another kind', examples[0] as Entry, { index: 1 }],
    ['an unknown kind', examples[0] as Entry, { kind: 'toString' }],
    ['another version', examples[0] as Entry, { v: 2 }],
    ['a short hash', examples[0] as Entry, { c: 'AAAA' }],
    ['base64 of another spelling', examples[0] as Entry, { c: `${'A'.repeat(42)}B=` }],
    ['a time without milliseconds', examples[0] as Entry, { at: '2026-01-05T09:30:00Z' }],
    ['a day that does not exist', examples[0] as Entry, { at: '2026-02-30T09:30:00.000Z' }],
    ['a negative size seen', examples[0] as Entry, { seen: [1, -1, root(1)] }],
    ['a fraction of an epoch', examples[0] as Entry, { seen: [1.5, 1, root(1)] }],
    ['no seen', examples[0] as Entry, { seen: null }],
    ['an unknown recall code', examples[2] as Entry, { code: 'because' }],
    [
      'text in place of a code',
      receipt,
      { exceptions: [{ index: 3, state: 'refused', code: 'the minister said no' }] },
    ],
    [
      'nine exceptions',
      { ...receipt, from: 0 },
      {
        size: 20,
        seen: [1, 30, root(1)],
        exceptions: Array.from({ length: 9 }, (_, index) => ({ code: 'bad-record', index, state: 'refused' })),
      },
    ],
    ['an exception below the range', receipt, { exceptions: [{ code: 'bad-record', index: 1, state: 'refused' }] }],
    ['an exception above the range', receipt, { exceptions: [{ code: 'bad-record', index: 5, state: 'refused' }] }],
    [
      'one index twice',
      receipt,
      { exceptions: [3, 3].map((index) => ({ code: 'bad-record', index, state: 'refused' })) },
    ],
    ['stored without lifted', receipt, { exceptions: [{ code: 'bad-record', index: 3, state: 'stored' }] }],
    ['an empty range', receipt, { from: 5 }],
    ['more than was seen', receipt, { size: 6 }],
    ['another root than was seen', receipt, { root: root(6) }],
  ])('are refused with %s', (_, entry, change) => {
    expect(() => parseEntry(withChange(entry, change))).toThrow(expect.objectContaining({ name: 'Failure' }));
  });

  it.each(['', '{', '[]', 'null', '"x"', '{"v":1}', '\ufeff{}'])('are not %j', (text) => {
    expect(() => parseEntry(utf8(text))).toThrow(expect.objectContaining({ name: 'Failure' }));
  });

  it('have one spelling', () => {
    const text = new TextDecoder().decode(encodeEntry(examples[0] as Entry));
    for (const other of [
      `${text}\n`,
      ` ${text}`,
      text.replace('"v":1', '"v":1.0'),
      text.replace('{', '{ '),
      text.replace('record', '\\u0072ecord'),
    ]) {
      expect(() => parseEntry(utf8(other))).toThrow(expect.objectContaining({ name: 'Failure' }));
    }
  });

  it('publish each code once, in words that need no text beside them', () => {
    for (const codes of [RECEIPT_CODES, RECALL_CODES]) {
      expect(new Set(codes).size).toBe(codes.length);
      for (const code of codes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    }
  });
});

describe('what an entry has seen', () => {
  const entry = (...s: Seen): Entry => ({ ...common, kind: 'record', c: root(9), seen: s });

  it('grows or stays', () => {
    expect(checkSeen(undefined, entry(1, 0, root(0)), undefined)).toBeUndefined();
    expect(checkSeen(seen, entry(...seen), seen)).toBeUndefined();
    expect(checkSeen(seen, entry(1, 6, root(6)), seen)).toBeUndefined();
    expect(checkSeen(seen, entry(2, 0, root(0)), seen)).toBeUndefined();
  });

  it('never decreases, and names no other root for a size', () => {
    expect(checkSeen(seen, entry(1, 4, root(4)), undefined)).toMatchObject({ fault: 'seen-decreased' });
    expect(checkSeen(seen, entry(0, 9, root(4)), undefined)).toMatchObject({ fault: 'seen-decreased' });
    expect(checkSeen(seen, entry(1, 5, root(6)), undefined)).toMatchObject({ fault: 'fork' });
  });

  it('is never below the publisher’s own latest receipt', () => {
    expect(checkSeen(undefined, entry(1, 4, root(4)), receiptedBy(receipt))).toMatchObject({
      fault: 'seen-below-receipt',
    });
    expect(checkSeen(undefined, entry(1, 5, root(6)), receiptedBy(receipt))).toMatchObject({ fault: 'fork' });
    expect(furthestSeen(seen, [1, 4, root(4)])).toBe(seen);
    expect(furthestSeen(undefined, seen)).toBe(seen);
  });

  it('is held against the log itself', () => {
    const own = { epoch: 1, size: 5, rootAt: hash };
    expect(checkSeenRoot(seen, own)).toBeUndefined();
    expect(checkSeenRoot([1, 5, root(6)], own)).toMatchObject({ fault: 'fork' });
    expect(checkSeenRoot([1, 6, root(6)], own)).toMatchObject({ fault: 'seen-ahead' });
    expect(checkSeenRoot([2, 0, root(0)], own)).toMatchObject({ fault: 'seen-ahead' });
  });
});
