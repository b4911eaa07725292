import { sha256, toBase64, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { NOTICE_KINDS, type NoticeKind } from '#kernel/notices/kinds.ts';
import { sql, type Tx } from '#store/db.ts';

export type Audience = { readonly persons: readonly string[] } | { readonly permission: string };

export type About = {
  /** Id of a record: only who may see it is told. */
  readonly record?: string;
  /** The version of it that counts; its newest if left out. */
  readonly seq?: number;
  /** What is no record but has a class, such as a text at the desk. */
  readonly class?: number;
  readonly accord?: string;
  /** The page where it is seen, if it is not the record's. */
  readonly path?: string;
};

/** Small and not secret: they stand in messages. Never a title, a text or a name of a person. */
export type Facts = Readonly<Record<string, string | number>>;

export type Telling = {
  readonly kind: NoticeKind;
  readonly to: Audience;
  readonly about?: About;
  readonly facts?: Facts;
  readonly at: Date;
  /** The person who did it; they are not told. */
  readonly by?: string;
  /** What tells one happening from another of its kind; by default all of the above but time and doer. */
  readonly key?: string;
};

/**
 * Tells people that something happened. Durable with the transaction; who it concerns is found after its commit by their rights
 * then, and judged again when it is read or sent. The same happening told again is told once. False: it was told before, or the
 * record that it is about is not here.
 */
export async function tell(tx: Tx, { kind, to, about = {}, facts = {}, at, by, key }: Telling): Promise<boolean> {
  if (tx.scope !== 'node') throw new Failure('internal', 'only the node tells');
  const found = about.record === undefined ? undefined : await versionToldOf(tx, about.record, about.seq);
  if (about.record !== undefined && !found) return false;
  const persons = 'persons' in to ? [...new Set(to.persons)].sort() : null;
  const permission = 'permission' in to ? to.permission : null;
  const told = canonicalize([key ?? [persons, permission, { ...about }, { ...facts }]]);
  const keepUntil = new Date(at.getTime() + NOTICE_KINDS[kind].keptDays * 86_400_000);
  const made = await tx.run(sql`
    insert into notices.notice (kind, key, persons, permission, by, record, subject, type, class, accord, path, facts, at, keep_until)
    values (${kind}, ${`${kind} ${toBase64(sha256(utf8(told)))}`}, ${persons}, ${permission}, ${by ?? null},
      ${found?.seq ?? null}, ${about.record ?? null}, ${found?.type ?? null}, ${found?.class ?? about.class ?? null},
      ${found?.accord ?? about.accord ?? null}, ${about.path ?? null}, ${JSON.stringify(facts)}, ${at}, ${keepUntil})
    on conflict (key) do nothing`);
  if (made > 0) await tx.run(sql`select pg_notify('entente_notices', '')`);
  return made > 0;
}

type Version = { readonly seq: number; readonly class: number; readonly type: string; readonly accord: string | null };

const versionToldOf = (tx: Tx, id: string, seq: number | undefined): Promise<Version | undefined> =>
  tx.row<Version>(sql`
    select seq, class, type, accord from store.record
    where id = ${id} and (${seq ?? null}::bigint is null or seq = ${seq ?? null}) and expunged_at is null
    order by modified_at desc, seq desc limit 1`);

/** What is expunged is spoken of no more: with the version go the notices of it and of its id. */
export async function forgetNoticesOf(tx: Tx, seqs: readonly number[]): Promise<void> {
  await tx.run(sql`
    delete from notices.notice
    where record = any (${seqs}) or subject in (select id from store.record where seq = any (${seqs}))`);
}

export const endNotices = (tx: Tx, now: Date): Promise<number> =>
  tx.run(sql`delete from notices.notice where keep_until <= ${now}`);
