import { isTimestamp } from '../timestamps.ts';
import type { PatternFault } from './syntax.ts';

export type TokenKind =
  | 'keyword'
  | 'name'
  | 'hyphenated'
  | 'text'
  | 'integer'
  | 'float'
  | 'timestamp'
  | 'binary'
  | 'hex'
  | 'operator'
  | 'mark'
  | 'end';
/** `value`: of a text the text, of a timestamp the time: without quotes and escapes. */
export type Token = { readonly kind: TokenKind; readonly value: string; readonly offset: number };

const KEYWORDS: ReadonlySet<string> = new Set([
  'AND',
  'OR',
  'NOT',
  'FOLLOWEDBY',
  'LIKE',
  'MATCHES',
  'ISSUPERSET',
  'ISSUBSET',
  'EXISTS',
  'LAST',
  'IN',
  'START',
  'STOP',
  'SECONDS',
  'WITHIN',
  'REPEATS',
  'TIMES',
  'true',
  'false',
]);

const SKIPPED =
  /(?:[ \t\r\n\v\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|\/\*[^]*?\*\/|\/\/[^\r\n]*)+/y;
const QUOTED = /'((?:[^'\\]|\\['\\])*)'/y;
const TYPED = /([tbh])'([^']*)'/y;
const FLOAT = /[+-]?[0-9]*\.[0-9]+/y;
const INTEGER = /[+-]?(?:0|[1-9][0-9]*)/y;
const WORD = /[A-Za-z_][A-Za-z0-9_-]*/y;
const OPERATOR = /==|=|!=|<>|<=|<|>=|>/y;
const MARK = /[:.,()[\]*]/y;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/;
const HEX = /^(?:[0-9A-Fa-f]{2})*$/;
const TYPED_KINDS = { t: 'timestamp', b: 'binary', h: 'hex' } as const;
const isSound = {
  timestamp: isTimestamp,
  binary: (value: string) => BASE64.test(value),
  hex: (value: string) => HEX.test(value),
} as const;
const WHAT = { timestamp: 'a real time', binary: 'base64', hex: 'hex digits in pairs' } as const;

/** All tokens, an `end` last; or where there is none. */
export const tokenize = (pattern: string): Token[] | PatternFault => {
  const tokens: Token[] = [];
  let offset = 0;
  const match: Match = (expression) => {
    expression.lastIndex = offset;
    return expression.exec(pattern);
  };
  for (;;) {
    offset += match(SKIPPED)?.[0].length ?? 0;
    if (offset === pattern.length) return [...tokens, { kind: 'end', value: 'the end', offset }];
    const token = next(pattern.charCodeAt(offset), match);
    if (!token) return { message: 'not part of the pattern language', offset };
    const [kind, found, value = found[0]] = token;
    if (kind in isSound && !isSound[kind as keyof typeof isSound](value))
      return { message: `not ${WHAT[kind as keyof typeof WHAT]}`, offset };
    tokens.push({ kind, value, offset });
    offset += found[0].length;
  }
};

type Match = (expression: RegExp) => RegExpExecArray | null;
type Found = readonly [kind: TokenKind, found: RegExpExecArray, value?: string];

const QUOTE = 0x27;
const isLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
const isOfNumber = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;

/** By its first character, since nearly every character begins tokens of one kind only. */
const next = (first: number, match: Match): Found | undefined => {
  if (first === QUOTE) {
    const quoted = match(QUOTED);
    return quoted ? ['text', quoted, quoted[1]!.replace(/\\(['\\])/g, '$1')] : undefined;
  }
  if (isLetter(first)) {
    const typed = match(TYPED);
    if (typed) return [TYPED_KINDS[typed[1] as keyof typeof TYPED_KINDS], typed, typed[2]!];
    const word = match(WORD)!;
    return [KEYWORDS.has(word[0]) ? 'keyword' : word[0].includes('-') ? 'hyphenated' : 'name', word];
  }
  if (isOfNumber(first)) {
    const float = match(FLOAT);
    if (float) return ['float', float];
    const integer = match(INTEGER);
    if (integer) return ['integer', integer];
  }
  const operator = match(OPERATOR);
  if (operator) return ['operator', operator];
  const mark = match(MARK);
  return mark ? ['mark', mark] : undefined;
};
