import { chunkCount, chunkHash, chunkLength, fileRoot, type FileCommitment } from '#kernel/file/commitment.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import { sql, type Tx } from '#store/db.ts';
import { chunkOf, chunksOf } from '#store/files.ts';
import type { Found } from './finding.ts';

type Row = FileCommitment & {
  readonly id: number;
  readonly state: 'uploading' | 'fetching' | 'whole';
  readonly have: number;
  readonly isNamed: boolean;
};

/** Every byte of every file is read, one chunk at a time. */
export async function filesVerify(tx: Tx, found: Found): Promise<void> {
  const files = await tx.rows<Row>(sql`
    select id, state, salt, root, size, have, exists (select 1 from store.record_file l where l.file = f.id) as "isNamed"
    from store.file f order by id`);
  for (const file of files) {
    const wrong = await whyNotSound(tx, file);
    if (wrong !== undefined) found('file-verifies', `file ${file.id}`, wrong);
  }
  const lacking = await tx.rows<{ seq: number }>(sql`
    select r.seq from store.record r where r.type = 'document' and r.expunged_at is null
      and not exists (select 1 from store.record_file l where l.record = r.seq)
      and exists (select 1 from store.record_part p where p.record = r.seq and p.body like '%"file":{"root":%')
    order by r.seq`);
  for (const { seq } of lacking) found('file-verifies', `record ${seq}`, 'the file that it names is not there');
}

async function whyNotSound(tx: Tx, { id, state, salt, root, size, have, isNamed }: Row): Promise<string | undefined> {
  const chunks = await chunksOf(tx, id);
  if (chunks.length !== have) return `${chunks.length} chunks, where ${have} are counted`;
  for (const { n, hash } of chunks) {
    const body = await chunkOf(tx, id, n);
    if (!body || !isSameHash(chunkHash(new Uint8Array(salt), n, body), hash))
      return `chunk ${n} is not what was hashed`;
  }
  if (state === 'uploading') return undefined;
  if (!isNamed) return 'no record names it';
  if (state === 'fetching') return undefined;
  const isComplete =
    chunks.length === chunkCount(size) &&
    chunks.every(({ n, length }, i) => n === i && length === chunkLength(size, n));
  if (!isComplete) return 'it is said to be whole, and chunks are missing';
  const hashes = chunks.map(({ hash }) => hash);
  return isSameHash(fileRoot({ salt: new Uint8Array(salt), size }, hashes), new Uint8Array(root))
    ? undefined
    : 'its chunks do not hash to its root';
}
