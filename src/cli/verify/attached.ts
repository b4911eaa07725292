import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Account } from '#kernel/dossier/account.ts';
import { chunkHash, fileRoot, type FileCommitment } from '#kernel/file/commitment.ts';
import { inChunks } from '#kernel/file/in-chunks.ts';
import { isSameHash } from '#kernel/log/merkle.ts';

export type Documented = { readonly id: string; readonly modified: string };
type Candidate = Documented & { readonly file: FileCommitment };

/** Each keeps the hashes of all chunks: what a dossier of many documents of one size may take of the memory. */
const AT_ONCE = 16;

/** The document whose file this is, byte for byte; the file is read chunk by chunk. */
export async function documentOf(path: string, account: Account): Promise<Documented | undefined> {
  const { size } = await stat(path);
  const candidates = documentsIn(account).filter(({ file }) => file.size === size);
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const found = await matching(path, candidates.slice(from, from + AT_ONCE));
    if (found) return found;
  }
  return undefined;
}

const documentsIn = ({ feeds }: Account): Candidate[] =>
  feeds.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      if (!('facts' in row) || typeof row.facts !== 'object' || row.facts.file === undefined) return [];
      const { id, modified, file } = row.facts;
      return [{ id, modified, file }];
    }),
  );

async function matching(path: string, candidates: readonly Candidate[]): Promise<Documented | undefined> {
  const hashes: Uint8Array[][] = candidates.map(() => []);
  let size = 0;
  for await (const chunk of inChunks(createReadStream(path, { highWaterMark: 1 << 18 }))) {
    for (const [i, { file }] of candidates.entries()) hashes[i]!.push(chunkHash(file.salt, hashes[i]!.length, chunk));
    size += chunk.length;
  }
  return candidates.find(({ file }, i) => file.size === size && isSameHash(fileRoot(file, hashes[i]!), file.root));
}
