import { classReader } from '#store/classes.ts';
import { newest } from '#store/records.ts';
import type { Side } from './world.ts';

const PAGE = 1_000;

/** Seconds to read all records back, as a reader whose classes are these: filtered in the query and by row-level security. */
export async function readAll({ db }: Side): Promise<{ readonly seconds: number; readonly count: number }> {
  const classes = (await classReader().all(db.pool)).map(({ id }) => id);
  const began = performance.now();
  let count = 0;
  await db.transaction({ classes }, async (tx) => {
    for (let before: number | undefined; ;) {
      const page = await newest(tx, { before, limit: PAGE });
      // As the list gives them: the stored text, or what the parts are put together to.
      count += page.filter((record) => (record.text ?? JSON.stringify(record.object)) !== '{}').length;
      if (page.length < PAGE) return;
      before = page.at(-1)!.seq;
    }
  });
  return { seconds: (performance.now() - began) / 1_000, count };
}
