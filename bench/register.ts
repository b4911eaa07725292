import type { JsonObject } from '#kernel/json/types.ts';
import { countListed, countStanding } from '#modules/commitments/count.ts';
import { listStanding, type Place } from '#modules/commitments/list.ts';
import { commitmentsModule } from '#modules/commitments/module.ts';
import { refresh } from '#modules/commitments/refresh.ts';
import { rowsOf } from '#modules/commitments/routes.ts';
import { toBase64 } from '#platform';
import { classReader } from '#store/classes.ts';
import { sql } from '#store/db.ts';
import { versionsOf } from '#store/records.ts';
import { SECRETARIAT } from './accord.ts';
import { uuidFor } from './objects.ts';
import { catchUp, type Side, type World } from './world.ts';

/** Of each commitment, by each side: what comes over from the partner takes three times as long to make as what is one's own. */
const TOLD = { own: 8, partner: 2 };
const PAGE = 50;
const ROUNDS = 2;
const CHUNK = 1_000;

const idOf = (n: number): string => `commitment--${uuidFor(`registered ${n}`)}`;

/** Commitments with ten records of progress each, by both sides, in any order of the days that they speak of. */
export async function makeRegister({ a, b, accord, file }: World, count: number): Promise<void> {
  const parties = [a.order.partyId, b.order.partyId];
  const commitment = (n: number): JsonObject => ({
    type: 'commitment',
    id: idOf(n),
    accord_ref: accord,
    channel: SECRETARIAT,
    title: `Undertaking ${n}`,
    kind: 'training',
    responsible: [parties[n % 2]!],
    status: 'agreed',
    due: `20${20 + (n % 15)}-0${1 + (n % 9)}`,
  });
  await a.call({ do: 'admit', file: await file(Array.from({ length: count }, (_, n) => commitment(n))) });
  // Both sides write at the same time; what is folded is what the first node holds.
  await Promise.all([tell(a, TOLD.own), tell(b, TOLD.partner)]);
  await catchUp(b, a);

  async function tell(side: Side, times: number): Promise<void> {
    for (let from = 0; from < count; from += CHUNK) {
      const ids = Array.from({ length: Math.min(CHUNK, count - from) }, (_, n) => idOf(from + n));
      const held = await a.db.transaction('node', (tx) => versionsOf(tx, ids));
      const told = held.flatMap(({ id, modified, c }, n) =>
        Array.from({ length: times }, (_, i): JsonObject => ({
          type: 'progress',
          accord_ref: accord,
          channel: SECRETARIAT,
          commitment_ref: id,
          as_of: `2026-0${1 + ((i * 7 + n) % 9)}-15`,
          rating: (n + i) % 3 === 0 ? 'on-track' : 'at-risk',
          percent: (n * i) % 101,
          evidence: [{ ref: id, modified, c: toBase64(c) }],
        })),
      );
      await side.call({ do: 'admit', file: await file(told) });
    }
  }
}

export type Register = {
  readonly foldPerS: number;
  readonly foldVsSelect: number;
  readonly pagesPerS: number;
  readonly listVsSelect: number;
  /** A first page by words and rating, with its figures. */
  readonly filteredPerS: number;
};

/** All of it folded from the records; then page by page as a reader is shown it, against one SELECT of the same bodies. */
export async function measureRegister({ a, accord }: World, count: number): Promise<Register> {
  const party = a.order.partyId;
  const modules = [commitmentsModule];
  await a.db.transaction('node', (tx) => tx.run(sql`delete from commitments.standing`));
  await a.db.transaction('node', (tx) =>
    tx.run(
      sql`insert into commitments.stale (id) select distinct id from store.record where type = 'commitment' and accord = ${accord}`,
    ),
  );
  const began = performance.now();
  const folded = await refresh({ db: a.db, party, modules });
  const foldSeconds = (performance.now() - began) / 1_000;
  if (folded < count) throw new Error(`${folded} of ${count} commitments were folded`);
  const listed: number[] = [];
  const selected: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    listed.push(await listAll(a, { accord, party, count }));
    selected.push(await selectAll(a, accord, count));
  }
  const [list, select] = [Math.min(...listed), Math.min(...selected)];
  return {
    foldPerS: count / foldSeconds,
    foldVsSelect: select / foldSeconds,
    pagesPerS: count / PAGE / list,
    listVsSelect: select / list,
    filteredPerS: 1 / (await filterOnce(a, { accord, party, count })),
  };
}

type Asking = { readonly accord: string; readonly party: string; readonly count: number };

async function listAll({ db }: Side, { accord, party, count }: Asking): Promise<number> {
  const classes = (await classReader().all(db.pool)).map(({ id }) => id);
  const viewer = { party, modules: [commitmentsModule], maySteps: true };
  const now = new Date();
  const began = performance.now();
  let shown = 0;
  for (let after: Place | undefined; ;) {
    const page = await db.transaction({ classes }, async (tx) => {
      const walk = { now, sort: 'due', after, limit: PAGE } as const;
      const found = await listStanding(tx, { accord, themes: [] }, walk);
      return { found, rows: await rowsOf(tx, viewer, { listed: found, now }) };
    });
    shown += page.rows.filter(({ standing }) => standing.view !== 'unrated').length;
    const last = page.found.at(-1);
    if (page.found.length < PAGE || !last) break;
    after = last;
  }
  if (shown !== count) throw new Error(`the register shows ${shown} of ${count}`);
  return (performance.now() - began) / 1_000;
}

const FILTERED = 10;

/** What somebody waits for who types a word; seconds. */
async function filterOnce({ db }: Side, { accord, party, count }: Asking): Promise<number> {
  const classes = (await classReader().all(db.pool)).map(({ id }) => id);
  const viewer = { party, modules: [commitmentsModule], maySteps: true };
  const now = new Date();
  const began = performance.now();
  for (let n = 0; n < FILTERED; n++)
    await db.transaction({ classes }, async (tx) => {
      const filter = { accord, themes: [], words: `${(n * 7919) % count}`, rating: 'at-risk' };
      const listed = await listStanding(tx, filter, { now, sort: 'newest', after: undefined, limit: PAGE });
      await rowsOf(tx, viewer, { listed, now });
      await countStanding(tx, { filter, now });
      await countListed(tx, { filter, now });
    });
  return (performance.now() - began) / 1_000 / FILTERED;
}

/** The bodies of all commitments and of what was said of them, as a program would read them that folds nothing. */
async function selectAll({ db }: Side, accord: string, count: number): Promise<number> {
  const began = performance.now();
  const rows = await db.transaction('node', (tx) =>
    tx.rows<{ body: string }>(sql`
      select r.*, p.body from store.record r join store.record_part p on p.record = r.seq
      where r.accord = ${accord} and r.type in ('commitment', 'progress') order by r.seq desc, p.n`),
  );
  if (rows.length < count) throw new Error('the bodies are not all there');
  return (performance.now() - began) / 1_000;
}
