/**
 * A large file from one node to the other and out again, with the peak memory of each process on its way; `--mib N` for another
 * size. It is no part of the tests: 2 GiB are written five times.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { RecordView } from '#contract/records.ts';
import { sha256Stream, toHex } from '#platform';
import { openWorld, type Side } from './world.ts';

const { values } = parseArgs({ options: { mib: { type: 'string', default: '2048' } } });
const MIB = 1024 * 1024;
const size = Number(values.mib) * MIB;
const seconds = (since: number): number => Number(((performance.now() - since) / 1000).toFixed(1));

/** Bytes that nothing compresses. */
async function writeNoise(path: string): Promise<void> {
  const file = await open(path, 'wx');
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16));
  const zeros = Buffer.alloc(MIB);
  for (let written = 0; written < size; written += MIB)
    await file.write(noise.update(zeros.subarray(0, size - written)));
  await file.close();
}

async function hashOf(path: string): Promise<string> {
  const hash = sha256Stream();
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return toHex(hash.digest());
}

/** In MiB, from /proc: nothing where there is none. */
function memoryOf(pid: number, field: 'VmHWM' | 'RssAnon'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has just ended
  }
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((name) => {
      try {
        return (
          /^\d+$/.test(name) && readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === `${parent}`
        );
      } catch {
        return false;
      }
    })
    .map(Number);

/** A command of the product; its output and its peak memory. */
async function command(...args: string[]): Promise<{ said: string; peak: number }> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, '../src/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [said, peak] = ['', 0];
  child.stdout!.on('data', (text: Buffer) => (said += text.toString()));
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid!, 'VmHWM'))), 50);
  const [code] = (await once(child, 'close')) as [number];
  clearInterval(watch);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  return { said: said.trim(), peak };
}

type Memory = { readonly now: number; readonly peak: number };
const memory = async ({ a, b }: { a: Side; b: Side }) =>
  Promise.all([a, b].map((side) => side.call<Memory>({ do: 'memory' })));

const world = await openWorld([]);
const paths = ['sent', 'fetched'].map((name) => join(world.dataDir, name)) as [string, string];
let backend = 0;
const postmaster = Number(readFileSync(join(world.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const watching = setInterval(() => {
  for (const pid of childrenOf(postmaster)) backend = Math.max(backend, memoryOf(pid, 'RssAnon'));
}, 250);
try {
  await writeNoise(paths[0]);
  const at = async (side: Side) => ({
    url: `http://127.0.0.1:${side.order.port}`,
    token: await side.call<string>({ do: 'token', accord: world.accord }),
  });
  const [a, b] = [await at(world.a), await at(world.b)];
  const before = await memory(world);

  const attaching = performance.now();
  const target = ['--accord', world.accord, '--channel', 'exchange', paths[0]];
  const attached = await command('attach', '--node', a.url, '--token', a.token, ...target);
  const attach_s = seconds(attaching);
  const between = performance.now();
  for (;;) {
    const answer = await fetch(`${b.url}/api/v1/records/${attached.said}`, {
      headers: { authorization: `Bearer ${b.token}` },
    });
    const { file } = answer.ok ? ((await answer.json()) as RecordView) : { file: null };
    if (file?.state === 'whole') break;
    await sleep(200);
  }
  const partner_s = seconds(between);
  const fetching = performance.now();
  const fetched = await command('fetch-file', '--node', b.url, '--token', b.token, '--to', paths[1], attached.said);
  const fetch_s = seconds(fetching);
  const after = await memory(world);

  const isSame = (await stat(paths[1])).size === size && (await hashOf(paths[0])) === (await hashOf(paths[1]));
  const peaks = {
    author_rss_mib: [before[0]!.now, after[0]!.peak],
    partner_rss_mib: [before[1]!.now, after[1]!.peak],
    attach_rss_mib: attached.peak,
    fetch_file_rss_mib: fetched.peak,
    largest_postgres_backend_mib: backend,
  };
  const rounded = JSON.parse(
    JSON.stringify(peaks, (_, value: unknown) => (typeof value === 'number' ? Math.round(value) : value)),
  ) as object;
  console.log(JSON.stringify({ mib: size / MIB, isSame, attach_s, partner_s, fetch_s, ...rounded }));
  process.exitCode = isSame ? 0 : 1;
} finally {
  clearInterval(watching);
  for (const path of paths) await rm(path, { force: true });
  await world.close();
}
