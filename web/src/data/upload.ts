import type { UploadedChunk, UploadState } from '#contract/files.ts';
import type { RecordView } from '#contract/records.ts';
import { markingOf } from './marking.ts';
import { post, putBytes } from './client.ts';

type Fields = Readonly<Record<string, unknown>>;
export type Attachment = { readonly file: File; readonly title: string };
export type Progress = { readonly done: number; readonly all: number };

/**
 * A file as a record of its own, under the accord, the channel and the markings of the one that it is attached to, and a relationship
 * between the two. What was sent stays at the node, unfinished, if it breaks off.
 */
export async function attach(
  record: Fields,
  { file, title }: Attachment,
  progress: (now: Progress) => void,
): Promise<void> {
  const { accord_ref: accord, channel, object_marking_refs: markings } = record;
  const marked = markingOf(record).tlp === undefined ? {} : { object_marking_refs: markings };
  const { upload, chunkBytes } = await post<UploadState>('/api/v1/files', {
    accord,
    channel,
    name: file.name,
    size: file.size,
    ...(title === '' ? {} : { title }),
    ...marked,
  });
  const at = `/api/v1/files/${encodeURIComponent(upload)}`;
  const all = Math.max(1, Math.ceil(file.size / chunkBytes));
  for (let n = 0; n < all; n += 1) {
    progress({ done: n, all });
    const chunk = file.slice(n * chunkBytes, (n + 1) * chunkBytes);
    if (chunk.size > 0) await putBytes<UploadedChunk>(`${at}/chunks/${n}`, chunk);
  }
  const { record: document } = await post<RecordView>(`${at}/record`, { size: file.size });
  await post<RecordView>('/api/v1/records', {
    type: 'relationship',
    accord_ref: accord,
    channel,
    relationship_type: 'related-to',
    source_ref: document['id'],
    target_ref: record['id'],
    ...marked,
  });
}
