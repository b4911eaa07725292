import { describe, expect, it } from 'vitest';
import { fromBase64Strict, utf8 } from '#platform';
import { canonicalize } from '#kernel/json/canonical.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import { emptyRoot } from '#kernel/log/merkle.ts';
import { checkSeenRoot, type EndedLog } from '#kernel/log/seen.ts';
import {
  isBehind,
  isEpochAnswered,
  isOffered,
  judgeEpoch,
  nextEpoch,
  servedSize,
  stateOf,
} from '#kernel/protocol/epoch.ts';
import { feedsToPull, type Offered } from '#kernel/protocol/pulling.ts';
import vectors from '../../vectors/epochs.json' with { type: 'json' };

type Case = {
  readonly name: string;
  readonly feed: { readonly epoch: number; readonly size: number };
  readonly held: readonly [number, number, string] | null;
  readonly entries: readonly object[];
  readonly expect: string | null;
};

describe('A new epoch', () => {
  it.each(vectors.cases as unknown as Case[])('$name', ({ feed, held, entries, expect: expected }) => {
    const state = held ? { epoch: held[0], size: held[1], root: fromBase64Strict(held[2]) } : undefined;
    const read = entries.map((entry) => parseEntry(utf8(canonicalize(entry as never))));
    expect(judgeEpoch(read, feed, state)?.fault ?? null).toBe(expected);
  });

  it('counts on from what its recipient held of the one before', () => {
    const next = nextEpoch({ epoch: 2, base: 10 }, { size: 7, root: emptyRoot() });
    expect(next).toEqual({ epoch: 3, base: 17, previous: stateOf({ epoch: 2, size: 7, root: emptyRoot() }) });
  });
});

describe('What goes into a new epoch', () => {
  const opened = { channel: 'secretariat', epoch: 2, receiptedSize: 0 };

  it('waits until its recipient has answered for the first entry, but for the charter', () => {
    expect(isEpochAnswered(opened)).toBe(false);
    expect(isEpochAnswered({ ...opened, receiptedSize: 1 })).toBe(true);
    expect(isEpochAnswered({ ...opened, epoch: 1 })).toBe(true);
    expect(isEpochAnswered({ ...opened, channel: 'charter' })).toBe(true);
  });
});

describe('An epoch that is over', () => {
  const held = (epoch: number, size: number) => ({ epoch, size, root: emptyRoot() });
  const opening = (epoch: number, size: number) =>
    parseEntry(
      utf8(
        canonicalize({
          v: 1,
          kind: 'epoch',
          at: '2026-01-05T09:30:00.000Z',
          seen: stateOf(held(1, 0)),
          previous: stateOf(held(epoch, size)),
        }),
      ),
    );

  it('is given as far as its recipient held it, if that is the history that is here', () => {
    expect(servedSize({ size: 9, ended: null })).toBe(9);
    expect(servedSize({ size: 9, ended: { size: 5, isOurs: true } })).toBe(5);
    expect(servedSize({ size: 9, ended: { size: 5, isOurs: false } })).toBe(0);
  });

  it('is offered as long as there is nothing of the next one', () => {
    const feed = (epoch: number, size: number, channel = 'x') => ({ accord: 'a', channel, epoch, size });
    expect(isOffered(feed(1, 5), [feed(1, 5), feed(2, 0)])).toBe(true);
    expect(isOffered(feed(1, 5), [feed(1, 5), feed(2, 1)])).toBe(false);
    expect(isOffered(feed(1, 5), [feed(1, 5), feed(2, 1, 'y')])).toBe(true);
    expect(isOffered(feed(1, 0), [feed(1, 0)])).toBe(false);
  });

  it('is read first where the next one opens after more than is held', () => {
    expect(isBehind(opening(1, 5), 2, held(1, 4))).toBe(true);
    expect(isBehind(opening(2, 5), 3, held(1, 4))).toBe(true);
    expect(isBehind(opening(1, 5), 2, undefined)).toBe(true);
    expect(isBehind(opening(1, 5), 2, held(1, 5))).toBe(false);
    expect(isBehind(opening(1, 3), 2, held(1, 5))).toBe(false);
    expect(isBehind(opening(1, 0), 2, undefined)).toBe(false);
    expect(isBehind(undefined, 2, held(1, 4))).toBe(false);
    expect(judgeEpoch([opening(1, 5)], { epoch: 2, size: 0 }, held(1, 4))?.fault).toBe('missing-entries');
  });
});

describe('What was seen of an epoch that is over', () => {
  const root = (byte: number) => new Uint8Array(32).fill(byte);
  const ended: EndedLog = {
    epoch: 1,
    size: 5,
    rootAt: (size) => (size === 5 ? root(5) : size === 3 ? root(3) : undefined),
  };
  const own = { epoch: 2, size: 2, rootAt: root };
  const said = (size: number, byte: number) =>
    checkSeenRoot([1, size, Buffer.from(root(byte)).toString('base64')], own, [ended])?.fault ?? null;

  it('is compared as far as it is held', () => {
    expect([said(5, 5), said(3, 3), said(4, 9)]).toEqual([null, null, null]);
    expect([said(5, 4), said(3, 4)]).toEqual(['fork', 'fork']);
  });

  it('cannot be more than its recipient held at its end', () => expect(said(6, 6)).toBe('seen-ahead'));

  it('is left alone if nothing of the epoch is known here', () => {
    expect(checkSeenRoot([1, 9, Buffer.from(root(1)).toString('base64')], own)).toBeUndefined();
  });
});

describe('Of each channel', () => {
  const place = (channel: string, epoch: number) => ({ accord: 'a', channel, epoch });
  const offer = (channel: string, epoch: number): Offered => ({
    ...place(channel, epoch),
    size: 1,
    root: '',
    cosigned: 0,
  });

  it('only the newest epoch is pulled, whether it is offered or held', () => {
    const wanted = feedsToPull(
      [offer('x', 2), offer('x', 1), offer('charter', 1)],
      [place('x', 1), place('charter', 2)],
    );
    expect(
      wanted.map(({ place: { channel, epoch }, offer: offered }) => [channel, epoch, offered !== undefined]),
    ).toEqual([
      ['charter', 2, false],
      ['x', 2, true],
    ]);
  });
});
