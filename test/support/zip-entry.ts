import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** A text file in a ZIP, as in a Word document. */
export async function zipEntry(bytes: Uint8Array, name: string): Promise<string> {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === name) return text(await zip.openReadStreamPromise(entry));
  }
  throw new Error(`no ${name} in it`);
}
