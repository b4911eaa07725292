import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commitment, indicator } from '../support/accord.ts';
import { closeNodes, ok, post, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let administrator: Officer;
let superuser: Client;
beforeAll(async () => {
  pair = await twoNodes();
  administrator = await pair.a.officer('administrator', null);
  superuser = new Client(pair.a.database.superuserUrl ?? pair.a.database.ownerUrl);
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await closeNodes();
});

type Page = Readonly<Record<string, unknown>> & { readonly next: string | null };

/** Every page of a list, read on by its cursors. */
async function pagesOf<Row>(at: Officer, path: string, noun: string): Promise<Row[][]> {
  const pages: Row[][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const given = cursor === '' ? '' : `${path.includes('?') ? '&' : '?'}cursor=${cursor}`;
    const page: Page = ok(await at.get<Page>(`${path}${given}`));
    pages.push(page[noun] as Row[]);
    cursor = page.next;
    if (pages.length > 20) throw new Error(`${path} goes on and on`);
  }
  return pages;
}
const sizes = (pages: readonly (readonly unknown[])[]) => pages.map(({ length }) => length);
const SOME = 230;

test('Partners are read on in the order of their pairing, also where several were paired in one moment', async () => {
  const before = (await pagesOf<{ id: string }>(administrator, '/api/v1/partners', 'partners')).flat();
  await superuser.query(
    `insert into store.party (id, names, url, public_key, paired_at)
     select 'identity--' || gen_random_uuid(), '{"en":"Another"}', 'http://127.0.0.1:1', sha256(n::text::bytea), date_trunc('second', now()) + (1 + n / 50) * interval '1 second'
     from generate_series(1, $1) n`,
    [SOME],
  );
  const pages = await pagesOf<{ id: string }>(administrator, '/api/v1/partners', 'partners');
  expect(sizes(pages)).toEqual([100, 100, SOME + before.length - 200]);
  const ids = pages.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(SOME + before.length);
  expect(ids.slice(0, before.length)).toEqual(before.map(({ id }) => id));
  await superuser.query(`delete from store.party where url = 'http://127.0.0.1:1'`);
});

test('Feeds come in full pages, whatever is between them that the reader does not follow', async () => {
  const there = (await pagesOf<{ id: string }>(pair.atA, '/api/v1/feeds', 'feeds')).flat();
  const [a, b] = [pair.a.partyId, pair.b.partyId];
  await superuser.query(
    `insert into store.feed (origin, publisher, recipient, accord, channel, epoch, is_ours, size, root)
     select 'made-up ' || n, $1, $2, case when n % 2 = 0 then $3 else 'accord--00000000-0000-4000-8000-000000000000' end,
       'made-up', n, true, 1, sha256('x') from generate_series(1, $4) n`,
    [a, b, pair.accord, 2 * SOME],
  );
  const followed = await pagesOf<{ id: string }>(pair.atA, '/api/v1/feeds', 'feeds');
  expect(sizes(followed)).toEqual([200, SOME + there.length - 200]);
  expect(new Set(followed.flat().map(({ id }) => id)).size).toBe(SOME + there.length);
  const all = await pagesOf<{ id: string }>(administrator, '/api/v1/feeds', 'feeds');
  expect(new Set(all.flat().map(({ id }) => id)).size).toBe(2 * SOME + there.length);
  await superuser.query(`delete from store.feed where channel = 'made-up'`);
});

test('Lifted quarantines are read on, of the feeds that the reader follows', async () => {
  const { feeds } = ok(await pair.atA.get<{ feeds: { origin: string }[] }>('/api/v1/feeds'));
  await superuser.query(
    `insert into oversight.quarantine_lift (at, person, origin, fault_name, fault_detail, fault_at, reason)
     select now(), 'x', case when n % 2 = 0 then $1 else 'elsewhere' end, 'fork', '', now(), 'reason ' || n
     from generate_series(1, $2) n`,
    [feeds[0]!.origin, 2 * SOME],
  );
  const pages = await pagesOf<{ reason: string }>(pair.atA, '/api/v1/quarantines', 'lifted');
  expect(sizes(pages)).toEqual([200, SOME - 200]);
  expect(pages.flat().map(({ reason }) => reason)).toEqual(
    Array.from({ length: SOME }, (_, n) => `reason ${2 * (SOME - n)}`),
  );
});

test('Uses of emergency accounts are read on, the newest first', async () => {
  await superuser.query(
    `insert into people.emergency_use (at, person_id, method) select now(), 'x', 'link' from generate_series(1, $1)`,
    [SOME],
  );
  const pages = await pagesOf<{ id: string }>(administrator, '/api/v1/emergency-uses', 'uses');
  expect(sizes(pages)).toEqual([100, 100, SOME - 200]);
  const ids = pages.flat().map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((one, other) => other - one));
});

test('Comments are read on from the newest page back, each page in the order of writing', async () => {
  const { id } = (await post(pair.atA, commitment(pair.accord))).record;
  await superuser.query(
    `insert into comments.comment (id, record, version, person, name, unit, text, written_at)
     select gen_random_uuid(), $1, (select max(seq) from store.record where id = $1), 'x', 'x', 'x', n::text, now() from generate_series(1, $2) n`,
    [id, SOME],
  );
  const pages = await pagesOf<{ text: string }>(pair.atA, `/api/v1/records/${id}/comments`, 'comments');
  expect(sizes(pages)).toEqual([100, 100, SOME - 200]);
  const read = pages.toReversed().flat();
  expect(read.map(({ text }) => text)).toEqual(Array.from({ length: SOME }, (_, n) => String(n + 1)));
});

test('What a record names is read on first, then what names it', async () => {
  const named = `identity--00000000-0000-4000-8000-000000000001`;
  const made: string[] = [];
  for (let n = 0; n < 3; n += 1) made.push((await post(pair.atA, indicator(pair.accord, { name: `${n}` }))).record.id);
  const absent = Array.from(
    { length: 120 },
    (_, n) => `indicator--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  );
  const note = (object_refs: readonly string[]) => ({
    type: 'note',
    accord_ref: pair.accord,
    channel: 'exchange',
    content: named,
    object_refs: [...object_refs],
  });
  const { id } = (await post(pair.atA, note([made[0]!, ...absent, made[1]!]))).record;
  const naming = (await post(pair.atA, note([id]))).record.id;
  await pair.a.running.fillSearch({ atOnce: true });
  const pages = await pagesOf<{ id: string; way: string }>(pair.atA, `/api/v1/records/${id}/related`, 'related');
  expect(pages.length).toBe(2);
  const ways = pages.flat().map((one) => [one.way, one.id]);
  for (const expected of [
    ['names', made[0]],
    ['names', made[1]],
    ['named-by', naming],
  ])
    expect(ways).toContainEqual(expected);
  expect(ways.filter(([way]) => way === 'named-by')).toEqual([['named-by', naming]]);
});

test('Entries are read on to the end of the feed, from wherever one begins', async () => {
  const { feeds } = ok(
    await pair.atA.get<{ feeds: { id: string; channel: string; size: number; direction: string }[] }>('/api/v1/feeds'),
  );
  const { id, size } = feeds.find(({ channel, direction }) => channel === 'charter' && direction === 'ours')!;
  const path = `/api/v1/feeds/${id}/entries`;
  const all = (await pagesOf<{ index: number }>(pair.atA, path, 'entries')).flat();
  expect(all.map(({ index }) => index)).toEqual(Array.from({ length: size }, (_, n) => n));
  expect((await pagesOf<{ index: number }>(pair.atA, `${path}?from=1`, 'entries')).flat()).toEqual(all.slice(1));
});
