import { crc32 } from 'node:zlib';
import { sha256, toHex, utf8 } from '#platform';

/**
 * `ent_`, 20 random bytes and the CRC-32 of all before it, in hexadecimal. Scanners find the form in a leaked file,
 * and the checksum tells it from chance without asking the node; it also turns mistyped tokens away unasked.
 */
const FORM = /^ent_[0-9a-f]{48}$/;
const RANDOM_BYTES = 20;
const SHOWN = 12;

export function newTokenText(randomness: (bytes: number) => Uint8Array): string {
  const text = `ent_${toHex(randomness(RANDOM_BYTES))}`;
  return text + checksum(text);
}

/** The beginning that a list of tokens shows. */
export function tokenPrefix(text: string): string {
  return text.slice(0, SHOWN);
}

/** What is stored and looked up; undefined if the text cannot be a token of ours. */
export function tokenHash(text: string): Uint8Array | undefined {
  return FORM.test(text) && checksum(text.slice(0, -8)) === text.slice(-8) ? sha256(utf8(text)) : undefined;
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
