import { Failure } from '#kernel/errors.ts';

// C2SP tlog-tiles, "Log entries": each entry behind its length as a big-endian uint16.

export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new Failure('too-large', 'An entry of a bundle has at most 65,535 bytes.');
    bundle.set([entry.length >> 8, entry.length & 0xff], at);
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/** At most 256 entries; bytes left over are refused. */
export function parseEntryBundle(bundle: Uint8Array): Uint8Array[] {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length;) {
    const end = at + 2 + (at + 2 <= bundle.length ? view.getUint16(at) : 0);
    if (at + 2 > bundle.length || end > bundle.length)
      throw new Failure('bad-encoding', 'The entry bundle ends inside an entry.');
    if (entries.length === 256) throw new Failure('bad-encoding', 'An entry bundle holds at most 256 entries.');
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}
