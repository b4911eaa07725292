import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { familyOf, mayBeReserved, type ReservedFamily } from '#kernel/policy/family.ts';
import type { HeldPart } from '#kernel/record/commitment.ts';
import { parseId } from '#kernel/stix/ids.ts';
import type { VisibilityFacts } from '#kernel/policy/class.ts';
import { sql, type Tx } from '#store/db.ts';

type Kept = { readonly object: JsonObject; readonly parts: readonly HeldPart[] };

/** The reserved family of each, if it is of one. A step is of its subject's: it tells of it. */
export async function familiesOf(tx: Tx, kept: readonly Kept[]): Promise<(ReservedFamily | null)[]> {
  const subjects = new Set(kept.flatMap(({ object }) => subjectOf(object) ?? []));
  const known = subjects.size === 0 ? new Map<string, ReservedFamily>() : await ofSubjects(tx, [...subjects]);
  for (const one of kept) {
    const family = ownFamily(one);
    const id = textOf(one.object['id']);
    if (family !== null && subjects.has(id)) known.set(id, family);
  }
  return kept.map((one) => {
    const subject = subjectOf(one.object);
    return subject === undefined ? ownFamily(one) : (known.get(subject) ?? null);
  });
}

const ownFamily = ({ object, parts }: Kept): ReservedFamily | null =>
  familyOf(object, new Set(parts.flatMap(({ canonical, properties }) => (canonical === null ? properties : []))));

/** What may be of a family, as few are: nothing is asked for the steps of agreed work. */
function subjectOf({ type, subject }: JsonObject): string | undefined {
  const id = type === 'step' && typeof subject === 'object' ? (subject as { id?: unknown }).id : undefined;
  return typeof id === 'string' && mayBeReserved(parseId(id)?.type ?? '') ? id : undefined;
}

async function ofSubjects(tx: Tx, ids: readonly string[]): Promise<Map<string, ReservedFamily>> {
  const rows = await tx.rows<{ id: string; facts: string }>(sql`
    select distinct r.id, v.facts from store.record r join store.visibility_class v on v.id = r.class where r.id = any (${ids})`);
  return new Map(
    rows.flatMap(({ id, facts }) => {
      const { family } = JSON.parse(facts) as VisibilityFacts;
      return family ? [[id, family] as const] : [];
    }),
  );
}
