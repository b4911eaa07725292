import { OWN_TO_NODE } from '../../data/versions.ts';
import { PROPERTIES } from '../../ui/record-words.ts';

/** Shown elsewhere on the page, or of no use to a person. */
const ELSEWHERE: ReadonlySet<string> = new Set([...OWN_TO_NODE, 'object_marking_refs']);
const ORDER = Object.keys(PROPERTIES);

/** What is said first comes first; what has no label comes last, by its name. */
export function shownProperties(record: Readonly<Record<string, unknown>>): string[] {
  const place = (property: string) => {
    const at = ORDER.indexOf(property);
    return at < 0 ? ORDER.length : at;
  };
  return Object.keys(record)
    .filter((property) => !ELSEWHERE.has(property))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
