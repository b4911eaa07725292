import type { Effect } from '#contract/rights.ts';
import { Failure } from '#kernel/errors.ts';
import { sql, type Tx } from '#store/db.ts';
import { parties } from '#store/parties.ts';
import { nameIn } from '#store/people/unit.ts';
import { wouldLeave } from '#store/release.ts';
import { heldParts } from '#store/held-parts.ts';
import type { Self } from '#store/self.ts';
import { hasSecond, sees, snapshot, viewClass, type Snapshot } from '#api/rights-effect.ts';

/** A version as far as it decides who sees what of it. */
type Version = { readonly class: number; readonly parts: readonly { class: number; properties: readonly string[] }[] };

type Compared = { readonly earlier: readonly Version[]; readonly was: Version; readonly is: Version };

/** What a new version shows of what an earlier one held, to people here by the one policy function and to partners by the door out. */
export async function effectOfVersion(
  tx: Tx,
  self: Self,
  { id, seq }: { id: string; seq: number },
): Promise<Effect | undefined> {
  const held = await tx.rows<{ seq: number; class: number; type: string }>(
    sql`select seq, class, type from store.record where id = ${id} order by modified_at desc, seq desc`,
  );
  const [now, before] = [held.find((one) => one.seq === seq)!, held.find((one) => one.seq !== seq)];
  if (!before) return undefined;
  const parts = await heldParts(
    tx,
    held.map((one) => one.seq),
  );
  const version = (one: (typeof held)[number]): Version => ({ class: one.class, parts: parts.get(one.seq) ?? [] });
  const compared = {
    earlier: held.filter((one) => one.seq !== seq).map(version),
    was: version(before),
    is: version(now),
  };
  if (isAlike(compared)) return undefined;
  const moment = await snapshot(tx, self.now());
  const people = effectOnPeople(moment, compared);
  const partners = await effectOnPartners(tx, self, { was: before.seq, is: seq }, compared);
  const gained = people.some(({ records }) => records.gained > 0) || partners.some((one) => one.gained > 0) ? 1 : 0;
  const lost = people.some(({ records }) => records.lost > 0) || partners.some((one) => one.lost > 0) ? 1 : 0;
  const records = { gained, lost };
  const types = gained + lost > 0 ? [{ type: now.type, ...records }] : [];
  return { widens: gained > 0, records, types, people, parties: partners };
}

/** Whether everything stays where it was: then nobody has to be asked. */
function isAlike({ was, is }: Compared): boolean {
  const classOf = new Map(was.parts.flatMap((part) => part.properties.map((name) => [name, part.class])));
  return (
    was.class === is.class &&
    is.parts.every((part) => part.properties.every((name) => (classOf.get(name) ?? part.class) === part.class))
  );
}

function effectOnPeople(moment: Snapshot, { earlier, was, is }: Compared): Effect['people'] {
  const byId = new Map(moment.classes.map((one) => [one.id, one]));
  const [inWas, inIs] = [propertiesOf(was), propertiesOf(is)];
  return moment.people.flatMap((person) => {
    const reads = (visible: number): boolean => sees(person, byId.get(visible)!, moment);
    const shown = (version: Version): Set<string> =>
      new Set(reads(version.class) ? version.parts.flatMap((part) => (reads(part.class) ? part.properties : [])) : []);
    const [then, now] = [shown(was), shown(is)];
    const saw = earlier.some((version) => reads(version.class));
    const gains = reads(is.class) && (!saw || [...now].some((name) => inWas.has(name) && !then.has(name)));
    const loses = reads(was.class) && [...then].some((name) => inIs.has(name) && !now.has(name));
    if (!gains && !loses) return [];
    const one = (visible: number) => [viewClass(byId.get(visible)!, new Map([[visible, 1]]), moment.known)];
    const { id, name } = person.standing.person;
    return [
      {
        person: id,
        name,
        records: { gained: gains ? 1 : 0, lost: loses ? 1 : 0 },
        gains: gains ? one(is.class) : [],
        loses: loses ? one(was.class) : [],
        granted: [],
        withdrawn: [],
      },
    ];
  });
}

async function effectOnPartners(
  tx: Tx,
  self: Self,
  { was, is }: { readonly was: number; readonly is: number },
  compared: Compared,
): Promise<Effect['parties']> {
  const leaving = await wouldLeave(tx, self, [was, is]);
  const names = new Map((await parties(tx)).map((party) => [party.id, nameIn(party.names, 'en')]));
  const of = (record: number, recipient: string): ReadonlySet<string> =>
    new Set(leaving.find((one) => one.record === record && one.recipient === recipient)?.properties);
  const [inWas, inIs] = [propertiesOf(compared.was), propertiesOf(compared.is)];
  return [...new Set(leaving.map(({ recipient }) => recipient))].flatMap((party) => {
    const [then, now] = [of(was, party), of(is, party)];
    const gained = [...now].some((name) => inWas.has(name) && !then.has(name)) ? 1 : 0;
    const lost = [...then].some((name) => inIs.has(name) && !now.has(name)) ? 1 : 0;
    return gained + lost > 0 ? [{ party, name: names.get(party) ?? party, gained, lost }] : [];
  });
}

const propertiesOf = ({ parts }: Version): ReadonlySet<string> => new Set(parts.flatMap((part) => part.properties));

/** A revision may not widen by the way: markings are loosened by an act of its own, by two. */
export async function refuseWidening(
  tx: Tx,
  self: Self,
  { id, seq, by }: { readonly id: string; readonly seq: number; readonly by: string },
): Promise<void> {
  const effect = await effectOfVersion(tx, self, { id, seq });
  if (effect?.widens !== true || !(await hasOther(tx, self, { id, by }))) return;
  throw new Failure('conflict', `somebody would see more of it: mark it first, at /api/v1/records/${id}/marking`, {
    path: '$.object_marking_refs',
  });
}

export async function hasOther(tx: Tx, self: Self, { id, by }: { id: string; by: string }): Promise<boolean> {
  const rows = await tx.rows<{ class: number }>(sql`select distinct class from store.record where id = ${id}`);
  return hasSecond(
    await snapshot(tx, self.now()),
    by,
    rows.map((row) => row.class),
  );
}
