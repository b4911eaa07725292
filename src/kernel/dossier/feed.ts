import { utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import type { Checkpoint } from '#kernel/log/checkpoint.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import type { Entry, ReceiptEntry, Seen } from '#kernel/log/entry.ts';
import { isFault } from '#kernel/log/faults.ts';
import { isSameHash, leafHash, verifyConsistency, verifyInclusion } from '#kernel/log/merkle.ts';
import type { Hash } from '#kernel/log/merkle.ts';
import { parseOrigin } from '#kernel/log/origin.ts';
import type { Origin } from '#kernel/log/origin.ts';
import { checkSeen, furthestSeen, receiptedBy } from '#kernel/log/seen.ts';
import { FIRST_EPOCH } from '#kernel/protocol/epoch.ts';
import { Broken, orBroken, readHashes } from './broken.ts';
import { completeTree } from './complete-tree.ts';
import { readCosigned } from './cosigned.ts';
import type { Cosigned } from './cosigned.ts';
import type { DossierFault, DossierFaultName } from './faults.ts';
import type { EntryLine, FeedLine } from './lines.ts';
import { requireParty } from './parties.ts';
import type { Parties } from './parties.ts';

export type FeedHead = {
  readonly origin: Origin;
  readonly title: string;
  readonly isComplete: boolean;
  readonly checkpoint: Checkpoint;
  readonly cosigned: Cosigned | undefined;
};

/** One feed of the dossier while its entries are read. */
export type FeedReader = FeedHead & {
  /** Takes the next entry line; undefined if it is no entry. */
  readonly take: (line: EntryLine) => Entry | undefined;
  /** After the last entry line. */
  readonly close: () => void;
  /** The root at a size; known in a complete feed only. */
  readonly rootAt: (size: number) => Hash | undefined;
  readonly where: (index: number) => string;
  /** What the entries have seen of the opposite feed, each state once. */
  readonly claims: ReadonlyMap<string, { readonly index: number; readonly seen: Seen }>;
  readonly receipts: readonly { readonly index: number; readonly receipt: ReceiptEntry }[];
  /** What the first entry of a later epoch says of the one before. */
  readonly previous: () => Seen | undefined;
};

export type Found = (fault: DossierFault) => void;
/** `keyAt`: the key that a rotation in this feed put in force below this size. */
export type FeedGround = {
  readonly parties: Parties;
  readonly found: Found;
  readonly keyAt: (origin: string, size: number) => Uint8Array | undefined;
};

const SEEN_LINES: Partial<Record<DossierFaultName, string>> = {
  'seen-decreased': 'takes back what it had seen of the opposite feed',
  'seen-below-receipt': 'has seen less of the opposite feed than it had acknowledged',
  fork: 'names two states of the opposite feed at one size',
};

export function openFeed(line: FeedLine, ground: FeedGround): FeedReader {
  const { found } = ground;
  const head = openHead(line, ground);
  const { title, isComplete, checkpoint, cosigned } = head;
  const where = (index: number) => `${title}, index ${index}`;
  const tree = completeTree();
  const claims = new Map<string, { index: number; seen: Seen }>();
  const receipts: { index: number; receipt: ReceiptEntry }[] = [];
  let next = 0;
  let opened: Seen | undefined;
  let previous: Seen | undefined;
  let receipted: Seen | undefined;

  const place = ({ index, proof }: EntryLine, leaf: Hash) => {
    if (index < next) throw new Broken('malformed', `${where(index)}: the entries are out of order`);
    if (isComplete && index !== next)
      throw new Broken('missing-entries', `${where(next)}: the feed is called complete, but the entry is not there`);
    if (index >= checkpoint.size)
      throw new Broken('missing-entries', `${where(index)}: beyond the checkpoint of ${checkpoint.size} entries`);
    next = index + 1;
    if (isComplete) {
      if (proof.length > 0) throw new Broken('malformed', `${where(index)}: a proof that nothing needs`);
      tree.push(leaf);
    } else if (
      !verifyInclusion(leaf, { index, size: checkpoint.size, hashes: readHashes(proof, where(index)) }, checkpoint.root)
    ) {
      found({ fault: 'bad-proof', line: `${where(index)}: the entry is not in the log that the publisher signed` });
    }
  };

  const take = (entryLine: EntryLine): Entry | undefined => {
    const { index } = entryLine;
    const bytes = utf8(canonicalize(entryLine.entry));
    place(entryLine, leafHash(bytes));
    const entry = readEntry(bytes, where(index), found);
    if (entry === undefined) return undefined;
    const wrong = checkSeen(previous, entry, receipted);
    if (wrong !== undefined)
      found({
        fault: wrong.fault,
        line: `${where(index)}: the publisher ${SEEN_LINES[wrong.fault] ?? 'contradicts itself'}`,
      });
    previous = entry.seen;
    const isOpening = index === 0 && head.origin.epoch > FIRST_EPOCH;
    if (
      (entry.kind === 'epoch') !== isOpening ||
      (entry.kind === 'epoch' && entry.previous[0] !== head.origin.epoch - 1)
    )
      found({ fault: 'bad-epoch', line: `${where(index)}: an epoch does not begin with what came before it` });
    else if (entry.kind === 'epoch') opened = entry.previous;
    const state = entry.seen.join(' ');
    if (!claims.has(state)) claims.set(state, { index, seen: entry.seen });
    if (entry.kind === 'receipt') {
      receipted = furthestSeen(receipted, receiptedBy(entry));
      receipts.push({ index, receipt: entry });
    }
    return entry;
  };

  const close = () => {
    if (!isComplete) return;
    const lacking = checkpoint.size - tree.size();
    if (lacking > 0)
      return found({
        fault: 'missing-entries',
        line: `${title}: called complete, but ${lacking} of ${checkpoint.size} entries are not there`,
      });
    if (!hasRoot(tree.rootAt(checkpoint.size), checkpoint))
      return found({ fault: 'changed-entry', line: `${title}: the entries are not those that the publisher signed` });
    if (cosigned !== undefined && !hasRoot(tree.rootAt(cosigned.checkpoint.size), cosigned.checkpoint))
      found(forked(title));
  };

  return {
    ...head,
    take,
    close,
    rootAt: (size) => (isComplete ? tree.rootAt(size) : undefined),
    where,
    claims,
    receipts,
    previous: () => opened,
  };
}

function openHead(line: FeedLine, { parties, found, keyAt }: FeedGround): FeedHead {
  const origin = orBroken('the origin of a feed', () => parseOrigin(line.origin));
  const publisher = requireParty(parties, origin.publisher);
  const recipient = requireParty(parties, origin.recipient);
  const title = `${publisher.name} to ${recipient.name}, ${origin.channel}, epoch ${origin.epoch}`;

  const opened = openCheckpoint(line.checkpoint, line.origin, publisher.keys);
  if (isFault(opened)) throw new Broken(opened.fault, `${title}: ${opened.line}`);
  const { checkpoint, signers } = opened;
  const ruling = keyAt(line.origin, checkpoint.size);
  if (ruling !== undefined && !signers.some((key) => isSameHash(key, ruling))) {
    found({
      fault: 'superseded-key',
      line: `${title}: the checkpoint is signed by a key that the feed itself has replaced`,
    });
  }
  parties.relied(publisher, ruling === undefined ? signers : [ruling], 'publisher');

  const isProofNeeded = !line.complete && line.cosigned !== null;
  if (line.consistency.length > 0 && !isProofNeeded)
    throw new Broken('malformed', `${title}: a proof that nothing needs`);
  const cosigned = line.cosigned === null ? undefined : readCosigned(line.cosigned, checkpoint, recipient);
  if (cosigned !== undefined) {
    parties.relied(recipient, [cosigned.key], 'cosigner');
    const proof = {
      from: cosigned.checkpoint.size,
      size: checkpoint.size,
      hashes: readHashes(line.consistency, title),
    };
    if (isProofNeeded && !verifyConsistency(proof, cosigned.checkpoint.root, checkpoint.root)) found(forked(title));
  }
  return { origin, title, isComplete: line.complete, checkpoint, cosigned };
}

function forked(title: string): DossierFault {
  return {
    fault: 'fork',
    line: `${title}: the recipient cosigned another history than the one that the publisher signed`,
  };
}

function hasRoot(root: Hash | undefined, checkpoint: Checkpoint): boolean {
  return root !== undefined && isSameHash(root, checkpoint.root);
}

function readEntry(bytes: Uint8Array, where: string, found: Found): Entry | undefined {
  try {
    return parseEntry(bytes);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    found({ fault: 'bad-entry', line: `${where}: ${error.message}` });
    return undefined;
  }
}
