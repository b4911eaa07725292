import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { partMarkings } from '#kernel/policy/markings.ts';
import { lifetimeOf, ownDate } from '#kernel/protocol/retention.ts';
import type { HeldPart } from '#kernel/record/commitment.ts';
import { linksOf } from '#kernel/stix/links.ts';
import { classNumbers } from '#store/classes.ts';
import { bigints, byteas, integers, moments, texts } from '#store/columns.ts';
import { sql, textArray, type Tx } from '#store/db.ts';
import { placedOf } from '#store/placed.ts';
import { bindFiles } from '#store/files.ts';

export type Place = 'internal' | 'shared';

export type Kept = {
  readonly object: JsonObject;
  readonly parts: readonly HeldPart[];
  readonly c: Uint8Array;
  readonly publisher: string;
  readonly place: Place;
  readonly secret: Uint8Array | null;
  readonly at: Date;
  /** When its publisher published it, as its entry says; our own is published after it was admitted. */
  readonly publishedAt?: string;
};

type Subject = { readonly id: string; readonly modified: string; readonly c: string };
type Row = Kept & { readonly seq: number; readonly class: number; readonly subject: Subject | undefined };

/** Writes versions, one row per part, each with the visibility class of its own markings. Their numbers, in the order given. */
export async function keepRecords(tx: Tx, kept: readonly Kept[]): Promise<number[]> {
  const seqs = await newNumbers(tx, kept.length);
  await recordKeeper(tx)(kept, seqs);
  return seqs;
}

/** Numbers of versions, rising. What takes them and is rolled back leaves a gap. */
export async function newNumbers(tx: Tx, count: number): Promise<number[]> {
  const taken = await tx.rows<{ seq: number }>(sql`
    select nextval(pg_get_serial_sequence('store.record', 'seq')) as seq from generate_series(1, ${count}::integer)`);
  return taken.map(({ seq }) => seq);
}

/** The same for some at a time, into numbers taken before: the statements of a call leave together. */
export function recordKeeper(tx: Tx): (kept: readonly Kept[], seqs: readonly number[]) => Promise<void> {
  const classes = classNumbers(tx);
  return async (kept, seqs) => {
    const placed = await placedOf(tx, kept);
    const laid = kept.flatMap((one, record) => one.parts.map((part, n) => ({ part, n, record })));
    const classed = await classes(
      laid.map(({ part, record }) => {
        const { object } = kept[record]!;
        return {
          accord: textOrNull(object, 'accord_ref'),
          channel: textOrNull(object, 'channel'),
          ...placed[record]!,
          markings: partMarkings(object, part),
        };
      }),
    );
    const parts = laid.map(({ part, n, record }, i) => ({ part, n, record: seqs[record]!, class: classed[i]! }));
    const zeros = parts.filter(({ n }) => n === 0);
    const rows = kept.map((one, i) => ({
      ...one,
      seq: seqs[i]!,
      class: zeros[i]!.class,
      subject: subjectOf(one.object),
    }));
    await Promise.all([insertRecords(tx, rows), insertParts(tx, parts), insertLinks(tx, rows), keepParents(tx, rows)]);
    await bindFiles(
      tx,
      kept.flatMap(({ object, parts: held, publisher: owner, secret, at }, i) =>
        object['type'] === 'document'
          ? [{ record: seqs[i]!, owner, object, part: partWith('file', held), isOwn: secret !== null, at }]
          : [],
      ),
    );
  };
}

type PartRow = { readonly part: HeldPart; readonly n: number; readonly record: number; readonly class: number };

async function insertParts(tx: Tx, laid: readonly PartRow[]): Promise<void> {
  await tx.run(sql`
    insert into store.record_part (record, n, class, hash, markings, properties, salt, body)
    select record, n, class, hash, markings::text[], properties::text[], salt, body from unnest(
      ${bigints(laid.map(({ record }) => record))}::bigint[], ${integers(laid.map(({ n }) => n))}::integer[], ${integers(laid.map((row) => row.class))}::integer[],
      ${byteas(laid.map(({ part }) => part.hash))}::bytea[], ${texts(laid.map(({ part }) => textArray(part.markings)))}::text[],
      ${texts(laid.map(({ part }) => textArray(part.properties)))}::text[], ${byteas(laid.map(({ part }) => part.salt))}::bytea[],
      ${texts(laid.map(({ part }) => part.canonical))}::text[]
    ) as t (record, n, class, hash, markings, properties, salt, body)`);
}

/** Most records belong to no other by a property of this kind, and cost nothing here. */
async function insertLinks(tx: Tx, rows: readonly Row[]): Promise<void> {
  const links = rows.flatMap(({ object, seq }) => linksOf(object).map((link) => ({ ...link, object, seq })));
  if (links.length === 0) return;
  await tx.run(sql`
    insert into store.link (ref, type, record, property)
    select ref, type, record, property from unnest(
      ${texts(links.map(({ ref }) => ref))}::text[], ${texts(links.map(({ object }) => textOrNull(object, 'type')))}::text[],
      ${bigints(links.map(({ seq }) => seq))}::bigint[], ${texts(links.map(({ property }) => property))}::text[]
    ) as t (ref, type, record, property)`);
}

/** A parent stands for the accord's life, so its first version says it for all. */
async function keepParents(tx: Tx, rows: readonly Row[]): Promise<void> {
  for (const { object } of rows)
    if (object['type'] === 'accord' && typeof object['parent_ref'] === 'string')
      await tx.run(sql`
        insert into store.accord_of_cities (accord, parent) values (${textOrNull(object, 'id')}, ${object['parent_ref']})
        on conflict (accord) do nothing`);
}

/** All or nothing: a version that is held already refuses the lot. */
async function insertRecords(tx: Tx, rows: readonly Row[]): Promise<void> {
  const column = (name: string) => texts(rows.map(({ object }) => textOrNull(object, name)));
  const made = await tx.run(sql`
    insert into store.record (seq, publisher, id, modified, modified_at, type, author, accord, channel, place, class, c, parts, secret,
      subject_id, subject_modified, subject_c, verb, admitted_at, lifetime, kept_from, keep_until)
    overriding system value
    select seq, publisher, id, modified, modified::timestamptz, type, author, accord, channel, place, class, c, parts, secret,
      subject_id, subject_modified, subject_c, case when subject_id is not null then verb end, admitted_at,
      lifetime, greatest(modified::timestamptz, published_at::timestamptz), keep_until::timestamptz
    from unnest(
      ${bigints(rows.map(({ seq }) => seq))}::bigint[],
      ${texts(rows.map(({ publisher }) => publisher))}::text[], ${column('id')}::text[], ${column('modified')}::text[], ${column('type')}::text[],
      ${column('created_by_ref')}::text[], ${column('accord_ref')}::text[], ${column('channel')}::text[],
      ${texts(rows.map(({ place }) => place))}::text[], ${integers(rows.map((row) => row.class))}::integer[], ${byteas(rows.map(({ c }) => c))}::bytea[],
      ${integers(rows.map(({ parts }) => parts.length))}::integer[], ${byteas(rows.map(({ secret }) => secret))}::bytea[],
      ${texts(rows.map(({ subject }) => subject?.id ?? null))}::text[], ${texts(rows.map(({ subject }) => subject?.modified ?? null))}::text[],
      ${byteas(rows.map(({ subject }) => (subject ? fromBase64Strict(subject.c) : null)))}::bytea[], ${column('verb')}::text[],
      ${moments(rows.map(({ at }) => at))}::timestamptz[], ${texts(rows.map(({ object }) => lifetimeOf(textOrNull(object, 'type') ?? '')))}::text[],
      ${texts(rows.map(({ at, publishedAt }) => publishedAt ?? at.toISOString()))}::text[], ${texts(rows.map(({ object }) => ownDate(object)))}::text[]
    ) as t (seq, publisher, id, modified, type, author, accord, channel, place, class, c, parts, secret,
      subject_id, subject_modified, subject_c, verb, admitted_at, lifetime, published_at, keep_until)
    on conflict (publisher, id, modified) do nothing`);
  if (made < rows.length) throw new Failure('conflict', 'this version is held already', { path: '$.modified' });
}

/** What no granular marking names stands in part 0. */
const partWith = (property: string, parts: readonly HeldPart[]): number =>
  Math.max(
    0,
    parts.findIndex(({ properties }, n) => n > 0 && properties.includes(property)),
  );

const subjectOf = (object: JsonObject): Subject | undefined =>
  object['type'] === 'step' ? (object['subject'] as Subject) : undefined;

const textOrNull = (object: JsonObject, property: string): string | null => {
  const value = object[property];
  return typeof value === 'string' ? value : null;
};
