type Findable = { readonly title: string; readonly also?: string | undefined };

const plain = (text: string) => text.normalize('NFKC').toLocaleLowerCase();

/**
 * Those in which every typed word is found, best first: at the beginning of the title, of a word of it, within it, and
 * last in what is said beside it. Scripts without spaces are found by any part.
 */
export function find<T extends Findable>(all: readonly T[], typed: string): readonly T[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return all;
  return all
    .map((one, place) => ({ one, place, score: words.reduce((sum, word) => sum + scoreOf(one, word), 0) }))
    .filter(({ score }) => Number.isFinite(score))
    .toSorted((a, b) => a.score - b.score || a.place - b.place)
    .map(({ one }) => one);
}

function scoreOf({ title, also = '' }: Findable, word: string): number {
  const at = plain(title).indexOf(word);
  if (at === 0) return 0;
  if (at > 0) return /\s/.test(plain(title)[at - 1] ?? '') ? 1 : 2;
  return plain(also).includes(word) ? 3 : Infinity;
}
