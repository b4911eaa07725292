import { expect, test } from 'vitest';
import type { AccessHead } from '#contract/oversight.ts';
import { ed25519PublicKey, sha256, toBase64, utf8 } from '#platform';
import { signCheckpoint } from '#kernel/log/checkpoint.ts';
import { verifyCosignature } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { append, consistencyProof, leafHash, tileReader } from '#kernel/log/merkle.ts';
import { parseNote } from '#kernel/log/note.ts';
import { oversightKey } from '#kernel/log/verify-access.ts';
import {
  checkedHead,
  cosignedNote,
  makeKey,
  unwrapKey,
  type Remembered,
} from '../../../web/src/modules/oversight/cosigning.ts';

const PARTY = '6c1d2f4e-0000-4000-8000-000000000001';
const origin = `entente.v1/${PARTY}/access`;
const seed = sha256(Uint8Array.of(1));
const node = { seed, publicKey: ed25519PublicKey(seed) };

function logOf(words: readonly string[]) {
  const grown = append({ size: 0, tiles: tileReader([]), leaves: words.map((word) => leafHash(utf8(word))) });
  const tiles = tileReader(grown.tiles);
  return {
    grown,
    head: {
      origin,
      size: words.length,
      checkpoint: signCheckpoint({ origin, size: words.length, root: grown.root }, [node]),
      epochs: [],
      keys: [toBase64(node.publicKey)],
      fingerprint: '',
      cosigned: null,
      cosigners: [],
    } satisfies AccessHead,
    prove: async (from: number, size: number) => {
      const proof = consistencyProof(from, size, tiles);
      return { ...proof, hashes: proof.hashes.map(toBase64) };
    },
  };
}

test('the private half is what the passphrase opens, and no other', async () => {
  const made = await makeKey('harbour lamp seven');
  expect(JSON.stringify(made)).not.toContain('harbour');
  const opened = await unwrapKey(made, 'harbour lamp seven');
  expect(toBase64(ed25519PublicKey(opened!))).toBe(made.publicKey);
  expect(await unwrapKey(made, 'harbour lamp eight')).toBeUndefined();
  const other = await makeKey('harbour lamp seven');
  expect(await unwrapKey({ ...made, publicKey: other.publicKey }, 'harbour lamp seven')).toBeUndefined();
});

test('a log that goes on is cosigned', async () => {
  const made = await makeKey('harbour lamp seven');
  const own = (await unwrapKey(made, 'harbour lamp seven'))!;
  const [early, late] = [logOf(['a', 'b']), logOf(['a', 'b', 'c', 'd', 'e'])];
  const remembered = { size: 2, root: toBase64(early.grown.root) };
  const checked = await checkedHead({ head: late.head, remembered, prove: late.prove });
  expect(checked).toMatchObject({ size: 5 });
  const note = parseNote(cosignedNote(late.head, own, new Date(1_780_000_000_000)));
  expect(verifyCosignature(note, oversightKey(PARTY, ed25519PublicKey(own)))).toEqual({ time: 1_780_000_000 });
});

test('a node that was put back says so by a new epoch: what is missing is told, and what is before it still proved', async () => {
  const [seen, now] = [logOf(['a', 'b', 'c', 'd']), logOf(['a', 'b', 'restore', 'x'])];
  const inEpoch = (epoch: number, start: number): AccessHead => {
    const later = `${origin}/${epoch}`;
    const checkpoint = signCheckpoint({ origin: later, size: 4, root: now.grown.root }, [node]);
    return { ...now.head, origin: later, checkpoint, epochs: [{ epoch, start, at: '2026-03-01T00:00:00.000Z' }] };
  };
  const check = (head: AccessHead, remembered: Remembered) => checkedHead({ head, remembered, prove: now.prove });
  const remember = (words: readonly string[], more = {}) => ({
    size: words.length,
    root: toBase64(logOf(words).grown.root),
    ...more,
  });
  expect(await check(inEpoch(2, 2), { size: 4, root: toBase64(seen.grown.root) })).toMatchObject({
    epoch: 2,
    restored: { from: 2, lost: 2, at: '2026-03-01T00:00:00.000Z' },
  });
  // Seen before the backup: it is proved to be there.
  expect(await check(inEpoch(2, 2), remember(['a', 'b']))).toMatchObject({ size: 4, restored: undefined });
  expect(isFault(await check(inEpoch(2, 2), remember(['a', 'x'])))).toBe(true);
  // Within the epoch nothing may be missing, and no earlier one comes again.
  expect(await check(inEpoch(2, 2), remember(['a', 'b', 'restore', 'x', 'y'], { epoch: 2 }))).toMatchObject({
    fault: 'rollback',
  });
  expect(await check(inEpoch(2, 2), remember(['a'], { epoch: 3 }))).toMatchObject({ fault: 'rollback' });
});

test.each([
  ['was rewritten', ['a', 'x', 'c'], ['a', 'b']],
  ['is shorter than before', ['a'], ['a', 'b']],
  ['says something else of the same length', ['a', 'x'], ['a', 'b']],
])('a log that %s is not', async (_, now, before) => {
  const { head, prove } = logOf(now);
  const remembered = { size: before.length, root: toBase64(logOf(before).grown.root) };
  expect(isFault(await checkedHead({ head, remembered, prove }))).toBe(true);
});
