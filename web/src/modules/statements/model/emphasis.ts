export type Phrase = { readonly words: string; readonly decides: boolean };

/** The words of a passage, with those that decided told apart; what decided from outside the passage is not in it. */
export function emphasised(passage: string, deciding: readonly string[]): Phrase[] {
  const lower = passage.toLowerCase();
  // In some languages the lower case is longer: then only the same letters are found.
  const isAligned = lower.length === passage.length;
  const found = deciding.flatMap((words) => {
    const start = isAligned ? lower.indexOf(words.toLowerCase()) : passage.indexOf(words);
    return words === '' || start === -1 ? [] : [{ start, end: start + words.length }];
  });
  const phrases: Phrase[] = [];
  let at = 0;
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    if (from > at) phrases.push({ words: passage.slice(at, from), decides: false });
    phrases.push({ words: passage.slice(from, end), decides: true });
    at = end;
  }
  if (at < passage.length) phrases.push({ words: passage.slice(at), decides: false });
  return phrases;
}
