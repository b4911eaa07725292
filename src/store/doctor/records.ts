import { canonicalize } from '#kernel/json/canonical.ts';
import { isJsonObject, type JsonObject } from '#kernel/json/types.ts';
import { readJson } from '#kernel/json/read.ts';
import { visibilityKey, type VisibilityFacts } from '#kernel/policy/class.ts';
import { familyOf } from '#kernel/policy/family.ts';
import { partMarkings } from '#kernel/policy/markings.ts';
import { Failure } from '#kernel/errors.ts';
import { accordById } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import type { NodeFound } from './node-finding.ts';

const PAGE = 500;

type Row = {
  readonly seq: number;
  readonly id: string;
  readonly modified: string;
  readonly type: string;
  readonly accord: string | null;
  readonly channel: string | null;
};
type PartRow = {
  readonly record: number;
  readonly n: number;
  readonly key: string;
  readonly facts: string;
  readonly markings: string[];
  readonly properties: string[];
  readonly body: string | null;
};

/** What the rows of a record say, against the bytes that were committed to. */
export async function checkRecords(tx: Tx, found: NodeFound): Promise<void> {
  for (let after = 0; ;) {
    const rows = await tx.rows<Row>(sql`
      select seq, id, modified, type, accord, channel from store.record
      where seq > ${after} and expunged_at is null order by seq limit ${PAGE}`);
    const parts = await tx.rows<PartRow>(sql`
      select p.record, p.n, v.key, v.facts, to_json(p.markings) as markings, to_json(p.properties) as properties, p.body
      from store.record_part p join store.visibility_class v on v.id = p.class
      where p.record = any (${rows.map(({ seq }) => seq)}) order by p.record, p.n`);
    const byRecord = Map.groupBy(parts, ({ record }) => record);
    for (const row of rows) checkRecord(row, byRecord.get(row.seq) ?? [], found);
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.seq;
  }
}

function checkRecord(row: Row, parts: readonly PartRow[], found: NodeFound): void {
  const where = `record ${row.seq}`;
  const read = parts.map(({ body }) => (body === null ? undefined : objectIn(body)));
  for (const [i, { n, body, properties }] of parts.entries()) {
    if (body === null) continue;
    const object = read[i];
    if (!object) found('parts-canonical', where, `part ${n} is not in its one spelling`);
    else if (n > 0 && Object.keys(object).some((name) => !properties.includes(name)))
      found('parts-canonical', where, `part ${n} holds a property that is not listed`);
  }
  const zero = read[0];
  if (!zero) return;
  const columns = { id: row.id, modified: row.modified, type: row.type, accord_ref: row.accord, channel: row.channel };
  for (const [name, value] of Object.entries(columns))
    if ((zero[name] ?? null) !== value) found('record-columns', where, `${name} is kept otherwise than it was written`);
  const withheld = new Set(parts.flatMap(({ body, properties }) => (body === null ? properties : [])));
  const whole = Object.assign({}, ...read) as JsonObject;
  for (const { n, key, markings, ...stored } of parts) {
    // What a step is about and where a record was put stand elsewhere.
    const { family = null, compartment = null, case: caseId = null } = JSON.parse(stored.facts) as VisibilityFacts;
    const facts = {
      accord: row.accord,
      channel: row.channel,
      family: row.type === 'step' ? family : familyOf(whole, withheld),
      markings: partMarkings(zero, { markings }),
      compartment,
      case: caseId,
    };
    if (visibilityKey(facts) !== key) found('record-classes', where, `part ${n} is in the class of other markings`);
  }
}

function objectIn(body: string): JsonObject | undefined {
  try {
    const value = readJson(body);
    return isJsonObject(value) && canonicalize(value) === body ? value : undefined;
  } catch {
    return undefined;
  }
}

export async function checkSteps(tx: Tx, found: NodeFound): Promise<void> {
  const rows = await tx.rows<{ seq: number }>(sql`
    select s.seq from store.record s
    where s.subject_id is not null and not exists (
      select 1 from store.record r
      where r.id = s.subject_id and r.modified = s.subject_modified and r.c = s.subject_c)
      -- After a restore a version may be lost that a step of ours had bound.
      and not exists (select 1 from store.lost l where l.c = s.subject_c)
    order by s.seq`);
  for (const { seq } of rows) found('steps-bind', `record ${seq}`, 'the version that it steps on is not here');
}

/** Those that can be folded: what else is computed of the others fails as they do. */
export async function checkAccords(tx: Tx, found: NodeFound): Promise<ReadonlySet<string>> {
  const sound = new Set<string>();
  const rows = await tx.rows<{ id: string }>(
    sql`select distinct id from store.record where type = 'accord' order by id`,
  );
  for (const { id } of rows)
    try {
      if (await accordById(tx, id)) sound.add(id);
      else found('accords-fold', id, 'none of its versions can be read');
    } catch (error) {
      if (!(error instanceof Failure || error instanceof TypeError || error instanceof SyntaxError)) throw error;
      found('accords-fold', id, error.message);
    }
  return sound;
}
