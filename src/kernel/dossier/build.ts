import { sha256Stream, toBase64, utf8 } from '#platform';
import type { Entry } from '#kernel/log/entry.ts';
import type { Hash } from '#kernel/log/hashing.ts';
import { formatNote } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { ED25519, verifierKey } from '#kernel/log/verifier-key.ts';
import { DOSSIER_TAG, formatEntry, formatLine } from './lines.ts';
import type { DossierLine, PartyCard } from './lines.ts';

export type DossierEntry = {
  readonly index: number;
  readonly entry: Entry;
  /** As `discloseText` writes it; null where there is none to give: another kind of entry, not released to this reader, or expunged. */
  readonly disclosure: string | null;
  /** `inclusionProof(index, size of the checkpoint)`; left out in a complete feed. */
  readonly proof?: readonly Hash[];
};
export type DossierFeed = {
  readonly origin: string;
  /** The newest signed note. */
  readonly checkpoint: string;
  /** The newest note that bears the recipient's cosignature; may be the same text, or of a smaller size. */
  readonly cosigned: string | null;
  /** True only if every entry below the size of the checkpoint is given. */
  readonly complete: boolean;
  /** `consistencyProof(size of cosigned, size of checkpoint)`; left out in a complete feed. */
  readonly consistency?: readonly Hash[];
  /** Ascending by index. */
  readonly entries: Iterable<DossierEntry>;
};
export type DossierRotation = {
  readonly origin: string;
  readonly checkpoint: string;
  readonly index: number;
  readonly entry: Entry;
  readonly proof: readonly Hash[];
};
export type DossierInput = {
  /** Of both parties; `earlier` keys oldest first. */
  readonly cards: readonly { readonly card: PartyCard; readonly earlier?: readonly string[] }[];
  readonly rotations?: readonly DossierRotation[];
  readonly feeds: Iterable<DossierFeed>;
};
export type Exporter = {
  readonly partyId: string;
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;
};

export async function buildDossier(input: DossierInput, exporter: Exporter): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of dossierChunks(input, exporter)) chunks.push(chunk);
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The dossier line by line, for one that is too large to hold. */
export async function* dossierChunks(input: DossierInput, exporter: Exporter): AsyncGenerator<Uint8Array> {
  const hash = sha256Stream();
  for (const bytes of linesOf(input)) {
    hash.update(bytes);
    yield bytes;
  }
  const text = dossierText(hash.digest());
  const key = exporterKey(exporter.partyId, exporter.publicKey);
  const signature = await exporter.sign(utf8(text));
  yield formatLine(formatNote({ text, signatures: [{ name: key.name, id: key.id, signature }] }));
}

export function dossierText(digest: Uint8Array): string {
  return `${DOSSIER_TAG}\n${toBase64(digest)}\n`;
}

export function exporterKey(partyId: string, publicKey: Uint8Array) {
  return verifierKey(`entente.v1/${uuidOf(partyId)}`, ED25519, publicKey);
}

function* linesOf({ cards, rotations = [], feeds }: DossierInput): Generator<Uint8Array> {
  const line = (one: DossierLine): Uint8Array => formatLine(one);
  for (const { card, earlier = [] } of cards) yield line({ line: 'card', card, earlier });
  for (const { entry, proof, ...rotation } of rotations)
    yield line({ line: 'rotation', ...rotation, entry, proof: proof.map(toBase64) });
  for (const { entries, consistency = [], ...feed } of feeds) {
    yield line({ line: 'feed', ...feed, consistency: consistency.map(toBase64) });
    for (const { index, entry, disclosure, proof = [] } of entries)
      yield formatEntry({ line: 'entry', index, entry, proof: proof.map(toBase64) }, disclosure);
  }
}
