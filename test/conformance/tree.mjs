// RFC 6962, section 2.1; docs/protocol/feed.md, "Tree, checkpoint, cosignature".
import { same, sha256 } from './encoding.mjs';

export const leafHash = (entry) => sha256(Buffer.of(0), entry);
export const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** The largest power of two below n. */
const split = (n) => 2 ** Math.floor(Math.log2(n - 1));

export function rootOf(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** Section 2.1.1: the root that this audit path leads to; undefined if it has the wrong length. */
function rootByInclusion(leaf, index, size, path) {
  if (size === 1) return path.length === 0 ? leaf : undefined;
  if (path.length === 0) return undefined;
  const k = split(size);
  const [inner, sibling] = [path.slice(0, -1), path.at(-1)];
  const below = index < k ? rootByInclusion(leaf, index, k, inner) : rootByInclusion(leaf, index - k, size - k, inner);
  if (below === undefined) return undefined;
  return index < k ? nodeHash(below, sibling) : nodeHash(sibling, below);
}

export function isIncluded(leaf, index, size, path, root) {
  const found = index < size ? rootByInclusion(leaf, index, size, path) : undefined;
  return found !== undefined && same(found, root);
}

/** Section 2.1.2: both roots that the proof leads to. `isWhole`: the old tree is a whole subtree here, its root is known. */
function rootsByConsistency(from, size, path, oldRoot, isWhole) {
  if (from === size) {
    if (isWhole) return path.length === 0 ? [oldRoot, oldRoot] : undefined;
    return path.length === 1 ? [path[0], path[0]] : undefined;
  }
  if (path.length === 0) return undefined;
  const k = split(size);
  const [inner, sibling] = [path.slice(0, -1), path.at(-1)];
  if (from <= k) {
    const below = rootsByConsistency(from, k, inner, oldRoot, isWhole);
    return below && [below[0], nodeHash(below[1], sibling)];
  }
  const below = rootsByConsistency(from - k, size - k, inner, oldRoot, false);
  return below && [nodeHash(sibling, below[0]), nodeHash(sibling, below[1])];
}

export function isConsistent(from, size, path, oldRoot, newRoot) {
  if (from === 0) return path.length === 0;
  if (from > size) return false;
  const roots = rootsByConsistency(from, size, path, oldRoot, true);
  return roots !== undefined && same(roots[0], oldRoot) && same(roots[1], newRoot);
}
