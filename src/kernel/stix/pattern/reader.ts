import type { PatternFault } from './syntax.ts';
import type { Token, TokenKind } from './tokens.ts';

const MAX_DEPTH = 64;

/** Leaves the parser from any depth; parsePattern catches it. */
export class Stop extends Error {
  readonly fault: PatternFault;
  constructor(message: string, { offset }: Token) {
    super(message);
    this.fault = { message, offset };
  }
}

export type Reader = {
  readonly peek: () => Token;
  readonly take: () => Token;
  /** Takes the next token if it is this one. */
  readonly accept: (kind: TokenKind, value?: string) => boolean;
  readonly expect: (kind: TokenKind, value?: string) => Token;
};

export const readerOf = (tokens: readonly Token[]): Reader => {
  let at = 0;
  const peek = (): Token => tokens[at]!;
  const take = (): Token => {
    const token = peek();
    if (token.kind !== 'end') at++;
    return token;
  };
  const is = (kind: TokenKind, value?: string): boolean =>
    peek().kind === kind && (value === undefined || peek().value === value);
  return {
    peek,
    take,
    accept: (kind, value) => is(kind, value) && take() !== undefined,
    expect: (kind, value) => {
      if (!is(kind, value)) throw new Stop(`${value ?? NAMES[kind]} is expected, not ${shown(peek())}`, peek());
      return take();
    },
  };
};

const NAMES: Readonly<Record<TokenKind, string>> = {
  keyword: 'a keyword',
  name: 'a name',
  hyphenated: 'a name',
  text: 'a text in quotes',
  integer: 'an integer',
  float: 'a number',
  timestamp: 'a timestamp',
  binary: 'base64',
  hex: 'hex digits',
  operator: 'an operator',
  mark: 'a mark',
  end: 'the end',
};
export const shown = ({ kind, value }: Token): string => (kind === 'end' ? value : value.slice(0, 40));

export const deeper = (reader: Reader, depth: number): number => {
  if (depth === MAX_DEPTH) throw new Stop(`nested deeper than ${MAX_DEPTH}`, reader.peek());
  return depth + 1;
};
