/** The same with one of them at another place; the others keep their order. */
export function movedTo<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const others = items.filter((_, n) => n !== from);
  return [...others.slice(0, to), ...items.slice(from, from + 1), ...others.slice(to)];
}
