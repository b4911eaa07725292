import { describe, expect, it } from 'vitest';
import { fromBase64Strict, toBase64, utf8 } from '#platform';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import { isFault } from '#kernel/log/faults.ts';
import { judgeKeys, messageKeys, signersOf, trustedKeys, type FeedKeys } from '#kernel/protocol/keys.ts';
import vectors from '../../vectors/keys.json' with { type: 'json' };

type Case = {
  readonly name: string;
  readonly size: number;
  readonly entries: readonly string[];
  readonly checkpoint: string;
  readonly key: string | null;
  readonly chain: readonly string[];
  readonly expect: { readonly key?: string | null; readonly fault?: string };
};

function judged({ size, entries, checkpoint, key, chain }: Case): { key?: string | null; fault?: string } {
  const feed: FeedKeys = { key: key === null ? null : fromBase64Strict(key), chain: chain.map(fromBase64Strict) };
  const opened = openCheckpoint(checkpoint, vectors.origin, signersOf(feed));
  if (isFault(opened)) return { fault: opened.fault };
  const signed = judgeKeys({ opened, size, entries: entries.map((text) => parseEntry(utf8(text))) }, feed);
  return isFault(signed) ? { fault: signed.fault } : { key: signed.key && toBase64(signed.key) };
}

describe('The key in force after a page', () => {
  it.each(vectors.cases as Case[])('$name', (one) => expect(judged(one)).toEqual(one.expect));

  it('is refused by a false signature in the name of the next key', () => {
    const honest = (vectors.cases as Case[]).find(({ name }) => name.startsWith('a change signed by'))!;
    const lines = honest.checkpoint.trimEnd().split('\n');
    const forged = [...lines.slice(0, -1), `${lines.at(-1)!.slice(0, -8)}AAAAAAA=`].join('\n');
    expect(judged({ ...honest, checkpoint: `${forged}\n` })).toEqual({ fault: 'bad-signature' });
  });
});

describe('Of the keys of a party', () => {
  const key = (byte: number, changes: object = {}) => ({
    publicKey: new Uint8Array(32).fill(byte),
    until: null,
    isDistrusted: false,
    ...changes,
  });
  const ended = { until: new Date(0) };

  it('messages are taken under those that did not end', () => {
    expect(messageKeys([key(1, ended), key(2), key(3)]).map(([byte]) => byte)).toEqual([2, 3]);
  });

  it('a feed may go on under one that ended, until its own change; never under one that was given up', () => {
    const keys = [key(1, { ...ended, isDistrusted: true }), key(2, ended), key(3)];
    expect(trustedKeys(keys).map(([byte]) => byte)).toEqual([2, 3]);
    expect(messageKeys([key(1, { isDistrusted: true }), key(2)]).map(([byte]) => byte)).toEqual([2]);
  });
});
