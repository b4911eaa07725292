import { entriesIn, without } from '../read/lexicon.ts';
import type { Lexicon } from '../read/lexicon.ts';

/**
 * Rules cannot be trained again without a text, but they can be read without what only that text calls for: for each text, the
 * entries of the lexicon whose words stand in it and in no other text of the folder are left out, and the text is read again. What
 * remains is what the other texts would have taught. It is a lower bound: an entry that nobody took from this text goes as well.
 */
export type Held<Text extends { readonly text: string }> = Text & {
  readonly lexicon: Lexicon;
  readonly off: readonly string[];
};

export function holdOut<Text extends { readonly text: string }>(
  texts: readonly Text[],
  lexicon: Lexicon,
): Held<Text>[] {
  const found = texts.map(({ text }) => entriesIn(lexicon, text));
  const times = new Map<string, number>();
  for (const entry of found.flat()) times.set(entry, (times.get(entry) ?? 0) + 1);
  return texts.map((text, index) => {
    const off = (found[index] ?? []).filter((entry) => times.get(entry) === 1);
    return { ...text, off, lexicon: without(lexicon, new Set(off)) };
  });
}
