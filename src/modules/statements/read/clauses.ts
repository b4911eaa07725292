import type { Span } from './reading.ts';
import type { Word } from './tag.ts';

/** Clause boundaries by tags: who stands before a verb, and where its clause ends. Word indices throughout. */
export type Range = { readonly from: number; readonly to: number }; // [from, to)

const SUBORDINATORS = new Set([
  'that',
  'which',
  'who',
  'whom',
  'whose',
  'while',
  'whereas',
  'if',
  'when',
  'because',
  'as',
  'where',
  'whether',
  'but',
  'although',
  'though',
  'since',
  'after',
  'before',
  'until',
  'once',
]);
const FINITE_AUX = new Set([
  'will',
  'shall',
  'would',
  'should',
  'has',
  'have',
  'had',
  'is',
  'are',
  'was',
  'were',
  'be',
  'been',
  'being',
  'also',
  'further',
  'furthermore',
  'not',
  'jointly',
  'both',
  'again',
  'now',
  'henceforth',
  'thus',
  'therefore',
  'each',
  'likewise',
  'mutually',
  'remain',
  'remains',
  'remained',
]);

export const isVerb = (word: Word | undefined): boolean => word?.pos === 'VERB' || word?.pos === 'AUX';

/** The verb group leftwards: "will also", "have further", "are". */
export function groupStart(words: readonly Word[], verb: number): number {
  let i = verb;
  while (
    i > 0 &&
    (FINITE_AUX.has(words[i - 1]?.lower ?? '') || words[i - 1]?.pos === 'ADV') &&
    words[i - 1]?.lower !== 'both'
  )
    i -= 1;
  return i;
}

/** The noun phrase that stands as subject before `verb`; empty (from = to) when there is none. */
export function subjectBefore(words: readonly Word[], verb: number): Range {
  let to = groupStart(words, verb);
  // a parenthesis between subject and verb: "the minister, in turn, invited"
  if (words[to - 1]?.text === ',') {
    const open = previousComma(words, to - 2, 14);
    if (open !== undefined && !words.slice(open + 1, to - 1).some((word) => isFiniteVerb(word))) {
      const inner = words.slice(open + 1, to - 1);
      const introduces =
        inner[0]?.pos === 'ADP' || inner[0]?.pos === 'ADV' || inner[0]?.pos === 'PROPN' || inner[0]?.pos === 'NOUN';
      if (introduces && open > 0) to = open;
      else return { from: to, to };
    } else return { from: to, to };
  }
  let from = to;
  while (from > 0) {
    const word = words[from - 1];
    if (word?.text === ')') {
      const open = words.slice(Math.max(0, from - 9), from - 1).findLastIndex((one) => one.text === '(');
      if (open < 0) break;
      from = Math.max(0, from - 9) + open;
      continue;
    }
    if (word === undefined || stopsSubject(words, from - 1, to)) break;
    from -= 1;
  }
  return trimLead(words, { from, to });
}

function stopsSubject(words: readonly Word[], at: number, to: number): boolean {
  const word = words[at];
  if (word === undefined) return true;
  if (SUBORDINATORS.has(word.lower)) return !(word.lower === 'that' && words[at - 1]?.pos === 'ADP');
  if (/^(?:[;:.!?“”"—–(]|--)$/u.test(word.text))
    return word.text !== '–' || words[at + 1]?.pos !== 'PROPN' || words[at + 1]?.start !== word.end;
  if (word.text === ',') return !inNameList(words, at, to);
  // "hoped A and B would": two names are one subject
  if (
    word.lower === 'and' &&
    words[at - 1]?.pos === 'PROPN' &&
    words[at + 1]?.pos === 'PROPN' &&
    words[at - 2]?.pos !== 'ADP' &&
    to - at === 2
  )
    return false;
  if (word.lower === 'and' || word.lower === 'or') return clauseBefore(words, at);
  // "the suspects arrested in Orm": a participle inside the noun phrase
  if (
    word.pos === 'VERB' &&
    /(?:ed|en)$/u.test(word.lower) &&
    words[at + 1]?.pos === 'ADP' &&
    /^(?:NOUN|PROPN)$/u.test(words[at - 1]?.pos ?? '') &&
    at + 2 < to
  ) {
    const article = words.slice(Math.max(0, at - 5), at).some((one) => one.pos === 'DET' || one.pos === 'NUM');
    if (article && !words.slice(0, at).some((one, i) => i > at - 6 && one.text === ',')) return false;
  }
  // "practices in curbing trafficking and reducing demand": gerunds inside the noun phrase
  if (
    word.pos === 'VERB' &&
    word.lower.endsWith('ing') &&
    /^(?:ADP|SCONJ|CCONJ)$/u.test(words[at - 1]?.pos ?? '') &&
    !/^(?:while|when|before|after|by)$/u.test(words[at - 1]?.lower ?? '')
  )
    return false;
  if (word.pos === 'VERB')
    return !/^(?:visiting|joint|united|led|headed)$/u.test(word.lower) && !/^\p{Lu}/u.test(word.text);
  return word.pos === 'AUX';
}

/** "A, B and C agreed": the comma belongs to the subject when an "and" follows before the verb and a capital stands on both sides. */
function inNameList(words: readonly Word[], at: number, to: number): boolean {
  const before = words[at - 1];
  const after = words[at + 1];
  if (before?.pos !== 'PROPN' || !(after?.pos === 'PROPN' || after?.lower === 'the' || after?.lower === 'and'))
    return false;
  return words.slice(at, to).some((word) => word.lower === 'and');
}

/** Is the "and" at `at` a joint between clauses? Yes when a finite verb comes before it: within its own clause, or for ", and" within the sentence. */
function clauseBefore(words: readonly Word[], at: number): boolean {
  const afterComma = words[at - 1]?.text === ',';
  for (let i = at - 1; i >= 0 && i > at - 40; i -= 1) {
    const word = words[i];
    if (word === undefined || /^[;:.]$/u.test(word.text) || SUBORDINATORS.has(word.lower)) return false;
    if (word.text === ',' && !afterComma) return false;
    if (isFiniteVerb(word)) return true;
  }
  return false;
}

const isFiniteVerb = (word: Word): boolean =>
  word.pos === 'AUX' || (word.pos === 'VERB' && !word.lower.endsWith('ing') && !/^\p{Lu}/u.test(word.text));

function previousComma(words: readonly Word[], at: number, within: number): number | undefined {
  for (let i = at; i >= 0 && i >= at - within; i -= 1) if (words[i]?.text === ',') return i;
  return undefined;
}

/** Leading links and a leading prepositional phrase are no subject: "and the …", "To that end, the …". */
function trimLead(words: readonly Word[], range: Range): Range {
  let { from } = range;
  while (
    from < range.to &&
    (words[from]?.pos === 'CCONJ' ||
      words[from]?.pos === 'ADV' ||
      words[from]?.pos === 'PUNCT' ||
      words[from]?.pos === 'SYM') &&
    words[from]?.lower !== 'both'
  )
    from += 1;
  if (words[from]?.pos === 'ADP' && words[from]?.lower !== 'both') {
    const next = words.findIndex(
      (word, i) =>
        i > from + 1 && i < range.to && (word.pos === 'DET' || word.pos === 'PRON') && words[i - 1]?.pos !== 'ADP',
    );
    return next < 0 ? { from, to: range.to } : { from: next, to: range.to };
  }
  return { from, to: range.to };
}

const TAIL_VERBS =
  /^(?:adding|stating|saying|noting|underscoring|underlining|stressing|emphasi[sz]ing|reaffirming|recogni[sz]ing|highlighting|expressing|acknowledging|recalling|reiterating|welcoming|thanking|pointing|calling|describing|marking|demonstrating|reflecting|covering|commending)$/u;

/** Where the clause that begins with `from` ends, at most at `limit`. */
export function clauseEnd(words: readonly Word[], from: number, limit: number): number {
  for (let i = from + 1; i < limit; i += 1) {
    const word = words[i];
    const next = words[i + 1];
    if (word === undefined) break;
    if (/^[;:]$/u.test(word.text) && next?.pos !== 'NUM') return i;
    if (/^[.!?]$/u.test(word.text) && i === limit - 1) return i;
    if (word.text === '—' || word.text === '--') return i;
    if (word.text === ',') {
      if (attribution(words, i + 1, limit)) return i;
      if (
        next &&
        ((/^(?:which|who|where|whose|while|but|whereas|thereby|thus|with)$/u.test(next.lower) &&
          !(next.lower === 'with' && i - from <= 2)) ||
          TAIL_VERBS.test(next.lower))
      )
        return i;
      if (next && longPurpose(words, i + 1, from)) return i;
      if (next && /^(?:is|are|was|were|has|have)$/u.test(next.lower)) return i;
    }
    if (TAIL_VERBS.test(word.lower) && /^(?:while|and)$/u.test(words[i - 1]?.lower ?? '')) return i - 1;
    if (longPurpose(words, i, from)) return i;
    if (word.lower === 'until' && i - from >= 2 && (next?.pos === 'DET' || next?.pos === 'PRON')) return i;
    if (word.lower === 'and' && next && pastVerb(words, i + 1)) return words[i - 1]?.text === ',' ? i - 1 : i;
  }
  return limit;
}

/** "…, the ministry said in a statement": who said it is no part of what is undertaken. */
function attribution(words: readonly Word[], at: number, limit: number): boolean {
  for (let i = at; i < Math.min(limit, at + 9); i += 1) {
    const word = words[i];
    if (word === undefined || /^[,;:]$/u.test(word.text)) return false;
    if (/^(?:said|says|added|told|noted|according)$/u.test(word.lower))
      return word.lower === 'according' || limit - i <= 9;
  }
  return false;
}

/** A purpose that trails a clause long enough to stand without it. */
function longPurpose(words: readonly Word[], at: number, from: number): boolean {
  const here = words
    .slice(at, at + 3)
    .map((word) => word.lower)
    .join(' ');
  return (
    at - from >= 7 &&
    /^(?:so as to|in order to|with the (?:goal|aim|view|intent|objective|purpose)|with a view|in accordance with|for the purpose)/u.test(
      here,
    )
  );
}

/** Participles that stand before a noun as its adjective, and that the tagger calls verbs. */
const ADJECTIVAL =
  /^(?:organi[sz]ed|armed|shared|enhanced|improved|coordinated|related|united|increased|advanced|continued|integrated|unmanned|targeted|associated|illicit|sustained|detained|wanted|skilled|specialised|specialized|combined|limited|required|seized|stolen|forced|displaced|automated)$/u;

function pastVerb(words: readonly Word[], at: number): boolean {
  const word = words[at];
  if (word === undefined) return false;
  const verb = word.pos === 'ADV' ? words[at + 1] : word;
  if (verb === undefined || ADJECTIVAL.test(verb.lower)) return false;
  return (
    (verb.pos === 'VERB' || verb.pos === 'AUX') &&
    /(?:ed|^will|^would|^conveyed|^took|^gave|^spoke|^said|^paid|^held|^made|^was|^were|^has|^have)$/u.test(
      verb.lower,
    ) &&
    words[at - 2]?.pos !== 'VERB'
  );
}

export const spanOf = (words: readonly Word[], range: Range): Span => {
  let { from, to } = range;
  while (to > from && /^[,;:.\-—–]$|^(?:and|while|that|but|adding)$/u.test(words[to - 1]?.lower ?? '')) to -= 1;
  while (from < to && /^[,;:.\-—–]$|^(?:and|while|that|but)$/u.test(words[from]?.lower ?? '')) from += 1;
  return { start: words[from]?.start ?? 0, end: words[Math.max(from, to - 1)]?.end ?? 0 };
};
