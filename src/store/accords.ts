import type { JsonObject } from '#kernel/json/types.ts';
import { foldAccord, type AccordVersion, type EntryIntoForce, type FoldedAccord } from '#kernel/lifecycle/accord.ts';
import type { PositionedStep } from '#kernel/lifecycle/fold.ts';
import type { Ceiling } from '#kernel/policy/decide.ts';
import type { Pap, Tlp } from '#kernel/policy/markings.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import type { Tx } from '#store/db.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { foldVersions, stepsBySubject, type PendingStep } from '#store/subjects.ts';

export { CHARTER };

export type Channel = {
  readonly name: string;
  readonly purposes: readonly string[];
  readonly ceiling: Ceiling;
  readonly default_markings: { readonly tlp: Tlp; readonly pap?: Pap };
};

/** An accord as it governs: the rules of the version in force, else of the newest one proposed; and how it stands as a whole. */
export type Accord = {
  readonly id: string;
  readonly parties: readonly [string, string];
  readonly channels: readonly Channel[];
  /** The joint state by this node's fold: proposed, ratified, in-force, suspended, terminated. */
  readonly state: FoldedAccord['standing'];
  readonly object: JsonObject;
  readonly newest: StoredRecord;
  readonly governing: StoredRecord;
  readonly fold: FoldedAccord;
  readonly pending: readonly PendingStep[];
};

export async function accordById(tx: Tx, id: string): Promise<Accord | undefined> {
  const versions = (await versionsOf(tx, [id])).filter((version) => version.type === 'accord');
  const newest = versions[0];
  if (!newest) return undefined;
  const parties = newest.object['parties'] as unknown as [string, string];
  const { positioned, pending, excepted } = (await stepsBySubject(tx, [id]))(id);
  const foldOver = (steps: readonly PositionedStep[]) =>
    foldAccord({ author: newest.publisher, first: parties[0], second: parties[1] }, asAccordVersions(versions), steps);
  const fold = foldOver(positioned);
  const governing = versions.find((version) => version.modified === fold.inForce?.modified) ?? newest;
  return {
    id,
    parties,
    channels: governing.object['channels'] as unknown as Channel[],
    state: stricter(
      fold.standing,
      excepted.length === 0 ? fold.standing : foldOver([...positioned, ...excepted]).standing,
    ),
    object: governing.object,
    newest,
    governing,
    fold,
    pending,
  };
}

/** Either party stops the flow alone: a partner that excepts our suspension in its receipt does not undo it. */
const stricter = (agreed: Accord['state'], ours: Accord['state']): Accord['state'] =>
  ours === 'suspended' || ours === 'terminated' ? ours : agreed;

const asAccordVersions = (versions: readonly StoredRecord[]): AccordVersion[] =>
  foldVersions(versions).map((version, i) => ({
    ...version,
    entryIntoForce: versions[i]!.object['entry_into_force'] as EntryIntoForce,
  }));

export const otherParty = (accord: Pick<Accord, 'parties'>, self: string): string =>
  accord.parties[0] === self ? accord.parties[1] : accord.parties[0];
