/** With the shift key a choice runs from the row chosen last to this one, as in every list that people know. */
export function choose(chosen: ReadonlySet<string>, key: string, run: readonly string[] = []): ReadonlySet<string> {
  const next = new Set(chosen);
  if (run.length > 0) for (const one of run) next.add(one);
  else if (!next.delete(key)) next.add(key);
  return next;
}

export function runBetween(keys: readonly string[], from: string | undefined, to: string): readonly string[] {
  const [a, b] = [from === undefined ? -1 : keys.indexOf(from), keys.indexOf(to)];
  if (a === -1 || b === -1) return [];
  return keys.slice(Math.min(a, b), Math.max(a, b) + 1);
}
