import { expect, test } from 'vitest';
import type { AccessHead } from '#contract/oversight.ts';
import { ed25519PublicKey, sha256, toBase64, utf8 } from '#platform';
import { signCheckpoint } from '#kernel/log/checkpoint.ts';
import { verifyCosignature } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { append, consistencyProof, leafHash, tileReader } from '#kernel/log/merkle.ts';
import { parseNote } from '#kernel/log/note.ts';
import { oversightKey } from '#kernel/log/verify-access.ts';
import { checkedHead, cosignedNote, makeKey, unwrapKey } from '../../../web/src/modules/oversight/cosigning.ts';

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

test.each([
  ['was rewritten', ['a', 'x', 'c'], ['a', 'b']],
  ['is shorter than before', ['a'], ['a', 'b']],
  ['says something else of the same length', ['a', 'x'], ['a', 'b']],
])('a log that %s is not', async (_, now, before) => {
  const { head, prove } = logOf(now);
  const remembered = { size: before.length, root: toBase64(logOf(before).grown.root) };
  expect(isFault(await checkedHead({ head, remembered, prove }))).toBe(true);
});
