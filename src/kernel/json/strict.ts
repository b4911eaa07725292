import { Failure } from '../errors.ts';
import { findFault } from './fault.ts';
import { closingQuote, readJson } from './read.ts';
import type { JsonValue } from './types.ts';

export type ParseLimits = { readonly maxBytes?: number; readonly maxDepth?: number };

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 64;
/** The walk below recurses: whatever a caller asks for, the stack holds this. */
const HARD_DEPTH = 1000;

const QUOTE = 0x22;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

const tooLarge = (maxBytes: number): never => {
  throw new Failure('too-large', `larger than ${maxBytes} bytes`);
};

const toText = (input: Uint8Array | string, maxBytes: number): string => {
  if (typeof input === 'string') {
    if (input.length > maxBytes) return tooLarge(maxBytes);
    if (input.length * 3 > maxBytes && encoder.encode(input).length > maxBytes) return tooLarge(maxBytes);
    return input;
  }
  if (input.length > maxBytes) return tooLarge(maxBytes);
  try {
    return decoder.decode(input);
  } catch (cause) {
    throw new Failure('bad-json', 'not valid UTF-8', { cause });
  }
};

/** The number of members written in the text, or -1 when it is nested too deep or a string does not end. */
const countMembers = (text: string, maxDepth: number): number => {
  let members = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = closingQuote(text, i);
        if (i === -1) return -1;
        break;
      case 0x3a: // :
        members++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > maxDepth) return -1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
    }
  }
  return members;
};

const soundString = (value: string): boolean => value.isWellFormed() && !value.includes('\0');

/** The number of members that JSON.parse kept, or NaN when a number or (if `strings`) a string is not admissible. */
const countKept = (value: JsonValue, strings: boolean): number => {
  if (typeof value === 'string') return !strings || soundString(value) ? 0 : NaN;
  // By value, not by spelling: 1e20 would come out of RFC 8785 as an integer beyond 2^53.
  if (typeof value === 'number')
    return Number.isInteger(value) ? (Number.isSafeInteger(value) ? 0 : NaN) : Number.isFinite(value) ? 0 : NaN;
  if (typeof value !== 'object' || value === null) return 0;
  let kept = 0;
  if (Array.isArray(value)) {
    for (const item of value) kept += countKept(item, strings);
    return kept;
  }
  for (const [key, item] of Object.entries(value)) {
    if (strings && !soundString(key)) return NaN;
    kept += 1 + countKept(item, strings);
  }
  return kept;
};

const parse = (text: string, maxDepth: number): JsonValue | undefined => {
  if (!text.isWellFormed()) return undefined;
  const members = countMembers(text, maxDepth);
  if (members === -1) return undefined;
  let value: JsonValue;
  try {
    value = readJson(text);
  } catch {
    return undefined;
  }
  // Fewer kept than written: JSON.parse let a later duplicate overwrite an earlier one.
  return countKept(value, text.includes('\\u')) === members ? value : undefined;
};

/**
 * I-JSON (RFC 7493) without U+0000, or Failure. The platform's parser does the work and two linear counts prove that it
 * dropped nothing; only a refused text is read again, slowly, to say where the fault is.
 */
export const parseStrict = (input: Uint8Array | string, limits: ParseLimits = {}): JsonValue => {
  const text = toText(input, limits.maxBytes ?? MAX_BYTES);
  const maxDepth = Math.min(limits.maxDepth ?? MAX_DEPTH, HARD_DEPTH);
  const value = parse(text, maxDepth);
  if (value !== undefined) return value;
  const fault = findFault(text, maxDepth);
  const line = text.slice(0, fault.offset).split('\n').length;
  throw new Failure('bad-json', `${fault.message} (line ${line}, offset ${fault.offset}, at ${fault.path})`, {
    path: fault.path,
  });
};
