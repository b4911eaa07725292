import { markingOf } from './marking.ts';
import { ask } from './client.ts';

type Fields = Readonly<Record<string, unknown>>;
export type Attachment = { readonly file: File; readonly title: string; readonly lang?: string };
export type Progress = { readonly done: number; readonly all: number };

/**
 * A file as a record of its own, under the accord, the channel and the markings of the one that it is attached to, and a relationship
 * between the two; the id of the former. What was sent stays at the node, unfinished, if it breaks off.
 */
export async function attach(
  record: Fields,
  { file, title, lang }: Attachment,
  progress: (now: Progress) => void,
): Promise<string> {
  const { object_marking_refs: markings } = record;
  const [accord, channel] = [String(record['accord_ref']), String(record['channel'])];
  const marked =
    markingOf(record).tlp === undefined
      ? {}
      : { object_marking_refs: Array.isArray(markings) ? markings.map(String) : [] };
  const { upload, chunkBytes } = await ask('beginUpload', {
    body: {
      accord,
      channel,
      name: file.name,
      size: file.size,
      ...(title === '' ? {} : { title }),
      ...(lang === undefined ? {} : { lang }),
      ...marked,
    },
  });
  const all = Math.max(1, Math.ceil(file.size / chunkBytes));
  for (let n = 0; n < all; n += 1) {
    progress({ done: n, all });
    const chunk = file.slice(n * chunkBytes, (n + 1) * chunkBytes);
    if (chunk.size > 0) await ask('putChunk', { params: { upload, n: String(n) }, body: chunk });
  }
  const { record: document } = await ask('finishUpload', { params: { upload }, body: { size: file.size } });
  await ask('createRecord', {
    body: {
      type: 'relationship',
      accord_ref: accord,
      channel,
      relationship_type: 'related-to',
      source_ref: document['id'],
      target_ref: record['id'],
      ...marked,
    },
  });
  return String(document['id']);
}
