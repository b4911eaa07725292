import { textOf } from '#kernel/json/types.ts';
import { openBare, type Bare, type Range } from './bare.ts';
import type { Objects } from './data.ts';
import { verifyRate } from './dossier.ts';
import { foldedIds, foldRate, makeStepped } from './fold.ts';
import { pointReads } from './point.ts';
import { freePort, startBare } from './processes.ts';
import { readAll } from './read.ts';
import { makeRegister, measureRegister } from './register.ts';
import { searchesFor } from './searches.ts';
import { catchUp, openWorld, type World } from './world.ts';

export type Asked = {
  /** Records in the first measurement; the growth is measured at ten times as many. */
  readonly count: number;
  readonly objects: Objects;
  /** For the first node's process. */
  readonly flags: readonly string[];
  readonly say: (name: string, value: number) => void;
  /** These reads and nothing after them. */
  readonly only?: Only;
};
export const ONLY = ['read', 'point', 'search', 'register'] as const;
export type Only = (typeof ONLY)[number];
export type Figures = Record<string, number>;

const GROWTH = 10;
const ROUNDS = 3;
const POINT_QUERY =
  'select p.body from bare.record r join bare.record_part p on p.record = r.seq and p.n = 0 where r.id = $1';

export async function measure(asked: Asked): Promise<Figures> {
  const { count, say, only } = asked;
  const figures: Figures = {};
  const tell = (name: string, value: number): number => {
    figures[name] = value;
    say(name, value);
    return value;
  };
  const world = await openWorld(asked.flags);
  const bare = await openBare(world.a);
  try {
    await pause(2_000);
    tell('rss_idle_mb', (await memory(world)).now);
    await world.b.call({ do: 'hold', held: true });
    const bench: Bench = { ...asked, world, bare, tell, made: 0 };

    if (only === 'register') {
      await makeRegister(world, count);
      await bare.analyze();
      const register = await measureRegister(world, count);
      tell('register_fold_per_s', register.foldPerS);
      tell('register_pages_per_s', register.pagesPerS);
      tell('register_fold_vs_select', register.foldVsSelect);
      tell('register_list_vs_select', register.listVsSelect);
      tell('register_filtered_per_s', register.filteredPerS);
      return figures;
    }
    const first = await admitSome(bench, count);
    tell('admit_per_s', count / first.seconds);
    // What is searched is filled in the background: in what is measured here it has no part.
    const indexed = await world.a.call<number>({ do: 'index' });
    const admitted = tell('admit_vs_copy', (await copySeconds(bench, first.range)) / first.seconds);
    await bare.analyze();
    if (only === 'search') {
      tell('index_per_s', count / indexed);
      const asking = await world.a.call<string>({ do: 'token', accord: world.accord });
      Object.assign(figures, await searchBoth(bench, asking));
      return figures;
    }
    const read = await readBoth(bench);
    tell('read_per_s', read.rate);
    tell('read_vs_select', read.ratio);
    if (only === 'read') return figures;
    const token = await world.a.call<string>({ do: 'token', accord: world.accord });
    const point = await pointBoth(bench, token);
    tell('point_per_s', point.rate);
    tell('point_vs_http', point.ratio);
    if (only === 'point') return figures;
    tell('index_per_s', count / indexed);
    const synced = await syncSeconds(bench);
    tell('sync_per_s', count / synced);
    tell('sync_vs_admit', first.seconds / synced);
    tell('verify_per_s', await verifyRate(world, token));
    const folds = Math.max(20, count / 250);
    await makeStepped(world, foldedIds(0, folds));
    tell('fold_per_s', await bestOf(() => foldRate(world, foldedIds(0, folds))));

    // Each growth is that of the ratio: what the same ten times as much costs the machine itself is on both sides.
    await admitSome(bench, (GROWTH - 2) * count);
    await world.a.call({ do: 'index' });
    await syncSeconds(bench);
    await makeStepped(world, foldedIds(folds, (GROWTH - 1) * folds));
    const last = await admitSome(bench, count);
    await copyBefore(bench, last.range);
    tell('admit_growth', (await bare.copy(last.range, { onTop: true })) / last.seconds / admitted);
    await world.a.call({ do: 'index' });
    tell('sync_growth', last.seconds / (await syncSeconds(bench)) / figures['sync_vs_admit']!);
    await bare.analyze();
    tell('read_growth', (await readBoth(bench)).ratio / read.ratio);
    tell('point_growth', (await pointBoth(bench, token)).ratio / point.ratio);
    await searchBoth(bench, token);
    const more = await bestOf(() => foldRate(world, foldedIds(0, GROWTH * folds)));
    tell('fold_growth', more / figures['fold_per_s']!);
    tell('rss_busy_mb', (await memory(world)).peak);
    return figures;
  } finally {
    await bare.close();
    await world.close();
  }
}

type Bench = Asked & {
  readonly world: World;
  readonly bare: Bare;
  readonly tell: (name: string, value: number) => number;
  /** How many objects of the stream are taken. */
  made: number;
};

async function admitSome(bench: Bench, count: number): Promise<{ seconds: number; range: Range }> {
  const { world, bare, objects } = bench;
  const from = bench.made;
  bench.made += count;
  const file = await world.file(
    (function* () {
      for (let at = from; at < from + count; at++) yield objects(at, world.accord);
    })(),
  );
  const above = await bare.lastRecord();
  const seconds = await world.a.call<number>({ do: 'admit', file });
  return { seconds, range: { above, upTo: await bare.lastRecord() } };
}

async function copySeconds({ bare }: Bench, range: Range): Promise<number> {
  return median(await rounds(() => bare.copy(range)));
}

/** The bare tables then hold what the store's held before this range, brought in by as many as were measured first. */
async function copyBefore({ bare, count }: Bench, { above: end }: Range): Promise<void> {
  for (let above = 0; above < end; above += count)
    await bare.copy({ above, upTo: Math.min(above + count, end) }, { onTop: above > 0 });
}

async function readBoth({ world, bare }: Bench): Promise<{ rate: number; ratio: number }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  let read = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { seconds, count } = await readAll(world.a);
    read = count;
    ours.push(seconds);
    theirs.push(await bare.select());
  }
  return { rate: read / Math.min(...ours), ratio: median(theirs) / median(ours) };
}

async function pointBoth(bench: Bench, token: string): Promise<{ rate: number; ratio: number }> {
  const port = await freePort();
  const stop = await startBare({ database: bench.world.a.order.database, port, query: POINT_QUERY });
  const ids = someIds(bench);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await pointRate(bench, token));
    theirs.push(await pointReads({ port, path: '/' }, ids, bench.count / 5));
  }
  await stop();
  return { rate: Math.max(...ours), ratio: median(ours) / median(theirs) };
}

/** As somebody types, against a look-up of one row by its id: words that nearly every record has, rare ones, beginnings and ids. */
async function searchBoth(bench: Bench, token: string): Promise<Figures> {
  const { world, tell, made } = bench;
  const port = await freePort();
  const stop = await startBare({ database: world.a.order.database, port, query: POINT_QUERY });
  const ids = someIds({ ...bench, count: Math.min(1_000, bench.count) });
  const asked = searchesFor(made, ids);
  const target = { port: world.a.order.port, path: '/api/v1/search?limit=8&facets=no&q=', token };
  const times = Math.max(200, Math.min(2_000, bench.count / 5));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await pointReads(target, asked, times));
    theirs.push(await pointReads({ port, path: '/' }, ids, times));
  }
  await stop();
  const figures = { search_per_s: median(ours), search_vs_lookup: median(ours) / median(theirs) };
  for (const [name, value] of Object.entries(figures)) tell(name, value);
  return figures;
}

const pointRate = (bench: Bench, token: string): Promise<number> =>
  pointReads({ port: bench.world.a.order.port, path: '/api/v1/records/', token }, someIds(bench), bench.count / 5);

/** Of the first records, in an order that no index has; the same for both sides, and known to the bare tables. */
const someIds = ({ objects, world, count }: Bench): string[] =>
  Array.from({ length: count }, (_, i) => textOf(objects((i * 7919) % count, world.accord)['id']));

/** All that the first node has published goes over, is verified, stored and cosigned. */
async function syncSeconds({ world: { a, b } }: Bench): Promise<number> {
  await b.call({ do: 'hold', held: false });
  const began = performance.now();
  await catchUp(a, b);
  const seconds = (performance.now() - began) / 1_000;
  await b.call({ do: 'hold', held: true });
  return seconds;
}

const memory = async ({ a, b }: World): Promise<{ now: number; peak: number }> => {
  const all = [
    await a.call<{ now: number; peak: number }>({ do: 'memory' }),
    await b.call<{ now: number; peak: number }>({ do: 'memory' }),
  ];
  return { now: Math.max(...all.map(({ now }) => now)), peak: Math.max(...all.map(({ peak }) => peak)) };
};

async function rounds(work: () => Promise<number>): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) taken.push(await work());
  return taken;
}

const bestOf = async (work: () => Promise<number>): Promise<number> => Math.max(...(await rounds(work)));
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
