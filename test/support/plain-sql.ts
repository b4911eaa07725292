import { sql, type Sql } from '#store/db.ts';

/** A statement without values, or a piece of one, that a test puts together from its own text. */
export const plainSql = (text: string): Sql => sql(Object.assign([text], { raw: [text] }));
