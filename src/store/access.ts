import { sql, type Tx } from '#store/db.ts';

/** Who took what out, why and to whom (Directive (EU) 2016/680 art. 25). Committed before the answer leaves. */
export type Access = {
  readonly at: Date;
  readonly person: string;
  readonly token: string | null;
  readonly query: string;
  readonly purpose: string;
  readonly count: number;
  /** SHA-256 over the sorted ids, one a line, base64. */
  readonly digest: string;
  readonly to: string | null;
};

export async function keepAccess(tx: Tx, access: Access): Promise<void> {
  await tx.run(sql`
    insert into oversight.access (at, person, token, query, purpose, count, digest, disclosed_to)
    values (${access.at}, ${access.person}, ${access.token}, ${access.query}, ${access.purpose}, ${access.count}, ${access.digest}, ${access.to})`);
}
