import { fromBase64Strict, utf8 } from '#platform';
import { canonicalize } from '#kernel/json/canonical.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import { isFault } from '#kernel/log/faults.ts';
import { isSameHash, leafHash, verifyInclusion } from '#kernel/log/merkle.ts';
import { parseOrigin } from '#kernel/log/origin.ts';
import { Broken, orBroken, readHashes } from './broken.ts';
import type { Found } from './feed.ts';
import type { RotationLine } from './lines.ts';
import { requireParty } from './parties.ts';
import type { Parties } from './parties.ts';

export type Rotations = {
  readonly take: (line: RotationLine) => void;
  /** The key that the last rotation below this size put in force in this feed. */
  readonly keyAt: (origin: string, size: number) => Uint8Array | undefined;
};

/** definitions.md "Epoch, restore, keys": the first checkpoint over a `key` entry bears the old and the new signature. */
export function rotationCheck(parties: Parties, found: Found): Rotations {
  const byOrigin = new Map<string, { index: number; key: Uint8Array }[]>();

  const take = ({ origin, checkpoint: note, index, entry: value, proof }: RotationLine): void => {
    const publisher = requireParty(parties, orBroken('the origin of a rotation', () => parseOrigin(origin)).publisher);
    const where = `change of key by ${publisher.name}, index ${index}`;
    const bytes = utf8(canonicalize(value));
    const entry = orBroken(where, () => parseEntry(bytes));
    if (entry.kind !== 'key') throw new Broken('bad-rotation', `${where}: the entry names no key`);
    const opened = openCheckpoint(note, origin, publisher.keys);
    if (isFault(opened)) throw new Broken(opened.fault, `${where}: ${opened.line}`);
    const { checkpoint, signers } = opened;
    const inclusion = { index, size: checkpoint.size, hashes: readHashes(proof, where) };
    if (!verifyInclusion(leafHash(bytes), inclusion, checkpoint.root))
      return found({ fault: 'bad-proof', line: `${where}: the entry is not in the log that the publisher signed` });
    const key = fromBase64Strict(entry.key);
    const old = signers.filter((signer) => !isSameHash(signer, key));
    if (old.length !== 1 || signers.length !== 2 || old[0] === undefined) {
      return found({
        fault: 'bad-rotation',
        line: `${where}: the checkpoint does not bear the old and the new signature`,
      });
    }
    parties.rotated(publisher, old[0], key);
    byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), { index, key }]);
  };

  return {
    take,
    keyAt: (origin, size) =>
      byOrigin
        .get(origin)
        ?.filter(({ index }) => index < size)
        .toSorted((a, b) => b.index - a.index)[0]?.key,
  };
}
