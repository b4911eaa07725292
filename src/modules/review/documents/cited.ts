import type { Cited, ReviewView } from '#contract/review.ts';
import type { Phrase, Section } from '#documents/model.ts';
import { reference } from '#documents/phrase.ts';
import type { WORDS } from './words.ts';

type Words = (typeof WORDS)['en'];
type Found = ReviewView['evidence'];

const keyOf = ({ ref, modified, c }: Cited): string => `${ref} ${modified} ${c}`;

/** The list at the end of a document, and how its sentences refer to it: each cited version has one number, in the order of first mention. */
export function numbered(all: readonly (readonly Cited[])[], words: Words) {
  const cited = [...new Map(all.flat().map((one) => [keyOf(one), one])).values()];
  const numberOf = new Map(cited.map((one, at) => [keyOf(one), at + 1]));
  return {
    /** Runs of numbers stand as "3–7". */
    refer: (evidence: readonly Cited[]): Phrase => {
      if (evidence.length === 0) return { text: words.none, as: 'strong' };
      const numbers = [...new Set(evidence.map((one) => numberOf.get(keyOf(one))!))].sort((a, b) => a - b);
      return reference(runsOf(numbers));
    },
    /** `found`: what became of each at this node, where it was looked up. */
    section: (found?: Found): Section => {
      const stateOf = new Map(found?.map((one) => [keyOf(one), one.state]));
      return {
        name: 'evidence',
        heading: words.evidence,
        blocks: [
          {
            block: 'table',
            columns: [
              { name: 'number', heading: words.number, share: 1.6 },
              { name: 'record', heading: words.record, share: 8 },
              { name: 'version', heading: words.version, share: 7 },
              { name: 'hash', heading: words.hash, share: 8 },
              ...(found === undefined ? [] : [{ name: 'found', heading: words.found, share: 4 }]),
            ],
            rows: cited.map((one, at) => [
              reference(String(at + 1)),
              reference(one.ref),
              reference(one.modified),
              reference(one.c),
              ...(found === undefined ? [] : [words.becameOf[stateOf.get(keyOf(one)) ?? 'not-here']]),
            ]),
            empty: words.noEvidence,
          },
        ],
      };
    },
  };
}

function runsOf(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] + 1 === number) last[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}–${to}`))
    .join(', ');
}
