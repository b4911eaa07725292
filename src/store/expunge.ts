import { readJson } from '#kernel/json/read.ts';
import type { Disclosure } from '#kernel/record/disclosure.ts';
import { sql, type Tx } from '#store/db.ts';
import { forgetDraftsOf } from '#store/drafts.ts';
import { keepEndedTerms } from '#store/ended-terms.ts';
import { expungeFile } from '#store/files.ts';
import { forgetNoticesOf } from '#store/notices.ts';
import { isWhole } from '#store/release.ts';
import { forgetWords } from '#store/search/fill.ts';

/**
 * Definitions, "Four words": content, secret and salts of these versions are destroyed, in every place where this node keeps
 * them; the stub stays. Their pages on the disk are rewritten by the purge, which is asked for here and so survives a crash.
 */
export async function expunge(tx: Tx, seqs: readonly number[], at: Date): Promise<void> {
  if (seqs.length === 0) return;
  await keepEndedTerms(tx, seqs);
  await forgetNoticesOf(tx, seqs);
  await keepWhetherWhole(tx, seqs);
  const files = await tx.rows<{ record: number }>(
    sql`select record from store.record_file where record = any (${seqs})`,
  );
  for (const { record } of files) await expungeFile(tx, record);
  await tx.run(sql`delete from store.disclosure where record = any (${seqs})`);
  await tx.run(sql`delete from store.record_part where record = any (${seqs})`);
  await tx.run(sql`delete from store.link where record = any (${seqs})`);
  await forgetWords(tx, seqs);
  await tx.run(sql`delete from comments.comment where version = any (${seqs})`);
  await forgetDraftsOf(tx, seqs);
  // The detail of a decision may name what a part held.
  await tx.run(sql`update store.release set detail = null where record = any (${seqs}) and detail is not null`);
  await tx.run(sql`
    update store.record set expunged_at = ${at}, author = null, secret = null, parts = null, admitted_at = null, kept_from = null, keep_until = null
    where seq = any (${seqs}) and expunged_at is null`);
  await askForPurge(tx, at, files.length > 0);
}

/** A step that crossed the recall still binds who had read the whole. */
async function keepWhetherWhole(tx: Tx, seqs: readonly number[]): Promise<void> {
  const rows = await tx.rows<{ record: number; recipient: string; body: string }>(
    sql`select record, recipient, body from store.disclosure where record = any (${seqs})`,
  );
  const whole = rows.filter(({ body }) => isWhole(readJson(body) as unknown as Disclosure));
  await tx.run(sql`
    update store.release l set whole = true
    from unnest(${whole.map(({ record }) => record)}::bigint[], ${whole.map(({ recipient }) => recipient)}::text[]) as t (record, recipient)
    where l.record = t.record and l.recipient = t.recipient`);
}

/** What was deleted from the rows is still on the disk until the purge has run. */
export async function askForPurge(tx: Tx, at: Date, files: boolean): Promise<void> {
  await tx.run(sql`
    insert into store.purge (asked, since, files) values (1, ${at}, ${files})
    on conflict (one) do update set asked = purge.asked + 1, since = coalesce(purge.since, excluded.since), files = purge.files or excluded.files`);
  await tx.run(sql`select pg_notify('entente_purge', '')`);
}
