import { sha256, utf8 } from '#platform';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

type LinkMade = { readonly token: string; readonly personId: string; readonly madeBy: string; readonly at: Date };

/** Longer than a link and the session that it begins can live: after that nothing is asked of it. */
const KEPT = '9 days';

/** Before it is handed over. Of the token only its hash is kept. */
export async function keepLinkMaker(client: Client, { token, personId, madeBy, at }: LinkMade): Promise<void> {
  await rowsOf(client, sql`delete from people.sign_in_link where made_at < ${at}::timestamptz - ${KEPT}::interval`);
  await rowsOf(
    client,
    sql`insert into people.sign_in_link (hash, person_id, made_by, made_at)
        values (${sha256(utf8(token))}, ${personId}, ${madeBy}, ${at})`,
  );
}

/** Who made the link that is being used; null: it was made at the machine. */
export async function useLink(client: Client, token: string, at: Date): Promise<string | null> {
  const [link] = await rowsOf<{ madeBy: string }>(
    client,
    sql`update people.sign_in_link set used_at = ${at} where hash = ${sha256(utf8(token))} returning made_by as "madeBy"`,
  );
  return link?.madeBy ?? null;
}
