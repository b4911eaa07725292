import { inflateSync } from 'node:zlib';

/** WOFF 1.0 sections 3 to 5: the same tables, each deflated by itself. Typst reads the font that was packed. */
export function unpackWoff(packed: Buffer): Buffer {
  const count = packed.readUInt16BE(12);
  const entries = Array.from({ length: count }, (_, n) => {
    const at = 44 + n * 20;
    const [offset, length] = [packed.readUInt32BE(at + 4), packed.readUInt32BE(at + 8)];
    const [plain, checksum] = [packed.readUInt32BE(at + 12), packed.readUInt32BE(at + 16)];
    const stored = packed.subarray(offset, offset + length);
    return { tag: packed.readUInt32BE(at), checksum, table: length < plain ? inflateSync(stored) : stored };
  });
  const head = Buffer.alloc(12 + 16 * count);
  const power = Math.floor(Math.log2(count));
  head.writeUInt32BE(packed.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 << power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * count - (16 << power), 10);
  let at = head.length;
  const tables = entries.map(({ tag, checksum, table }, n) => {
    const entry = 12 + 16 * n;
    head.writeUInt32BE(tag, entry);
    head.writeUInt32BE(checksum, entry + 4);
    head.writeUInt32BE(at, entry + 8);
    head.writeUInt32BE(table.length, entry + 12);
    const padded = Buffer.alloc((table.length + 3) & ~3);
    table.copy(padded);
    at += padded.length;
    return padded;
  });
  return Buffer.concat([head, ...tables]);
}
