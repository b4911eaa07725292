import { TERMS } from '../data/terms.ts';
import type { Term } from '../data/terms.ts';
import type { Language } from '../read/reading.ts';
import { isEmpty, stemOf } from './stem.ts';

/** A clause as a bag of weighted keys: `#12` is a notion of the term base, the rest are roots of its own language. */
export type Wording = ReadonlyMap<string, number>;

const TELLS: Readonly<Record<Term['tells'], number>> = { little: 0.3, sort: 1, matter: 1 };
/** A word inside a longer term ("security" in "security arrangements") says the same, less exactly. */
const INSIDE = 0.6;
/** What follows "that" or "which" describes the thing undertaken; it is told anew each time. */
const DESCRIBING = 0.5;
const ROOT = 0.7;
const NAME = 1.4;
const PIECE = 0.3;

type Entry = { readonly term: Term; readonly keys: readonly string[] };
const byFirst = new Map<string, Entry[]>();
for (const term of TERMS)
  for (const phrase of term.en) {
    const keys = phrase.split(/[\s/-]+/u).map(stemOf);
    const first = keys[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), { term, keys }]);
  }

type Phrase = { readonly text: string; readonly terms: readonly Term[] };
/** First character of a phrase -> the phrases that begin with it, longest first. */
function phrases(of: 'zh' | 'ur'): ReadonlyMap<string, readonly Phrase[]> {
  const terms = new Map<string, Term[]>();
  for (const term of TERMS) for (const text of term[of]) terms.set(text, [...(terms.get(text) ?? []), term]);
  const first = new Map<string, Phrase[]>();
  for (const [text, own] of terms)
    first.set(text[0] ?? '', [...(first.get(text[0] ?? '') ?? []), { text, terms: own }]);
  for (const list of first.values()) list.sort((a, b) => b.text.length - a.text.length);
  return first;
}
const CHINESE = phrases('zh');
const URDU = phrases('ur');

export function wordingOf(text: string, lang: Language): Wording {
  const found = new Map<string, number>();
  const add = (key: string, weight: number): void => void found.set(key, Math.max(found.get(key) ?? 0, weight));
  const addTerm = (term: Term, part: number): void => add(`#${term.id}`, TELLS[term.tells] * part);
  if (lang === 'en') english(text, add, addTerm);
  else if (lang === 'zh') chinese(text, add, addTerm);
  else urdu(text, add, addTerm);
  if (lang !== 'en')
    for (const [word] of text.matchAll(/[A-Za-z][A-Za-z-]{2,}/gu)) add(stemOf(word.toLowerCase()), NAME);
  return found;
}

type Add = (key: string, weight: number) => void;
type AddTerm = (term: Term, part: number) => void;

/** A relative clause: not the "that" of what is agreed, nor one at the beginning. */
const DESCRIPTION = /(?<=\w{3} \w[\w ,’'-]{14,})\b(?:that|which|who|whose) (?=\w)(?!the |they |both |it )/u;

function english(text: string, add: Add, addTerm: AddTerm): void {
  const words = [...text.matchAll(/\p{Script=Latin}[\p{Script=Latin}\p{M}]*/gu)].map((match) => ({
    text: match[0],
    at: match.index,
    stem: stemOf(match[0].toLowerCase()),
    first: match.index === 0 || /[.!?“"]\s*$/u.test(text.slice(Math.max(0, match.index - 3), match.index)),
  }));
  let until = 0;
  const described = DESCRIPTION.exec(text)?.index ?? text.length;
  words.forEach((word, at) => {
    const part = word.at < described ? 1 : DESCRIBING;
    const plain = !isEmpty(word.text.toLowerCase());
    const here = (byFirst.get(word.stem) ?? []).filter(
      ({ keys }) => (plain || keys.length > 1) && keys.every((key, k) => words[at + k]?.stem === key),
    );
    const longest = Math.max(0, ...here.map(({ keys }) => keys.length));
    for (const { term, keys } of here) addTerm(term, part * (at < until || keys.length < longest ? INSIDE : 1));
    if (here.length === 0 && at >= until && plain)
      add(word.stem, /^\p{Lu}/u.test(word.text) && !word.first ? part * NAME : part * ROOT);
    until = Math.max(until, at + longest);
  });
}

function chinese(text: string, add: Add, addTerm: AddTerm): void {
  let until = 0;
  for (let at = 0; at < text.length; at += 1) {
    const here = (CHINESE.get(text[at] ?? '') ?? []).filter((phrase) => text.startsWith(phrase.text, at));
    here.forEach(({ terms, text: own }, rank) => {
      for (const term of terms) addTerm(term, rank > 0 || at + own.length <= until ? INSIDE : 1);
    });
    const longest = here[0]?.text.length ?? 0;
    const pair = text.slice(at, at + 2);
    if (longest === 0 && at >= until && /^\p{Script=Han}{2}$/u.test(pair)) add(pair, PIECE);
    until = Math.max(until, at + longest);
  }
}

const URDU_EMPTY =
  /^(?:کے|کی|کا|کو|میں|سے|پر|نے|اور|یا|کہ|وہ|یہ|اس|ان|جو|جس|جن|گا|گے|گی|ہے|ہیں|تھا|تھے|تھی|کرے|کریں|کرنے|کیا|کر|ہو|ہوگا|ہونے|جائے|جائیں|گئی|گیا|دیا|دی|بھی|تک|لیے|لئے|ایک|دو|دونوں|فریقین|ممالک|اپنے|اپنی|اپنا|ساتھ|بعد|قبل|اتفاق|فیصلہ|عزم|نیز|تاکہ|ذریعے|درمیان|والے|والی)$/u;

function urdu(text: string, add: Add, addTerm: AddTerm): void {
  let until = 0;
  for (const match of text.matchAll(/[\u0621-\u06d3\u06d5-\u06ff]+/gu)) {
    const word = match[0];
    // short names only as whole words: three letters begin a hundred other words
    const here = (URDU.get(word[0] ?? '') ?? []).filter(
      (phrase) =>
        text.startsWith(phrase.text, match.index) &&
        (phrase.text.length > 3 || !/[\u0621-\u06d3]/u.test(text[match.index + phrase.text.length] ?? '')),
    );
    here.forEach(({ terms, text: own }, rank) => {
      for (const term of terms) addTerm(term, rank > 0 || match.index + own.length <= until ? INSIDE : 1);
    });
    if (here.length === 0 && match.index >= until && word.length > 2 && !URDU_EMPTY.test(word))
      add(word.replace(/(?:وں|یں|یوں|ے|ی|ہ|ا)$/u, ''), ROOT);
    until = Math.max(until, match.index + (here[0]?.text.length ?? 0));
  }
}
