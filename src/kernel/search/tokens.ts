import { fold } from './fold.ts';

/** A word as it is searched, and where it stands in the text that it was read from. */
export type Piece = { readonly token: string; readonly start: number; readonly end: number; readonly kind: Kind };
/** `whole`: a reference number with its separators; `letter` and `pair`: of scripts that put no space between words. */
type Kind = 'word' | 'whole' | 'letter' | 'pair';

export type Term = { readonly token: string; readonly isPrefix: boolean };

/** Of one part; more words than that are those of no text that a person reads to its end. */
export const MOST_TOKENS = 4_000;
export const MOST_TERMS = 12;
export const LONGEST_QUERY = 200;
const LONGEST_TOKEN = 64;

const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const LETTER = String.raw`\p{L}\p{N}\p{M}\u200c\u200d\u0640`;
const CHUNK = new RegExp(`[${LETTER}]+(?:[-/._][${LETTER}]+)*`, 'gu');
const RUN = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[${LETTER}])+`, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
const IS_REFERENCE = /\p{N}[^]*[-/._]|[-/._][^]*\p{N}/u;

/** All that a text can be found by, in its order. */
export function* piecesOf(text: string): Generator<Piece> {
  for (const chunk of text.matchAll(CHUNK)) {
    const [words] = chunk;
    if (isReference(words)) {
      const whole = piece(words, chunk.index, 'whole');
      if (whole) yield whole;
    }
    for (const run of words.matchAll(RUN)) {
      const start = chunk.index + run.index;
      if (IS_UNSPACED.test(run[0])) yield* lettersAndPairs(run[0], start);
      else {
        const word = piece(run[0], start, 'word');
        if (word) yield word;
      }
    }
  }
}

const isReference = (chunk: string): boolean => IS_REFERENCE.test(chunk) && !HAS_UNSPACED.test(chunk);

function piece(text: string, start: number, kind: Kind): Piece | undefined {
  const token = Array.from(fold(text)).slice(0, LONGEST_TOKEN).join('');
  return token === '' ? undefined : { token, start, end: start + text.length, kind };
}

/** Chinese by pairs of characters, so that a word of any length is its pairs; each alone too, for who types one. */
function* lettersAndPairs(run: string, start: number): Generator<Piece> {
  let before: Piece | undefined;
  let at = start;
  for (const letter of run) {
    const one = piece(letter, at, 'letter');
    at += letter.length;
    if (!one) continue;
    yield one;
    if (before) yield { token: before.token + one.token, start: before.start, end: one.end, kind: 'pair' };
    before = one;
  }
}

/** Each once. */
export function tokensOf(texts: Iterable<string>): Set<string> {
  const tokens = new Set<string>();
  for (const text of texts)
    for (const { token } of piecesOf(text)) {
      tokens.add(token);
      if (tokens.size >= MOST_TOKENS) return tokens;
    }
  return tokens;
}

/**
 * What a query asks for: all of these. A reference number is asked for as a whole, a run of Chinese by its pairs; the last word
 * may be unfinished, unless something that ends a word stands behind it.
 */
export function termsOf(query: string): Term[] {
  const text = query.slice(0, LONGEST_QUERY);
  const pieces = [...piecesOf(text)];
  const wholes = pieces.filter(({ kind }) => kind === 'whole');
  const pairs = pieces.filter(({ kind }) => kind === 'pair');
  const within = (inner: Piece, outers: readonly Piece[]) =>
    outers.some((outer) => outer !== inner && outer.start <= inner.start && inner.end <= outer.end);
  const asked = pieces.filter(
    (one) => !(one.kind === 'word' && within(one, wholes)) && !(one.kind === 'letter' && within(one, pairs)),
  );
  const terms = new Map<string, Term>();
  for (const { token, end, kind } of asked) {
    const isPrefix = end === text.length && (kind === 'word' || kind === 'whole');
    terms.set(token, { token, isPrefix: isPrefix && terms.get(token)?.isPrefix !== false });
  }
  return [...terms.values()].slice(0, MOST_TERMS);
}

export const matches = (token: string, terms: readonly Term[]): boolean =>
  terms.some((term) => (term.isPrefix ? token.startsWith(term.token) : token === term.token));
