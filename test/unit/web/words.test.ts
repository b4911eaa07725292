import { describe, expect, it } from 'vitest';
import {
  cut,
  cuts,
  dragEdge,
  moveEdge,
  snap,
  step,
  wordsOf,
  type Direction,
  type Edge,
} from '../../../web/src/modules/statements/model/words.ts';

const TEXTS = {
  en: 'Both sides agreed to meet (every year). They will train officers.',
  zh: '双方同意每年举行会议。双方将培训警官。',
  ur: 'دونوں فریق ہر سال ملنے پر متفق ہوئے۔ وہ افسران کو تربیت دیں گے۔',
} as const;

describe.each(Object.entries(TEXTS))('a passage in %s', (lang, text) => {
  const words = wordsOf(text, lang);
  const said = ({ start, end }: { start: number; end: number }) => text.slice(start, end);

  it('grows and shrinks by whole words at either end, and never to nothing', () => {
    const moves: [Edge, Direction][] = [
      ['end', 1],
      ['end', 1],
      ['start', 1],
      ['end', -1],
      ['start', -1],
    ];
    let span = words.words[0]!;
    const first = said(span);
    for (const [edge, by] of moves) {
      span = moveEdge(words, span, edge, by);
      expect(words.words.map(({ start }) => start)).toContain(span.start);
      expect(words.words.map(({ end }) => end)).toContain(span.end);
    }
    expect(span).toEqual({ start: words.words[0]!.start, end: words.words[1]!.end });
    for (let turn = 0; turn < 5; turn += 1) span = moveEdge(words, span, 'end', -1);
    expect(said(span)).toBe(first);
    for (let turn = 0; turn < 5; turn += 1) span = moveEdge(words, span, 'start', 1);
    expect(said(span)).toBe(first);
  });

  it('stops at the ends of the text', () => {
    const last = words.words.at(-1)!;
    expect(moveEdge(words, last, 'end', 1)).toEqual(last);
    const first = words.words[0]!;
    expect(moveEdge(words, first, 'start', -1)).toEqual(first);
  });

  it('takes whole words where only parts of them were selected', () => {
    const [one, two] = [words.words[1]!, words.words[2]!];
    expect(snap(words, { start: one.end - 1, end: two.start + 1 })).toEqual({ start: one.start, end: two.end });
  });

  it('is dragged by one end and keeps the other', () => {
    const span = { start: words.words[1]!.start, end: words.words[2]!.end };
    expect(dragEdge(words, span, 'end', words.words[4]!.end)).toEqual({ ...span, end: words.words[4]!.end });
    expect(dragEdge(words, span, 'end', 0)).toEqual(span);
    expect(dragEdge(words, span, 'start', text.length)).toEqual(span);
  });

  it('is chosen by keys, from word to word and from sentence to sentence', () => {
    const [first, second] = [words.words[0]!, words.words[1]!];
    expect(step(words, first, 'word', 1)).toEqual(second);
    expect(step(words, second, 'word', -1)).toEqual(first);
    expect(words.sentences).toHaveLength(2);
    expect(said(step(words, first, 'sentence', 1))).toBe(said(words.sentences[1]!));
  });

  it('is cut in two between words, without the space between them', () => {
    const whole = { start: 0, end: text.length };
    const places = cuts(words, whole);
    expect(places).toHaveLength(words.words.length - 1);
    const [before, after] = cut(text, whole, places[1]!);
    expect(said(before)).toBe(said(before).trim());
    expect(said(after).startsWith(said(words.words[2]!))).toBe(true);
  });
});

describe('words', () => {
  it('are found in any language, also under a tag that is none', () => {
    expect(wordsOf('Оба договорились встретиться.', 'ru').words).toHaveLength(3);
    expect(wordsOf('two words', 'no tag at all').words).toHaveLength(2);
  });

  it('are none in a text of signs alone', () => {
    expect(snap(wordsOf('… — …', 'en'), { start: 0, end: 3 })).toBeUndefined();
  });
});
