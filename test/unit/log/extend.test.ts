import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '#platform';
import { checkAdvance, extend } from '#kernel/log/extend.ts';
import { append, consistencyProof, leafHash, tileReader } from '#kernel/log/merkle.ts';

const origin =
  'entente.v1/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/33333333-3333-4333-8333-333333333333/charter/1';
const entriesOf = (count: number, from = 0) => Array.from({ length: count }, (_, i) => utf8(`entry ${from + i}`));
const grow = (entries: Uint8Array[]) => {
  const grown = append({ size: 0, tiles: () => undefined, leaves: entries.map(leafHash) });
  return { ...grown, tiles: tileReader(grown.tiles), checkpoint: { origin, size: grown.size, root: grown.root } };
};

describe('a recipient', () => {
  it('continues what it holds by what the partner signed', () => {
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), (held, more) => {
        const whole = grow(entriesOf(held + more));
        const proof = consistencyProof(held, held + more, whole.tiles);
        const grown = extend(grow(entriesOf(held)), whole.checkpoint, entriesOf(more, held), proof);
        expect(grown).toMatchObject({ size: held + more, root: whole.root });
      }),
      { numRuns: 30 },
    );
  });

  it('names a rollback, a fork, missing entries and a changed entry', () => {
    const held = grow(entriesOf(10));
    const whole = grow(entriesOf(20));
    const forked = grow([...entriesOf(9), utf8('another'), ...entriesOf(10, 10)]);
    expect(extend(held, grow(entriesOf(9)).checkpoint, [])).toMatchObject({ fault: 'rollback' });
    expect(extend(held, grow([...entriesOf(9), utf8('another')]).checkpoint, [])).toMatchObject({ fault: 'fork' });
    expect(checkAdvance(held, forked.checkpoint, consistencyProof(10, 20, forked.tiles))).toMatchObject({
      fault: 'fork',
    });
    expect(extend(held, whole.checkpoint, entriesOf(9, 10))).toMatchObject({ fault: 'missing-entries' });
    expect(extend(held, whole.checkpoint, [...entriesOf(9, 10), utf8('entry x')])).toMatchObject({
      fault: 'changed-entry',
    });
    expect(extend(held, forked.checkpoint, entriesOf(10, 10))).toMatchObject({ fault: 'changed-entry' });
  });

  it('is told in one line, without hashes', () => {
    const line = (extend(grow(entriesOf(3)), grow(entriesOf(2)).checkpoint, []) as { line: string }).line;
    expect(line).toBe('The partner shows 2 entries where it had signed 3.');
  });
});
