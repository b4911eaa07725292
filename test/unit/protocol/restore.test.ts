import { describe, expect, it } from 'vitest';
import type { ReceiptEntry, ReceiptException } from '#kernel/log/entry.ts';
import { agree, isSeenHere, judgeRead, judgeReturned, saidBefore, saidOf } from '#kernel/protocol/restore.ts';

const root = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const own = { size: 10, cosigned: 6, rootAt: root };

describe('What a partner returns of our feed', () => {
  it('may be more than the backup has, and is judged by its entries then', () => {
    expect(judgeReturned(own, { size: 12, root: root(99) })).toBeUndefined();
  });
  it('may be less, if it begins the same and the partner had not cosigned more', () => {
    expect(judgeReturned(own, { size: 6, root: root(6) })).toBeUndefined();
    expect(judgeReturned(own, { size: 5, root: root(5) })).toMatchObject({ fault: 'missing-entries' });
  });
  it('is another history if its root is another at a size that the backup reaches', () => {
    for (const size of [6, 8, 10])
      expect(judgeReturned(own, { size, root: root(99) })).toMatchObject({ fault: 'fork' });
  });
});

describe('What a partner had verified and not read to its end', () => {
  it('is lost only if the backup does not have it either', () => {
    expect(judgeRead(own, 8, { size: 8, root: root(99) })).toBeUndefined();
    expect(judgeRead(own, 8, { size: 10, root: root(10) })).toBeUndefined();
    expect(judgeRead(own, 8, { size: 11, root: root(11) })).toMatchObject({ fault: 'missing-entries' });
    expect(judgeRead(own, 8, { size: 10, root: root(99) })).toMatchObject({ fault: 'fork' });
  });
});

describe('A feed is written to only', () => {
  it('when the opposite one is here as far as its last entry has seen', () => {
    const here = { epoch: 2, size: 5 };
    expect(isSeenHere(undefined, here)).toBe(true);
    expect(isSeenHere([2, 5, ''], here)).toBe(true);
    expect(isSeenHere([1, 900, ''], here)).toBe(true);
    expect(isSeenHere([2, 6, ''], here)).toBe(false);
    expect(isSeenHere([3, 0, ''], here)).toBe(false);
  });
});

const receipt = (
  from: number,
  size: number,
  exceptions: readonly ReceiptException[] = [],
  epoch = 1,
): ReceiptEntry => ({
  v: 1,
  kind: 'receipt',
  at: '2026-01-05T09:30:00.000Z',
  seen: [epoch, size, ''],
  from,
  size,
  root: '',
  exceptions,
});

describe('What our receipts had said', () => {
  const said = saidOf(
    [
      receipt(0, 4, [{ index: 1, state: 'refused', code: 'not-in-force' }]),
      receipt(4, 8, [{ index: 5, state: 'missing', code: 'no-disclosure' }]),
      receipt(1, 9, [{ index: 1, state: 'stored', code: 'lifted' }]),
      receipt(0, 50, [{ index: 2, state: 'refused', code: 'bad-record' }], 2),
    ],
    1,
  );

  it('is the latest of the same epoch, and nothing beyond its reach', () => {
    expect([1, 2, 5, 8, 9].map((index) => saidBefore(said, index))).toEqual([
      null,
      null,
      { state: 'missing', code: 'no-disclosure' },
      null,
      undefined,
    ]);
  });

  it('needs no other word where the same is held again', () => {
    const held = [{ index: 5, kind: 'record', state: 'missing', code: 'no-disclosure' }] as const;
    expect(agree(said, 12, held)).toEqual({ receiptedSize: 9, lifted: [] });
  });

  it('is said anew from the first entry that is held otherwise', () => {
    expect(agree(said, 12, [])).toEqual({ receiptedSize: 5, lifted: [5] });
    const worse = [
      { index: 3, kind: 'record', state: 'missing', code: 'no-disclosure' },
      { index: 5, kind: 'record', state: 'missing', code: 'no-disclosure' },
    ] as const;
    expect(agree(said, 12, worse)).toEqual({ receiptedSize: 3, lifted: [] });
    // What is beyond is said for the first time anyway.
    expect(agree(said, 12, [...worse.slice(1), { ...worse[0], index: 11 }])).toEqual({ receiptedSize: 9, lifted: [] });
  });
});
