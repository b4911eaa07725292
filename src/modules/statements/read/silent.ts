import type { Document } from './document.ts';
import type { Lexicon } from './lexicon.ts';
import { oneOf } from './lexicon.ts';
import type { LeftOut, Reason } from './setting.ts';
import type { Sentence } from './tag.ts';
import type { Undertakings } from './undertakings.ts';

/** Why a sentence says nothing that is owed: told for the officer who looks for it in the list and does not find it. */
export type SilentWords = readonly { readonly reason: Reason; readonly re: RegExp }[];

export const silentWords = (lexicon: Lexicon): SilentWords => [
  { reason: 'background', re: new RegExp(`\\b${oneOf(lexicon.background, true)}\\b`, 'iu') },
  { reason: 'rhetoric', re: new RegExp(`\\b${oneOf(lexicon.rhetoric, true)}\\b`, 'iu') },
  { reason: 'talk', re: new RegExp(`\\b${oneOf(lexicon['talk only'], true)}\\b`, 'iu') },
];

/** Clauses that were looked at and left out, then whole sentences without any verb that undertakes; in order of the text. */
export function silentSentences(doc: Document, { records, left }: Undertakings): LeftOut[] {
  const kept = left.filter((one) => !records.some((record) => record.start <= one.start && one.end <= record.end));
  const whole = doc.sentences.flatMap((sentence) => {
    const touched = [...records, ...kept].some((one) => one.start < sentence.end && sentence.start < one.end);
    if (touched || (sentence.block.role !== 'body' && sentence.block.role !== 'list')) return [];
    const found = reasonOf(sentence, doc.rules.silent);
    return found ? [{ start: sentence.start, end: sentence.end, ...found }] : [];
  });
  return [...kept, ...whole].sort((a, b) => a.start - b.start);
}

function reasonOf(
  sentence: Sentence,
  words: SilentWords,
): { readonly reason: Reason; readonly words: string } | undefined {
  const hits = words.flatMap(({ reason, re }) => {
    const found = re.exec(sentence.text);
    return found ? [{ reason, words: found[0], at: found.index }] : [];
  });
  const first = hits.sort((a, b) => a.at - b.at)[0];
  return first && { reason: first.reason, words: first.words };
}
