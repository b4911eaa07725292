/** Who owes as letters of sides: `A`, `A+B`, or `both`, which means all of them. */
export function lettersOf(responsible: string, sides: readonly string[]): string[] {
  if (responsible === 'both') return [...sides];
  return responsible.split('+').filter((letter) => sides.includes(letter));
}

export function responsibleOf(letters: readonly string[], sides: readonly string[]): string {
  const named = sides.filter((letter) => letters.includes(letter));
  return named.length > 1 && named.length === sides.length ? 'both' : named.join('+');
}
