import type { JsonValue } from './types.ts';
import { setProperty } from './types.ts';

/**
 * JSON.parse, but for a fault of V8 from 12.8 on (nodejs/node 63785): it can take a property name that is written with
 * escapes for another one that it has read earlier. A text would then say what earlier texts make of it, on one node and
 * not on another. The name that it takes instead always holds a backslash, so only a value with such a name is read again.
 */
export const readJson = (text: string): JsonValue => {
  const value = JSON.parse(text) as JsonValue;
  return text.includes('\\') && hasBackslashName(value) ? readSlowly(text) : value;
};

const hasBackslashName = (value: JsonValue): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some(hasBackslashName);
  for (const [name, inner] of Object.entries(value)) if (name.includes('\\') || hasBackslashName(inner)) return true;
  return false;
};

/** Index of the quote that closes the string opened at `open`, or -1. Each run of backslashes is counted once. */
export const closingQuote = (text: string, open: number): number => {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
};

const BACKSLASH = 0x5c;
const SPACE = /[ \t\n\r]*/y;
const PLAIN = /[^ \t\n\r,\]}]+/y;

/** Only for texts that JSON.parse has taken, so nothing is checked again; each text and number is still read by it. */
const readSlowly = (text: string): JsonValue => {
  let at = 0;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(text) ?? [];
    at += found.length;
    return found;
  };
  /** Whether this mark stands next; takes it and the space around it. */
  const takes = (mark: string): boolean => {
    match(SPACE);
    if (text.charAt(at) !== mark) return false;
    at++;
    match(SPACE);
    return true;
  };
  const scalar = (): JsonValue => {
    if (text.charAt(at) !== '"') return JSON.parse(match(PLAIN)) as JsonValue;
    const from = at;
    at = closingQuote(text, at) + 1;
    return JSON.parse(text.slice(from, at)) as JsonValue;
  };
  const value = (): JsonValue => {
    if (takes('[')) {
      const list: JsonValue[] = [];
      if (takes(']')) return list;
      do list.push(value());
      while (takes(','));
      takes(']');
      return list;
    }
    if (!takes('{')) return scalar();
    const object: Record<string, JsonValue> = {};
    if (takes('}')) return object;
    do {
      const name = scalar() as string;
      takes(':');
      setProperty(object, name, value());
    } while (takes(','));
    takes('}');
    return object;
  };
  return value();
};
