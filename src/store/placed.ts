import { textOf, type JsonObject } from '#kernel/json/types.ts';
import type { VisibilityFacts } from '#kernel/policy/class.ts';
import { familyOf, mayBeReserved, type ReservedFamily } from '#kernel/policy/family.ts';
import type { HeldPart } from '#kernel/record/commitment.ts';
import { parseId } from '#kernel/stix/ids.ts';
import { prepared, sql, type Tx } from '#store/db.ts';
import type { Hand } from '#store/people/hand.ts';

type Kept = { readonly object: JsonObject; readonly parts: readonly HeldPart[] };
/** What of its class is not in the record's own accord, channel and markings. */
export type Placed = Required<Pick<VisibilityFacts, 'family' | 'compartment' | 'case'>>;

/** The reserved family of each, and the list and case that it was put in. A step is of its subject's: it tells of it. */
export async function placedOf(tx: Tx, kept: readonly Kept[]): Promise<Placed[]> {
  const about = kept.map(({ object }) => subjectOf(object) ?? textOf(object['id']));
  const reserved = [...new Set(kept.flatMap(({ object }) => reservedSubject(object) ?? []))];
  const [keepings, families] = await Promise.all([
    keepingsOf(tx, [...new Set(about)]),
    reserved.length === 0 ? new Map<string, ReservedFamily>() : familiesOfSubjects(tx, reserved),
  ]);
  for (const one of kept) {
    const family = ownFamily(one);
    const id = textOf(one.object['id']);
    if (family !== null && reserved.includes(id)) families.set(id, family);
  }
  return kept.map((one, i) => {
    const { list = null, case: caseId = null } = keepings.get(about[i]!) ?? {};
    const subject = reservedSubject(one.object);
    const family = subject === undefined ? ownFamily(one) : (families.get(subject) ?? null);
    return { family, compartment: list, case: caseId };
  });
}

const ownFamily = ({ object, parts }: Kept): ReservedFamily | null =>
  familyOf(object, new Set(parts.flatMap(({ canonical, properties }) => (canonical === null ? properties : []))));

function subjectOf({ type, subject }: JsonObject): string | undefined {
  const id = type === 'step' && typeof subject === 'object' ? (subject as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** What may be of a family, as few are: nothing is asked for the steps of agreed work. */
function reservedSubject(object: JsonObject): string | undefined {
  const id = subjectOf(object);
  return id !== undefined && mayBeReserved(parseId(id)?.type ?? '') ? id : undefined;
}

async function familiesOfSubjects(tx: Tx, ids: readonly string[]): Promise<Map<string, ReservedFamily>> {
  const rows = await tx.rows<{ id: string; facts: string }>(sql`
    select distinct r.id, v.facts from store.record r join store.visibility_class v on v.id = r.class where r.id = any (${ids})`);
  return new Map(
    rows.flatMap(({ id, facts }) => {
      const { family } = JSON.parse(facts) as VisibilityFacts;
      return family ? [[id, family] as const] : [];
    }),
  );
}

/** What stands beside a record. */
export type Keeping = { readonly list: string | null; readonly case: string | null; readonly unit: string | null };

export async function keepingsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Keeping>> {
  const asked = sql`
    select k.id, k.list, k.case_id as "case", k.unit from unnest((select ${ids}::text[])) as w (id)
    cross join lateral (select * from store.keeping k where k.id = w.id offset 0) k`;
  const rows = await tx.rows<Keeping & { readonly id: string }>(prepared('keepings_of', asked));
  return new Map(rows.map(({ id, ...keeping }) => [id, keeping]));
}

export async function keepWriter(
  tx: Tx,
  id: string,
  { unit, by, linkBy }: Hand & { readonly unit: string | null },
): Promise<void> {
  await tx.run(sql`
    insert into store.keeping (id, unit, person, link_by) values (${id}, ${unit}, ${by}, ${linkBy})
    on conflict (id) do update
      set unit = coalesce(store.keeping.unit, excluded.unit), person = excluded.person, link_by = excluded.link_by`);
}

/** Who wrote its last version here; a version from before this was noted has none. */
export async function writerOf(tx: Tx, id: string): Promise<Hand | undefined> {
  const row = await tx.row<{ by: string | null; linkBy: string | null }>(
    sql`select person as by, link_by as "linkBy" from store.keeping where id = ${id}`,
  );
  return row?.by ? { by: row.by, linkBy: row.linkBy } : undefined;
}

/** Before the record is kept, so that its classes are right from the first moment; the unit is the first one that wrote it. */
export async function keepBeside(tx: Tx, id: string, { list, case: caseId, unit }: Keeping): Promise<void> {
  await tx.run(sql`
    insert into store.keeping (id, list, case_id, unit) values (${id}, ${list}, ${caseId}, ${unit}) on conflict (id) do nothing`);
}
