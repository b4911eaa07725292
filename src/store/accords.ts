import { textOf, type JsonObject } from '#kernel/json/types.ts';
import type { AccordVersion, EntryIntoForce, FoldedAccord } from '#kernel/lifecycle/accord.ts';
import type { Ceiling } from '#kernel/policy/decide.ts';
import type { Pap, Tlp } from '#kernel/policy/markings.ts';
import { deletedText, governAccord } from '#kernel/protocol/standing.ts';
import type { PendingStep } from '#kernel/protocol/steps.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { sql, type Tx } from '#store/db.ts';
import type { StoredRecord } from '#store/records.ts';
import { foldVersion, heardOf, type Heard } from '#store/subjects.ts';

export { CHARTER };

export type Channel = {
  readonly name: string;
  readonly purposes: readonly string[];
  readonly ceiling: Ceiling;
  readonly default_markings: { readonly tlp: Tlp; readonly pap?: Pap };
  readonly retention_days: number;
};

/** An accord as it governs: the rules of the version in force, else of the newest one proposed; and how it stands as a whole. */
export type Accord = {
  readonly id: string;
  readonly parties: readonly [string, string];
  /** Of an accord of cities. */
  readonly kind?: string | undefined;
  readonly channels: readonly Channel[];
  /** The joint state by this node's fold: proposed, ratified, in-force, suspended, terminated. */
  readonly state: FoldedAccord['standing'];
  readonly object: JsonObject;
  readonly newest: StoredRecord;
  readonly governing: StoredRecord;
  readonly fold: FoldedAccord;
  /** When it ended, as this node may count on; null as long as it has not. */
  readonly terminatedAt: string | null;
  readonly pending: readonly PendingStep[];
};

export async function accordById(tx: Tx, id: string): Promise<Accord | undefined> {
  return accordFrom(tx, id, await heardOf(tx, [id]));
}

/** `heard`: of the accord at least. */
export async function accordFrom(tx: Tx, id: string, heard: Heard): Promise<Accord | undefined> {
  // What is left of an expunged one has no terms: it governs nothing.
  const versions = heard.versions(id).filter(({ type }) => type === 'accord');
  const [newest, ...older] = versions.filter(({ expungedAt }) => expungedAt === null);
  const deleted = versions.filter(({ expungedAt }) => expungedAt !== null).map((one) => deletedText(asText(one)));
  if (!newest) return undefined;
  const parties = newest.object['parties'] as unknown as [string, string];
  const { positioned, pending, excepted } = heard.steps(id);
  const { state, governing, fold } = governAccord(
    { author: newest.publisher, first: parties[0], second: parties[1] },
    [asText(newest), ...older.map(asText)],
    { positioned, excepted, deleted },
  );
  const { record } = governing;
  return {
    id,
    parties,
    kind: textOf(record.object['kind']) || undefined,
    channels: record.object['channels'] as unknown as Channel[],
    state,
    object: record.object,
    newest,
    governing: record,
    fold,
    terminatedAt: state === 'terminated' ? await endOf(tx, fold) : null,
    pending,
  };
}

/**
 * By the first step that terminated it: its `at`, and no earlier than this node held it. Either party may terminate alone, and
 * one that dates its step years back must not empty the other's register.
 */
async function endOf(tx: Tx, { history }: FoldedAccord): Promise<string | null> {
  const step = history.find(({ step: { verb }, outcome }) => verb === 'terminate' && outcome !== 'void')?.step;
  if (!step) return null;
  const held = await tx.row<{ since: Date | null }>(
    sql`select max(admitted_at) as since from store.record where id = ${step.id}`,
  );
  const since = held?.since?.toISOString() ?? step.at;
  return Date.parse(since) > Date.parse(step.at) ? since : step.at;
}

const asText = (record: StoredRecord): AccordVersion & { readonly record: StoredRecord } => ({
  ...foldVersion(record),
  entryIntoForce: record.object['entry_into_force'] as EntryIntoForce,
  record,
});

export const otherParty = (accord: Pick<Accord, 'parties'>, self: string): string =>
  accord.parties[0] === self ? accord.parties[1] : accord.parties[0];
