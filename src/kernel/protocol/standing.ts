import { foldAccord, type AccordVersion, type FoldedAccord } from '../lifecycle/accord.ts';
import type { Version } from '../lifecycle/fold.ts';
import type { Parties } from '../lifecycle/machine.ts';
import type { Steps } from './steps.ts';

export type Governed<V> = {
  /** The joint state as this node takes it: proposed, ratified, in-force, suspended, terminated. */
  readonly state: FoldedAccord['standing'];
  /** The version whose rules hold: that in force, else the newest one proposed. */
  readonly governing: V;
  readonly newest: V;
  readonly fold: FoldedAccord;
};

/** Of a version whose text was deleted, which is lawful only after the end: the life cycle in which every end can be reached. */
export const deletedText = ({ id, modified, c, at }: Version): AccordVersion => ({
  id,
  modified,
  c,
  at,
  entryIntoForce: 'by-step',
});

export type Taken = Pick<Steps, 'positioned' | 'excepted'> & {
  /** Versions of which the stub is left: they govern nothing, and what was stepped on them still holds. */
  readonly deleted?: readonly AccordVersion[];
};

/** How an accord stands and which of its versions (newest first) governs. */
export function governAccord<V extends AccordVersion>(
  parties: Parties,
  versions: readonly [V, ...V[]],
  { positioned, excepted, deleted = [] }: Taken,
): Governed<V> {
  const all = [...versions, ...deleted];
  const fold = foldAccord(parties, all, positioned);
  const ours = excepted.length === 0 ? fold : foldAccord(parties, all, [...positioned, ...excepted]);
  const [newest] = versions;
  return {
    state: stricter(fold.standing, ours.standing),
    governing: versions.find(({ modified }) => modified === fold.inForce?.modified) ?? newest,
    newest,
    fold,
  };
}

/** Either party stops the flow alone: a partner that excepts our suspension in its receipt does not undo it. */
const stricter = (agreed: FoldedAccord['standing'], ours: FoldedAccord['standing']): FoldedAccord['standing'] =>
  ours === 'suspended' || ours === 'terminated' ? ours : agreed;
