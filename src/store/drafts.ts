import { Failure } from '#kernel/errors.ts';
import { sql, type Tx } from '#store/db.ts';

/** How long a draft is kept that nobody touches. */
const KEPT_DAYS = 30;
/** Of one person. */
const MOST = 200;

export type Draft = { readonly form: string; readonly text: string; readonly at: Date };

/** The person's own, as far as they still see what they are about: for a reader's transaction. */
export async function draftsOf(tx: Tx, person: string): Promise<Draft[]> {
  await readAs(tx, person);
  return tx.rows<Draft>(
    sql`select form, text, at from drafts.draft where person = ${person} order by at desc limit ${MOST}`,
  );
}

export type NewDraft = Draft & { readonly person: string; readonly version: number | null };

/** The last word counts, on whichever device it was typed. */
export async function keepDraft(tx: Tx, { person, form, version, text, at }: NewDraft): Promise<void> {
  const until = new Date(at.getTime() + KEPT_DAYS * 86_400_000);
  await tx.run(sql`
    insert into drafts.draft (person, form, version, text, at, keep_until)
    values (${person}, ${form}, ${version}, ${text}, ${at}, ${until})
    on conflict (person, form) do update set version = excluded.version, text = excluded.text, at = excluded.at, keep_until = excluded.keep_until`);
  const { count } = (await tx.row<{ count: number }>(
    sql`select count(*)::integer as count from drafts.draft where person = ${person}`,
  ))!;
  if (count > MOST) throw new Failure('conflict', `more than ${MOST} drafts are kept for nobody`);
}

export const dropDraft = (tx: Tx, person: string, form: string): Promise<number> =>
  tx.run(sql`delete from drafts.draft where person = ${person} and form = ${form}`);

export const endDrafts = (tx: Tx, now: Date): Promise<number> =>
  tx.run(sql`delete from drafts.draft where keep_until <= ${now}`);

/** With the content of the versions that they are about. */
export const forgetDraftsOf = (tx: Tx, seqs: readonly number[]): Promise<number> =>
  tx.run(sql`delete from drafts.draft where version = any (${seqs})`);

const readAs = (tx: Tx, person: string): Promise<unknown> =>
  tx.rows(sql`select set_config('entente.person', ${person}, true)`);
