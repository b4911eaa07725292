import type { Checkpoint } from './checkpoint.ts';
import type { Fault } from './faults.ts';
import { fault } from './faults.ts';
import type { Hash } from './hashing.ts';
import { isSameHash, leafHash } from './hashing.ts';
import type { ConsistencyProof } from './proof.ts';
import { verifyConsistency } from './proof.ts';
import { append } from './tiles.ts';
import type { Grown, TileReader } from './tiles.ts';

/** What a recipient holds of a feed: verified before, never taken back. */
export type Held = { readonly size: number; readonly root: Hash; readonly tiles: TileReader };

/**
 * Checks a newer checkpoint against what is held, before any entry is fetched. The proof may be left out when the
 * entries follow: `extend` recomputes the root from them.
 */
export function checkAdvance(
  held: { readonly size: number; readonly root: Hash },
  next: Checkpoint,
  proof?: ConsistencyProof,
): Fault | undefined {
  if (next.size < held.size)
    return fault('rollback', `The partner shows ${next.size} entries where it had signed ${held.size}.`);
  if (next.size === held.size)
    return isSameHash(next.root, held.root)
      ? undefined
      : fault('fork', 'The partner signed two different histories of the same length.');
  if (proof === undefined) return undefined;
  const isConsistent =
    proof.from === held.size && proof.size === next.size && verifyConsistency(proof, held.root, next.root);
  return isConsistent
    ? undefined
    : fault('fork', 'The partner signed a history that does not continue the one that we hold.');
}

/** Continues what is held by exactly the entries up to the checkpoint. On success the tiles returned are to be stored with it. */
export function extend(
  held: Held,
  next: Checkpoint,
  entries: readonly Uint8Array[],
  proof?: ConsistencyProof,
): Grown | Fault {
  const refused = checkAdvance(held, next, proof);
  if (refused !== undefined) return refused;
  if (held.size + entries.length !== next.size) {
    return fault(
      'missing-entries',
      `The checkpoint counts ${next.size} entries, but ${held.size + entries.length} are there.`,
    );
  }
  const grown = append({ size: held.size, tiles: held.tiles, leaves: entries.map(leafHash) });
  return isSameHash(grown.root, next.root)
    ? grown
    : fault(
        'changed-entry',
        'The entries are not those that the partner signed: one was changed, or the history was rewritten.',
      );
}
