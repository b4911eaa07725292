type Press = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

const PAUSE_MS = 1_200;

/** What a press is called: `mod+k`, `?`, `g`. A letter of another script is taken by the place of its key. */
export function nameOf({ key, code, ctrlKey, metaKey, altKey }: Press): string | undefined {
  if (altKey) return undefined;
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  const letter = /^[a-z]$/i.test(key) || place === undefined ? key.toLowerCase() : place.toLowerCase();
  if (ctrlKey || metaKey) return `mod+${letter}`;
  return letter;
}

/** Follows presses and answers the keys that they complete: one, or two within a pause. */
export function followKeys(known: ReadonlySet<string>): (press: Press, at: number) => string | undefined {
  let before: { readonly name: string; readonly at: number } | undefined;
  return (press, at) => {
    const name = nameOf(press);
    if (name === undefined) return undefined;
    const both = before !== undefined && at - before.at <= PAUSE_MS ? `${before.name} ${name}` : undefined;
    before = { name, at };
    if (both !== undefined && known.has(both)) {
      before = undefined;
      return both;
    }
    return known.has(name) ? name : undefined;
  };
}
