import { clauseEnd } from './clauses.ts';
import type { Range } from './clauses.ts';
import { headOf, kindOf } from './kinds.ts';
import type { KindWords } from './kinds.ts';
import { textOf } from './setting.ts';
import type { Draft } from './setting.ts';
import type { Word } from './tag.ts';

export type Part = { readonly range: Range; readonly content: Range };

/** Two undertakings under one verb: "… and to …", ", while …ing", ", including the establishment of …", or two of different kinds. */
export function partsOf(words: readonly Word[], draft: Draft, kinds: KindWords): Part[] {
  const { content } = draft;
  const cuts: number[] = [];
  const infinitive = words[content.from - 1]?.lower === 'to';
  for (let i = content.from + 2; i < content.to - 1; i += 1) {
    const before = words[i - 1]?.lower ?? '';
    const word = words[i]?.lower ?? '';
    if (infinitive && word === 'to' && (before === 'and' || (before === ',' && parallelTo(words, i, content.to))))
      cuts.push(i);
    else if (
      draft.trigger.force === 'announce' &&
      before === 'including' &&
      /^(?:the|a|an)$/u.test(word) &&
      /^(?:establishment|creation|formation|deployment|launch|opening|setting|construction)$/u.test(
        words[i + 1]?.lower ?? '',
      )
    )
      cuts.push(i);
    else if (
      (before === 'and' || before === ',' || before === ';') &&
      opensVerbPhrase(words, i) &&
      differs(words, { from: cuts.at(-1) ?? content.from, to: i }, { from: i, to: content.to }, { infinitive, kinds })
    )
      cuts.push(i);
  }
  const starts = [content.from, ...cuts];
  const parts = starts.map((start, n) => {
    const to = starts[n + 1] ?? content.to;
    const trimmed = words[to - 1]?.lower === 'including' ? to - 1 : to;
    return { range: { from: n === 0 ? draft.from : start, to: trimmed }, content: { from: start, to: trimmed } };
  });
  // "…, while expanding …": the clause stopped before "while"
  const end = content.to;
  if (
    words[end]?.text === ',' &&
    words[end + 1]?.lower === 'while' &&
    words[end + 2]?.lower.endsWith('ing') &&
    words[end + 2]?.pos === 'VERB'
  ) {
    const to = clauseEnd(words, end + 2, words.length);
    parts.push({ range: { from: end + 2, to }, content: { from: end + 2, to } });
  }
  parts.push(...afterSemicolons(words, end));
  const late = infinitive && words[end]?.text === ',' ? afterRelative(words, end) : undefined;
  return late ? [...parts, late] : parts;
}

/** A verb at the joint; some that are nouns as well the tagger takes for nouns. */
const ALSO_NOUN =
  /^(?:step|set|share|train|hold|post|second|host|exchange|increase|review|launch|support|form|fund|update|process|report|open|crack|place|appoint|conduct)$/u;
const opensVerbPhrase = (words: readonly Word[], i: number): boolean =>
  words[i]?.pos === 'VERB' ||
  (ALSO_NOUN.test(words[i]?.lower ?? '') &&
    /^(?:up|out|down|a|an|the|its|their|joint|regular|more|new|\w+ing)$/u.test(words[i + 1]?.lower ?? ''));

/** "will share data; train officers; and open a desk": verbs in a row, each after a semicolon. */
function afterSemicolons(words: readonly Word[], end: number): Part[] {
  const parts: Part[] = [];
  for (let at = end; words[at]?.text === ';' && parts.length < 12;) {
    let from = at + 1;
    while (/^(?:and|to|also|further)$/u.test(words[from]?.lower ?? '')) from += 1;
    const first = words[from];
    if (first?.pos !== 'VERB' || first.lower.endsWith('ed') || /^\p{Lu}/u.test(first.text)) break;
    const to = clauseEnd(words, from, words.length);
    if (to - from < 3) break;
    parts.push({ range: { from, to }, content: { from, to } });
    at = to;
  }
  return parts;
}

/** "to A, which …, and to B": the relative clause between them ended the first. */
function afterRelative(words: readonly Word[], comma: number): Part | undefined {
  for (let i = comma + 1; i < Math.min(words.length - 2, comma + 30); i += 1) {
    if (words[i]?.text !== ',' || words[i + 1]?.lower !== 'and' || words[i + 2]?.lower !== 'to') continue;
    const to = clauseEnd(words, i + 3, words.length);
    return { range: { from: i + 2, to }, content: { from: i + 3, to } };
  }
  return undefined;
}

/** ", to A, and to B": a comma joins infinitives only when an "and to" follows. */
function parallelTo(words: readonly Word[], at: number, end: number): boolean {
  for (let i = at + 1; i < end - 1; i += 1) if (words[i]?.lower === 'and' && words[i + 1]?.lower === 'to') return true;
  return false;
}

/** Verb phrases joined by "and" are two undertakings when both say something of their own, of different particular kinds. */
function differs(
  words: readonly Word[],
  left: Range,
  right: Range,
  { infinitive, kinds }: { readonly infinitive: boolean; readonly kinds: KindWords },
): boolean {
  const verb = words[right.from];
  if (
    verb === undefined ||
    /^(?:including|regarding|concerning|following|according|pending|involving)$/u.test(verb.lower)
  )
    return false;
  if (
    infinitive
      ? /(?:ing|ed)$/u.test(verb.lower)
      : !verb.lower.endsWith('ing') && words[left.from]?.lower.endsWith('ing')
  )
    return false;
  const short = /^(?:meet|convene|reconvene)$/u.test(verb.lower) ? 2 : 4;
  if (right.to - right.from < short || left.to - left.from < 4) return false;
  const joined = words[right.from - 1]?.lower === 'and' && words[right.from - 2]?.text === ',';
  if (joined && kindOf(textOf(words, right), kinds).kind === 'recurring-meeting') return true;
  // what follows a purpose belongs to it: "to strengthen units to find, arrest and try smugglers"
  const before = textOf(words, left);
  if (headOf(before) !== before) return false;
  const a = kindOf(before, kinds).kind;
  const b = kindOf(textOf(words, right), kinds).kind;
  // a row of gerunds, "stepping up A, introducing B, and holding C": each has its own object
  if (
    !infinitive &&
    verb.lower.endsWith('ing') &&
    words[left.from]?.lower.endsWith('ing') &&
    a !== b &&
    b !== 'other' &&
    words[right.from - 1]?.text === ','
  )
    return true;
  if (b === 'recurring-meeting' && a !== b && words[right.from - 1]?.lower === 'and') return true;
  const plainAnd = words[right.from - 1]?.lower === 'and' && words[right.from - 2]?.text !== ',';
  if (plainAnd && a !== b && a !== 'other' && b !== 'other') return true;
  return (
    a !== b &&
    a !== 'other' &&
    b !== 'other' &&
    /^(?:establish-mechanism|recurring-meeting|training|event-attendance|protection-measure|investigation)$/u.test(
      b === 'training' ? a : b,
    )
  );
}
