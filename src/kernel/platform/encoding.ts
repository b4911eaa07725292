import { Failure } from '../errors.ts';

// Text and byte spellings that need nothing from the machine: shared by both platforms.

export type Sha256Stream = { readonly update: (chunk: Uint8Array) => void; readonly digest: () => Uint8Array };

const encoder = new TextEncoder();
// ignoreBOM keeps a leading U+FEFF as text; dropping it would give two byte strings one reading.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function utf8(text: string): Uint8Array {
  // TextEncoder would silently replace a lone surrogate, so two texts would share bytes.
  if (!text.isWellFormed()) throw new Failure('bad-encoding', 'The text holds a lone surrogate.');
  return encoder.encode(text);
}

export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new Failure('bad-encoding', 'The bytes are not valid UTF-8.', { cause });
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

export function notBase64(): Failure {
  return new Failure('bad-encoding', 'Not standard padded base64 in its one spelling.');
}

export function requireLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length)
    throw new Failure('bad-encoding', `${what} must have ${length} bytes, not ${bytes.length}.`);
}
