import { clauseEnd } from './clauses.ts';
import type { Range } from './clauses.ts';
import { kindOf } from './kinds.ts';
import { textOf } from './setting.ts';
import type { Draft } from './setting.ts';
import type { Word } from './tag.ts';

export type Part = { readonly range: Range; readonly content: Range };

/** Two undertakings under one verb: "… and to …", ", while …ing", ", including the establishment of …", or two of different kinds. */
export function partsOf(words: readonly Word[], draft: Draft): Part[] {
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
      words[i]?.pos === 'VERB' &&
      differs(words, { from: content.from, to: i }, { from: i, to: content.to }, infinitive)
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
  const late = infinitive && words[end]?.text === ',' ? afterRelative(words, end) : undefined;
  return late ? [...parts, late] : parts;
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
function differs(words: readonly Word[], left: Range, right: Range, infinitive: boolean): boolean {
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
  if (right.to - right.from < 4 || left.to - left.from < 4) return false;
  const a = kindOf(textOf(words, left)).kind;
  const b = kindOf(textOf(words, right)).kind;
  const plainAnd = words[right.from - 1]?.lower === 'and' && words[right.from - 2]?.text !== ',';
  if (plainAnd && a !== b && a !== 'other' && b !== 'other') return true;
  return (
    a !== b &&
    a !== 'other' &&
    b !== 'other' &&
    /^(?:establish-mechanism|recurring-meeting|training|event-attendance)$/u.test(b === 'training' ? a : b)
  );
}
