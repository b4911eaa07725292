import winkNLP from 'wink-nlp';
import type { ItemSentence, ItemToken, PartOfSpeech, WinkMethods } from 'wink-nlp';
import model from 'wink-eng-lite-web-model';
import type { Block } from './blocks.ts';
import type { Span } from './reading.ts';

/** Stage 2: sentences and tags (wink-nlp), laid back on the text by offset. */
export type Word = Span & { readonly text: string; readonly lower: string; readonly pos: PartOfSpeech };

export type Sentence = Span & { readonly block: Block; readonly text: string; readonly words: readonly Word[] };

let loaded: WinkMethods | undefined;
const nlp = (): WinkMethods => (loaded ??= winkNLP(model, ['sbd', 'pos']));

export function tagBlock(block: Block): Sentence[] {
  const its = nlp().its;
  const doc = nlp().readDoc(block.text);
  const sentences: Sentence[] = [];
  let cursor = 0;
  let open: Word[] = [];
  doc.sentences().each((item: ItemSentence) => {
    const words: Word[] = [];
    item.tokens().each((token: ItemToken) => {
      const text = token.out();
      // oxlint-disable-next-line typescript/unbound-method -- wink-nlp tells its helpers apart by identity
      const pos = token.out(its.pos) as PartOfSpeech;
      const at = block.text.indexOf(text, cursor);
      if (pos === 'SPACE' || text.trim() === '' || at < 0) return;
      cursor = at + text.length;
      const start = block.start + at;
      words.push({ text, lower: text.toLowerCase().replace(/[‘’]/gu, "'"), pos, start, end: start + text.length });
    });
    if (open.length > 0 && !begins(block, open, words)) open.push(...words);
    else {
      if (open.length > 0) sentences.push(sentenceOf(block, open));
      open = words;
    }
  });
  if (open.length > 0) sentences.push(sentenceOf(block, open));
  return sentences;
}

const ABBREVIATION =
  /(?:^|[\s(.–/-])(?:no|h\.[eh]|mr|mrs|ms|dr|gen|lt|col|maj|brig|capt|adm|cmdr|sgt|supt|insp|amb|sen|rep|gov|hon|prof|eng|st|vs|art|para|jr|u\.s|u\.k|[a-z])\.$/iu;

/** The library ends a sentence at "H.E." and at a stray stop ("Reel,. and"); a new one begins in upper case after a real stop. */
function begins(block: Block, before: readonly Word[], words: readonly Word[]): boolean {
  const first = words[0];
  const last = before.at(-1);
  if (first === undefined || last === undefined) return false;
  // the number of a paragraph is no sentence
  if (
    !before.some((word) => /\p{L}{2,}/u.test(word.text)) ||
    before.every((word) => /^[IVXivx]+$|^[^\p{L}]+$/u.test(word.text))
  )
    return false;
  if (/^(?:and|but|or|\p{Ll}+)$/u.test(first.text)) return false;
  // "U.S.", "VOV.VN": a stop between capitals with no space after it
  if (
    first.start === last.end &&
    last.text.endsWith('.') &&
    /\p{Lu}\.?$/u.test(`${before.at(-2)?.text ?? ''}${last.text}`)
  )
    return false;
  const tail = block.text.slice(Math.max(0, last.end - block.start - 12), last.end - block.start);
  return !ABBREVIATION.test(` ${tail}`) || /^(?:the|they|both|this|in|he|she|we)$/iu.test(first.text);
}

/** "SORREL, 4 March (Newswire) -- ": the agency's line before the first sentence. */
const DATELINE = /^\p{Lu}[\p{Lu} .'’-]{2,30}(?:,[^–—]{0,40}?)?(?:\([^)]{1,30}\))?(?: (?:--|–|—|-) |: )/u;

function sentenceOf(block: Block, all: readonly Word[]): Sentence {
  const opening = all[0]?.start === block.start ? (DATELINE.exec(block.text.slice(0, 120))?.[0].length ?? 0) : 0;
  const kept = all.filter((word) => word.start >= block.start + opening);
  const words = kept.length > 0 ? kept : all;
  const start = words[0]?.start ?? block.start;
  const end = words.at(-1)?.end ?? start;
  return { block, start, end, words, text: block.text.slice(start - block.start, end - block.start) };
}
