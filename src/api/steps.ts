import { isExercise } from '#kernel/stix/common.ts';
import { toBase64 } from '#platform';
import type { z } from 'zod';
import type { NewStep } from '#contract/records.ts';
import { Failure } from '#kernel/errors.ts';
import { accordLifeCycles, type EntryIntoForce } from '#kernel/lifecycle/accord.ts';
import { needsOf } from '#kernel/lifecycle/machine.ts';
import { reaches } from '#kernel/policy/rights.ts';
import { formatTimestamp } from '#kernel/stix/timestamps.ts';
import { accordById } from '#store/accords.ts';
import { admit, type Admitted } from '#store/admit.ts';
import { sql, type Tx } from '#store/db.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import type { Self } from '#store/self.ts';
import { lifeCycleOf, type Module } from '#api/module.ts';
import type { Caller } from '#api/caller.ts';
import { underOf } from '#api/rights.ts';
import { viewRecords } from '#api/view.ts';

export type Actor = {
  readonly self: Self;
  readonly modules: readonly Module[];
  readonly caller: Pick<Caller, 'rights' | 'unit' | 'officerNumber'> & Partial<Pick<Caller, 'seen'>>;
};
type Asked = z.infer<typeof NewStep>;

const ON_THE_NEWEST: ReadonlySet<string> = new Set(['ratify', 'enter-into-force']);

/**
 * Our party's step on a record. Refused before it is published if the life cycle does not allow it in the state that this node
 * holds; the fold decides again on both nodes, since the partner may have moved meanwhile.
 */
export async function step(tx: Tx, actor: Actor, subjectId: string, asked: Asked): Promise<Admitted> {
  await lockSubject(tx, subjectId);
  const versions = await versionsOf(tx, [subjectId]);
  const newest = versions[0];
  if (!newest) throw new Failure('not-found', 'there is no such record');
  if (newest.expungedAt) throw new Failure('conflict', 'the content of this record was expunged: no more steps on it');
  const bound = await boundVersion(tx, versions, asked);
  await refuseVoid(tx, actor, newest, asked);
  return admit(tx, actor.self, {
    type: 'step',
    accord_ref: newest.accord,
    channel: newest.channel,
    subject: { id: bound.id, modified: bound.modified, c: toBase64(bound.c) },
    verb: asked.verb,
    ...(isExercise(bound.object) ? { exercise: true } : {}),
    ...(asked.reason ? { reason: asked.reason } : {}),
    ...(asked.evidence ? { evidence: asked.evidence } : {}),
    unit: unitOf(actor.caller, newest.accord),
    at: formatTimestamp(actor.self.now()),
  });
}

/** Partners see the unit that acts for this accord and an officer number; only the own access log resolves it. */
function unitOf({ rights, seen = [], unit, officerNumber }: Actor['caller'], accord: string | null): string {
  const seats = rights.seats.filter((seat) => reaches(seat, { accord, under: underOf(seen, accord) }));
  const acting = seats.find(({ grants }) => grants.some(({ action }) => STEPPING.has(action))) ?? seats[0];
  const name = acting?.unitName ?? unit;
  return officerNumber ? `${name} (${officerNumber})` : name;
}
const STEPPING: ReadonlySet<string> = new Set(['steps.write', 'accords.step']);

/** One at a time on a subject, until the transaction ends: of two equal steps at once, the second sees the first. */
export async function lockSubject(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(${SUBJECT_LOCKS}, hashtext(${id}))`);
}

// The first half of the lock's key, apart from that of other locks.
const SUBJECT_LOCKS = 1;

async function boundVersion(tx: Tx, versions: readonly StoredRecord[], asked: Asked): Promise<StoredRecord> {
  const newest = versions[0]!;
  if (asked.modified !== undefined) {
    const meant = versions.find((version) => version.modified === asked.modified);
    if (!meant) throw new Failure('bad-input', 'there is no such version', { path: '$.modified' });
    if (newest.type !== 'accord' && meant.seq !== newest.seq)
      throw new Failure('conflict', 'the record was revised meanwhile: look at its latest version first', {
        path: '$.modified',
      });
    return meant;
  }
  if (newest.type !== 'accord' || ON_THE_NEWEST.has(asked.verb)) return newest;
  return (await accordById(tx, newest.id))?.governing ?? newest;
}

async function refuseVoid(tx: Tx, { self, modules }: Actor, newest: StoredRecord, asked: Asked): Promise<void> {
  const machine =
    lifeCycleOf(modules, newest.type) ??
    (newest.type === 'accord' ? accordLifeCycles[newest.object['entry_into_force'] as EntryIntoForce] : undefined);
  if (!machine) throw new Failure('bad-input', `a record of type ${newest.type} has no life cycle`, { path: '$.verb' });
  const [view] = await viewRecords(tx, { party: self.partyId, modules, maySteps: true }, [newest]);
  const accord = newest.accord === null ? undefined : await accordById(tx, newest.accord);
  if (newest.type !== 'accord' && accord?.state !== 'in-force')
    throw new Failure('not-in-force', `the accord is ${accord?.state ?? 'unknown'}: no steps on its records now`);
  if (!view!.allowed.includes(asked.verb)) {
    const open = view!.allowed.length === 0 ? 'none' : view!.allowed.join(', ');
    throw new Failure(
      'void-step',
      `"${asked.verb}" is not allowed in the state "${view!.state}"; open to this party now: ${open}`,
      { path: '$.verb' },
    );
  }
  if (view!.history.some((one) => one.outcome === 'pending' && one.verb === asked.verb)) {
    throw new Failure('conflict', 'the same step is on its way already', { path: '$.verb' });
  }
  for (const need of needsOf(machine, asked.verb)) {
    if (!asked[need]?.trim()) throw new Failure('bad-input', `this step needs its ${need}`, { path: `$.${need}` });
  }
}
