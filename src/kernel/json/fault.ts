import { joinPath } from './types.ts';

export type JsonFault = { readonly message: string; readonly offset: number; readonly path: string };

/** One open object (with the keys seen) or array (without), and where in it the reader stands (nowhere before the first key). */
type Frame = { readonly keys: Set<string> | undefined; step: string | number | undefined };

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;

const matchAt = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

const pathOf = (stack: readonly Frame[]): string => {
  let path = '$';
  for (const { step } of stack.slice(0, 8))
    if (step !== undefined) path = joinPath(path, typeof step === 'string' ? step.slice(0, 64) : step);
  return stack.length > 8 ? `${path}...` : path;
};

const skipSpace = (text: string, at: number): number => {
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
  return at;
};

type Token = { readonly end: number; readonly value?: string; readonly wrong?: string };

const readString = (text: string, start: number): Token => {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return { end: at, wrong: 'a string is not closed' };
    if (code === 0x22) break;
    if (code === 0) return { end: at, wrong: 'a string holds U+0000' };
    if (code < 0x20) return { end: at, wrong: 'a control character stands unescaped in a string' };
    if (code !== 0x5c) at++;
    else {
      const escape = matchAt(ESCAPE, text, at);
      if (escape === '') return { end: at, wrong: 'a string holds an unknown escape' };
      at += escape.length;
    }
  }
  const value = JSON.parse(text.slice(start, at + 1)) as string;
  if (!value.isWellFormed()) return { end: start, wrong: 'a string holds a lone surrogate' };
  if (value.includes('\0')) return { end: start, wrong: 'a string holds U+0000' };
  return { end: at + 1, value };
};

const readNumber = (text: string, start: number): Token => {
  const spelling = matchAt(NUMBER, text, start);
  const value = Number(spelling);
  if (!Number.isFinite(value)) return { end: start, wrong: 'a number is beyond the range of a double' };
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return { end: start, wrong: 'an integer is beyond 2^53' };
  return { end: start + spelling.length };
};

const readScalar = (text: string, at: number): Token => {
  if (at >= text.length) return { end: at, wrong: 'the text ends where a value should stand' };
  if (text.charAt(at) === '"') return readString(text, at);
  if (matchAt(NUMBER, text, at) !== '') return readNumber(text, at);
  const literal = matchAt(LITERAL, text, at);
  if (literal !== '') return { end: at + literal.length };
  if (text.charCodeAt(at) === 0xfeff) return { end: at, wrong: 'a byte order mark' };
  return { end: at, wrong: 'not a JSON value' };
};

/** The key and colon of a member; the frame moves to it. */
const readKey = (text: string, start: number, frame: Frame): Token => {
  if (text.charAt(start) !== '"') return { end: start, wrong: 'a property name should stand here' };
  const token = readString(text, start);
  if (token.value === undefined) return token;
  frame.step = token.value;
  if (frame.keys?.has(token.value)) return { end: start, wrong: 'a property stands twice' };
  frame.keys?.add(token.value);
  const colon = skipSpace(text, token.end);
  return text.charAt(colon) === ':'
    ? { end: skipSpace(text, colon + 1) }
    : { end: colon, wrong: "':' should stand here" };
};

/**
 * The first reason why `text` is not admissible JSON. Reads with a stack of its own, so that no depth exhausts the real one.
 * Called only for texts that parseStrict refused; agrees with it on every text (tested).
 */
export const findFault = (text: string, maxDepth: number): JsonFault => {
  const stack: Frame[] = [];
  let at = skipSpace(text, 0);
  const fault = (message: string, offset: number): JsonFault => ({ message, offset, path: pathOf(stack) });

  for (;;) {
    // A value starts at `at`.
    const opener = text.charAt(at);
    let closed = opener !== '{' && opener !== '[';
    if (closed) {
      const token = readScalar(text, at);
      if (token.wrong !== undefined) return fault(token.wrong, token.end);
      at = token.end;
    } else {
      if (stack.length === maxDepth) return fault(`nested deeper than ${maxDepth}`, at);
      const frame: Frame = opener === '{' ? { keys: new Set(), step: undefined } : { keys: undefined, step: 0 };
      stack.push(frame);
      at = skipSpace(text, at + 1);
      if (text.charAt(at) === (frame.keys ? '}' : ']')) {
        stack.pop();
        at++;
        closed = true;
      } else if (frame.keys) {
        const key = readKey(text, at, frame);
        if (key.wrong !== undefined) return fault(key.wrong, key.end);
        at = key.end;
      }
    }
    // A value ended at `at`: close what ends here, or go on to the next member.
    while (closed) {
      at = skipSpace(text, at);
      const frame = stack.at(-1);
      const next = text.charAt(at);
      if (!frame) return at < text.length ? fault('something follows the value', at) : fault('not I-JSON', 0);
      if (next === (frame.keys ? '}' : ']')) {
        stack.pop();
        at++;
        continue;
      }
      if (next !== ',')
        return fault(at < text.length ? "',' or the end should stand here" : 'the text ends inside a value', at);
      at = skipSpace(text, at + 1);
      if (frame.keys) {
        const key = readKey(text, at, frame);
        if (key.wrong !== undefined) return fault(key.wrong, key.end);
        at = key.end;
      } else frame.step = Number(frame.step) + 1;
      closed = false;
    }
  }
};
