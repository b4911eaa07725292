import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { parseAccessOrigin } from './access-entry.ts';
import { parseHead, parseLine, type AccessExportHead } from './access-export.ts';
import { openCheckpoint } from './checkpoint.ts';
import { cosignerKey, verifyCosignature } from './cosignature.ts';
import { isFault } from './faults.ts';
import { fingerprint } from './fingerprint.ts';
import { isSameHash, type Hash } from './hashing.ts';
import { append, TILE_WIDTH, treeRoot, type TileReader } from './tiles.ts';

export type AccessFault = {
  /** Of the file, from 1; null where no line is to blame. */
  readonly line: number | null;
  /** Of the log, from 0. */
  readonly index: number | null;
  readonly what: string;
};

export type AccessVerdict = {
  /** 0: all holds and the keys are trusted; 1: something fails; 2: consistent, but a key is not trusted, or oversight has cosigned nothing. */
  readonly exit: 0 | 1 | 2;
  readonly origin: string | null;
  readonly size: number;
  /** How far a trusted cosigner vouches; null if none does. */
  readonly cosignedSize: number | null;
  readonly shown: number;
  readonly removed: number;
  readonly faults: readonly AccessFault[];
  readonly untrusted: readonly { readonly fingerprint: string; readonly as: 'node' | 'oversight' }[];
};

export type AccessVerifier = {
  /** One line without its newline. False: nothing more can help. */
  readonly take: (text: string) => boolean;
  readonly finish: () => AccessVerdict;
};

const MOST_FAULTS = 50;

/** Who cosigns for the oversight of a party. */
export const oversightKey = (party: string, publicKey: Uint8Array) => cosignerKey(`${party}/oversight`, publicKey);

/** Checks an exported access log line by line, with nothing but the kernel. `trust`: fingerprints of the node's and oversight's keys. */
export function accessVerifier(trust: readonly string[]): AccessVerifier {
  const faults: AccessFault[] = [];
  const untrusted: { fingerprint: string; as: 'node' | 'oversight' }[] = [];
  /** By what the lines show, and by the hashes beside them: of a single change only one of the two is wrong. */
  const shown = growing();
  const told = growing();
  let line = 0;
  let next = 0;
  let pending: { readonly line: number; readonly leaf: Hash | undefined }[] = [];
  let signed: OpenedHead | undefined;
  const counts = { shown: 0, removed: 0 };
  const differing: AccessFault[] = [];

  const fail = (what: string, at: Partial<AccessFault> = {}): false => {
    if (faults.length < MOST_FAULTS) faults.push({ line, index: null, ...at, what });
    return false;
  };

  function take(text: string): boolean {
    line += 1;
    try {
      if (signed === undefined) return takeHead(text);
      const { line: read, leaf } = parseLine(text);
      if ('tile' in read) return takeTile(read.tile, read.hashes);
      if (read.index !== next) {
        return read.index > next
          ? fail(`entry ${next} is missing: the line has entry ${read.index}`, { index: next })
          : fail(`entry ${read.index} is out of order: entry ${next} is due`, { index: read.index });
      }
      if (pending.length === TILE_WIDTH)
        return fail('the hashes of the entries before it are missing', { index: next });
      next += 1;
      pending.push({ line, leaf });
      if (leaf) counts.shown += 1;
      else if ('without' in read && read.without === 'removed') counts.removed += 1;
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return fail(error.message, signed === undefined ? {} : { index: next });
    }
  }

  function takeHead(text: string): boolean {
    const opened = openHead(parseHead(text), trust);
    if (typeof opened === 'string') return fail(opened);
    signed = opened;
    untrusted.push(...opened.untrusted);
    for (const { size } of opened.roots) for (const tree of [shown, told]) tree.watch(size);
    return true;
  }

  function takeTile(tile: number, hashes: Uint8Array): boolean {
    const first = next - pending.length;
    if (tile !== Math.floor(first / TILE_WIDTH) || first % TILE_WIDTH !== 0 || pending.length === 0)
      return fail(`the hashes ${tile} do not stand here`);
    if (hashes.length !== pending.length * 32)
      return fail(`the hashes ${tile} are of another number of entries than stand before them`);
    const own = pending.map((_, i) => hashes.slice(i * 32, i * 32 + 32));
    pending.forEach(({ leaf, line: at }, i) => {
      if (leaf !== undefined && !isSameHash(leaf, own[i]!))
        differing.push({ line: at, index: first + i, what: `entry ${first + i} is not the one that was logged` });
    });
    shown.add(pending.map(({ leaf }, i) => leaf ?? own[i]!));
    told.add(own);
    pending = [];
    return true;
  }

  function finish(): AccessVerdict {
    if (signed === undefined) {
      if (faults.length === 0) fail('the file is empty');
      return verdict(null);
    }
    if (faults.length > 0) return verdict(signed);
    if (pending.length > 0) fail('the hashes of the last entries are missing', { index: next - pending.length });
    const { size } = signed.checkpoint;
    if (next !== size)
      fail(
        next < size
          ? `the file ends before entry ${next}: the log has ${size} entries`
          : `the file has ${next} entries, the log ${size}`,
        { line: next < size ? line + 1 : line, index: Math.min(next, size) },
      );
    if (faults.length > 0) return verdict(signed);
    // Within which signed size the history differs; an earlier one that holds clears what is below it.
    let sound = 0;
    for (const { size: at, root, name } of signed.roots) {
      if (told.isRoot(at, root)) {
        for (const one of differing) if (one.index! >= sound && one.index! < at) faults.push(one);
      } else if (shown.isRoot(at, root)) {
        const [first] = differing.filter(({ index }) => index! >= sound && index! < at);
        fail(
          'the hashes beside the entries were changed, not the entries',
          first && { line: null, index: first.index },
        );
      } else {
        fail(`entries ${sound} to ${at - 1} are not the history of ${name}`, { line: null, index: sound });
        faults.push(...differing.filter(({ index }) => index! >= sound && index! < at));
        break;
      }
      sound = at;
    }
    return verdict(signed);
  }

  function verdict(opened: OpenedHead | null): AccessVerdict {
    const isTrusted = opened !== null && opened.cosignedSize !== null && untrusted.length === 0;
    const exit = faults.length > 0 ? 1 : isTrusted ? 0 : 2;
    return {
      exit,
      origin: opened?.origin ?? null,
      size: opened?.checkpoint.size ?? 0,
      cosignedSize: opened?.cosignedSize ?? null,
      ...counts,
      faults: faults.slice(0, MOST_FAULTS),
      untrusted,
    };
  }

  return { take, finish };
}

type OpenedHead = Exclude<ReturnType<typeof openHead>, string>;
type SignedRoot = { readonly size: number; readonly root: Hash; readonly name: string };

/** Who signed what, or the one line that says why it does not hold. */
function openHead({ origin, checkpoint, cosigned, keys, cosigners }: AccessExportHead, trust: readonly string[]) {
  const named = parseAccessOrigin(origin);
  if (named === undefined) return 'the origin is not that of an access log';
  const { party } = named;
  const own = keys.map(fromBase64Strict);
  const overseeing = cosigners.map(fromBase64Strict);
  const opened = openCheckpoint(checkpoint, origin, own);
  if (isFault(opened)) return opened.line;
  const untrusted: { fingerprint: string; as: 'node' | 'oversight' }[] = [];
  const isTrusted = (key: Uint8Array, as: 'node' | 'oversight'): boolean => {
    const print = fingerprint(`identity--${party}`, key);
    const found = trust.includes(print);
    if (!found && !untrusted.some((one) => one.fingerprint === print)) untrusted.push({ fingerprint: print, as });
    return found;
  };
  for (const key of opened.signers) isTrusted(key, 'node');
  const roots: SignedRoot[] = [];
  let cosignedSize: number | null = null;
  let epoch = 1;
  for (const note of cosigned) {
    // What was cosigned before a restore is still what the log goes on from.
    const of = originOf(note);
    const its = of === undefined ? undefined : parseAccessOrigin(of);
    if (of === undefined || its === undefined || its.party !== party || its.epoch < epoch || its.epoch > named.epoch)
      return 'a cosigned checkpoint is not of an epoch of this log, or out of order';
    epoch = its.epoch;
    const one = openCheckpoint(note, of, own);
    if (isFault(one)) return `a cosigned checkpoint does not hold: ${one.line}`;
    const holding = overseeing.filter((key) => !isFault(verifyCosignature(one.note, oversightKey(party, key))));
    if (holding.length === 0) return 'a checkpoint bears no cosignature of a key that is named';
    const { size, root } = one.checkpoint;
    if (size < (roots.at(-1)?.size ?? 0) || size > opened.checkpoint.size)
      return 'the cosigned checkpoints are not those of this log, the smallest first';
    roots.push({ size, root, name: `what oversight cosigned at ${size}` });
    if (holding.some((key) => isTrusted(key, 'oversight'))) cosignedSize = size;
  }
  roots.push({ size: opened.checkpoint.size, root: opened.checkpoint.root, name: 'the node’s own checkpoint' });
  return { origin, checkpoint: opened.checkpoint, roots, cosignedSize, untrusted };
}

const originOf = (note: string): string | undefined => /^([^\n]*)\n/.exec(note)?.[1];

/** A tree that only grows: of each level its last tile is enough. It remembers its root at the sizes that are watched. */
function growing() {
  const last = new Map<number, { readonly index: number; readonly hashes: Uint8Array }>();
  const read: TileReader = (level, index) => {
    const tile = last.get(level);
    return tile?.index === index ? tile.hashes : undefined;
  };
  const watched = new Set<number>();
  const roots = new Map<number, Hash>();
  let size = 0;
  const addSome = (leaves: readonly Hash[]): void => {
    if (leaves.length > 0) {
      const grown = append({ size, tiles: read, leaves });
      for (const { level, index, hashes } of grown.tiles) last.set(level, { index, hashes });
      size = grown.size;
      if (watched.has(size)) roots.set(size, grown.root);
    }
  };
  return {
    watch: (at: number) => {
      watched.add(at);
      if (at === 0) roots.set(0, treeRoot(0, read));
    },
    add: (leaves: readonly Hash[]) => {
      const stops = [...watched].filter((at) => at > size && at < size + leaves.length).sort((a, b) => a - b);
      const from = size;
      for (const at of [...stops, from + leaves.length]) addSome(leaves.slice(size - from, at - from));
    },
    isRoot: (at: number, root: Hash): boolean => {
      const own = roots.get(at);
      return own !== undefined && isSameHash(own, root);
    },
  };
}
