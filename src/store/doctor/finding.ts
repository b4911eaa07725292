/** What must hold of a node's store at every moment, also after a crash. Names are stable: they are printed and tested. */
export const INVARIANTS = {
  'entries-gap-free': 'the entries of a feed stand at 0 to size - 1, one at each, and none beyond',
  'entries-well-formed': 'each entry is in its one spelling, and its columns say what it says',
  'tree-of-entries': 'the tiles and the root are those of the entries',
  'checkpoint-signed': 'the checkpoint is signed by the publisher, over what is held',
  'cosigned-note': 'the cosigned note bears both signatures, over a beginning of what is held',
  'seen-of-opposite': 'what entries have seen never decreases, and is the history of the opposite feed',
  'receipts-agree': 'the states of entries are those that the latest receipts say',
  'one-position': 'what was released has one position, and each position its release',
  'entry-to-record': 'each record entry has its record, of the same commitment, or a state that says why not',
  'refers-to-rows': 'each row refers to rows that are there',
  'disclosure-opens': 'what goes beside an entry opens its commitment',
  'record-commits': 'the parts of a record are all there and hash to its commitment',
  'file-verifies': 'each file has the chunks that it is said to have, and they hash to its root',
} as const;

export type Invariant = keyof typeof INVARIANTS;

/** `where`: the origin of a feed with an index, or the number of a record; never content. */
export type Finding = { readonly invariant: Invariant; readonly where: string; readonly what: string };

export type Found = (invariant: Invariant, where: string, what: string) => void;

/** Of one invariant this many are told; a broken store breaks it a million times. */
const MOST_OF_ONE = 20;

export function collectFindings(): { readonly found: Found; readonly findings: () => Finding[] } {
  const findings: Finding[] = [];
  const counts = new Map<Invariant, number>();
  return {
    found: (invariant, where, what) => {
      const count = (counts.get(invariant) ?? 0) + 1;
      counts.set(invariant, count);
      if (count <= MOST_OF_ONE) findings.push({ invariant, where, what });
    },
    findings: () => [
      ...findings,
      ...[...counts].flatMap(([invariant, count]) =>
        count > MOST_OF_ONE
          ? [{ invariant, where: 'the store', what: `${count - MOST_OF_ONE} more of these are not listed` }]
          : [],
      ),
    ],
  };
}
