import { foldAccord, type AccordVersion, type FoldedAccord } from '../lifecycle/accord.ts';
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

/** How an accord stands and which of its versions (newest first) governs. */
export function governAccord<V extends AccordVersion>(
  parties: Parties,
  versions: readonly [V, ...V[]],
  { positioned, excepted }: Pick<Steps, 'positioned' | 'excepted'>,
): Governed<V> {
  const fold = foldAccord(parties, versions, positioned);
  const ours = excepted.length === 0 ? fold : foldAccord(parties, versions, [...positioned, ...excepted]);
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
