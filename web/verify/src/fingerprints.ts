export type Typed = { readonly fingerprints: readonly string[]; readonly rest: readonly string[] };

const GROUPS = /(?<![0-9a-z])[0-9a-f]{4}(?:[\s\p{Pd}]+[0-9a-f]{4}){7}(?![0-9a-z])/giu;

/** Reads what a person typed or pasted: eight groups of four, joined by hyphens or spaces, as many as there are. */
export function readFingerprints(text: string): Typed {
  const found = [...text.matchAll(GROUPS)].map(([print]) => print.toLowerCase().replaceAll(/[^0-9a-f]+/g, '-'));
  const rest = text
    .replaceAll(GROUPS, '\n')
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { fingerprints: [...new Set(found)], rest };
}
