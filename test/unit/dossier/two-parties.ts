import { ed25519PublicKey, ed25519Sign, fromUtf8, sha256, toBase64, utf8 } from '#platform';
import type { DossierEntry, DossierFeed, DossierInput, Exporter } from '#kernel/dossier/build.ts';
import type { PartyCard } from '#kernel/dossier/lines.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { signCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosign, cosignerKey } from '#kernel/log/cosignature.ts';
import { encodeEntry } from '#kernel/log/entry.ts';
import type { Entry, Seen } from '#kernel/log/entry.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import {
  append,
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  tileReader,
  treeRoot,
} from '#kernel/log/merkle.ts';
import type { TileReader } from '#kernel/log/merkle.ts';
import { formatNote, parseNote } from '#kernel/log/note.ts';
import { formatOrigin } from '#kernel/log/origin.ts';
import { commit } from '#kernel/record/commitment.ts';
import { discloseText } from '#kernel/record/disclosure.ts';
import { EXTENSION } from '#kernel/stix/extension.ts';

// Two parties with fixed keys, and logs written by hand: everything here can also be made dishonestly.

export type Key = { readonly seed: Uint8Array; readonly publicKey: Uint8Array };
export type Party = Key & {
  readonly uuid: string;
  readonly id: string;
  readonly card: PartyCard;
  readonly print: string;
  readonly exporter: Exporter;
};

export const accord = '33333333-3333-4333-8333-333333333333';
export const at = '2026-01-05T09:30:00.000Z';
export const unseen: Seen = [1, 0, toBase64(emptyRoot())];

export function key(byte: number): Key {
  const seed = new Uint8Array(32).fill(byte);
  return { seed, publicKey: ed25519PublicKey(seed) };
}

export function party(byte: number, { seed, publicKey } = key(byte)): Party {
  const uuid = `${byte}`.repeat(8).slice(0, 8) + '-1111-4111-8111-111111111111';
  const id = `identity--${uuid}`;
  const card: PartyCard = {
    v: 1,
    id,
    names: { en: `Party ${byte}` },
    url: 'https://node.example',
    key: toBase64(publicKey),
  };
  const exporter: Exporter = { partyId: id, publicKey, sign: (message) => ed25519Sign(seed, message) };
  return { seed, publicKey, uuid, id, card, print: fingerprint(id, publicKey), exporter };
}

export const one = party(1);
export const two = party(2);

export function originOf(publisher: Party, recipient: Party, channel = 'charter'): string {
  return formatOrigin({ publisher: publisher.uuid, recipient: recipient.uuid, accord, channel, epoch: 1 });
}

const MARKING = 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003';

export function record(author: Party, n: number, changes: JsonObject = {}): JsonObject {
  return {
    type: 'statement',
    spec_version: '2.1',
    id: `statement--${String(n).padStart(8, '0')}-1111-4111-8111-111111111111`,
    created: at,
    modified: at,
    created_by_ref: author.id,
    accord_ref: `accord--${accord}`,
    channel: 'charter',
    extensions: EXTENSION,
    text: `what was said, part ${n}`,
    remark: 'for some only',
    granular_markings: [{ marking_ref: MARKING, selectors: ['remark'] }],
    ...changes,
  };
}

/** A record entry with its disclosure; `open` the parts that are shown. */
export function shared(
  value: JsonObject,
  { seen = unseen, open }: { seen?: Seen; open?: number[] } = {},
): Omit<DossierEntry, 'index'> {
  const { c, parts } = commit(value, sha256(utf8(JSON.stringify(value))));
  return {
    entry: { v: 1, kind: 'record', at, seen, c },
    disclosure: discloseText(parts, open ?? parts.map((_, i) => i)),
  };
}

export function plain(entry: Entry): Omit<DossierEntry, 'index'> {
  return { entry, disclosure: null };
}

export type Log = { readonly entries: readonly DossierEntry[]; readonly size: number; readonly tiles: TileReader };

export function log(entries: readonly Omit<DossierEntry, 'index'>[]): Log {
  const grown = append({
    size: 0,
    tiles: () => undefined,
    leaves: entries.map(({ entry }) => leafHash(encodeEntry(entry))),
  });
  return {
    entries: entries.map((entry, index) => ({ ...entry, index })),
    size: grown.size,
    tiles: tileReader(grown.tiles),
  };
}

export function rootOf({ tiles }: Log, size: number): Uint8Array {
  return treeRoot(size, tiles);
}

export function checkpointOf(written: Log, origin: string, signers: readonly Key[], size = written.size): string {
  return signCheckpoint({ origin, size, root: rootOf(written, size) }, signers);
}

export function cosigned(checkpoint: string, cosigner: Party, { seed, publicKey }: Key = cosigner): string {
  const { text, signatures } = parseNote(checkpoint);
  const line = cosign(text, 1_767_600_000, { key: cosignerKey(cosigner.uuid, publicKey), seed });
  return formatNote({ text, signatures: [...signatures, line] });
}

export function completeFeed(written: Log, publisher: Party, recipient: Party): DossierFeed {
  const origin = originOf(publisher, recipient);
  const checkpoint = checkpointOf(written, origin, [publisher]);
  return { origin, checkpoint, cosigned: cosigned(checkpoint, recipient), complete: true, entries: written.entries };
}

/** The entries at these indexes with their proofs; cosigned at a smaller size. */
export function selectedFeed(
  written: Log,
  [publisher, recipient]: readonly [Party, Party],
  indexes: readonly number[],
  cosignedSize = written.size,
): DossierFeed {
  const origin = originOf(publisher, recipient);
  return {
    origin,
    checkpoint: checkpointOf(written, origin, [publisher]),
    cosigned: cosigned(checkpointOf(written, origin, [publisher], cosignedSize), recipient),
    complete: false,
    consistency: consistencyProof(cosignedSize, written.size, written.tiles).hashes,
    entries: written.entries
      .filter(({ index }) => indexes.includes(index))
      .map((entry) => ({ ...entry, proof: inclusionProof(entry.index, written.size, written.tiles).hashes })),
  };
}

export function dossierOf(...feeds: DossierFeed[]): DossierInput {
  return { cards: [{ card: one.card }, { card: two.card }], feeds };
}

/** A dossier as text lines, the last being the note: for tests that change it by hand. */
export function linesOf(bytes: Uint8Array): string[] {
  return fromUtf8(bytes).split('\n').slice(0, -1);
}
