import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { chooseAccount } from '#store/embedded/account.ts';
import { runningServer } from '#store/embedded/lock.ts';
import { startServer } from '#store/embedded/server.ts';
import { startPostgres, type Connection, type Postgres } from '#store/embedded/supervisor.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const supervisor = fileURLToPath(new URL('../support/supervise.ts', import.meta.url));

const children: ChildProcess[] = [];
const servers: Postgres[] = [];
let root: string;
let initialised: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-embedded-'));
  initialised = join(root, 'initialised');
  const postgres = await startPostgres({ dataDir: initialised, unsafe: true });
  await postgres.stop();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGTERM');
  for (const server of servers.splice(0)) await server.stop();
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('a supervisor', () => {
  test('makes a cluster, serves on a unix socket alone, and leaves no process and no lock when it stops', async () => {
    const dataDir = await mkdtemp(join(root, 'new-'));
    const postgres = await start(dataDir);
    const at = postgres.superuserUrl('postgres');
    expect(await ask(at, 'show listen_addresses')).toBe('');
    expect(await ask(at, 'show server_encoding')).toBe('UTF8');
    expect(await ask(at, 'show fsync')).toBe('on');
    expect((await stat(postgres.socketDir)).mode & 0o777).toBe(0o700);
    expect(await runningServer(dataDir)).toEqual({ socketDir: at.host, port: at.port, pid: postgres.pid });

    await postgres.stop();
    expect(isRunning(postgres.pid)).toBe(false);
    expect(await readdir(dataDir)).not.toContain('lock');
    expect(await runningServer(dataDir)).toBeUndefined();
  });

  test('resumes what was written', async () => {
    const dataDir = await copyOfInitialised();
    const first = await start(dataDir);
    await ask(first.superuserUrl('postgres'), 'create table kept as select 7 as n');
    await first.stop();
    const second = await start(dataDir);
    expect(await ask(second.superuserUrl('postgres'), 'select n from kept')).toBe(7);
  });

  test('ends its server on SIGTERM', async () => {
    const { child, pid } = await superviseInChild(await copyOfInitialised());
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
    expect(isRunning(pid)).toBe(false);
  });

  test('refuses a second start while it lives, and names itself', async () => {
    const dataDir = await copyOfInitialised();
    const { child } = await superviseInChild(dataDir);
    await expect(startPostgres({ dataDir })).rejects.toMatchObject({
      code: 'conflict',
      message: `already running: pid ${child.pid} uses ${dataDir}`,
    });
    expect(isRunning(child.pid ?? 0)).toBe(true);
  });

  test('lets one of many simultaneous starters win', async () => {
    const dataDir = await copyOfInitialised();
    await writeFile(
      join(dataDir, 'lock'),
      JSON.stringify({ supervisor: { pid: 2 ** 22 + 1, started: '1' }, server: null }),
    );
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => start(dataDir)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.skipIf(process.platform !== 'linux')('takes its server with it when it is killed', async () => {
    const { child, pid } = await superviseInChild(await copyOfInitialised());
    child.kill('SIGKILL');
    await until(() => !isRunning(pid));
  });

  test('that is killed loses no committed write: the next start takes over', async () => {
    const dataDir = await copyOfInitialised();
    const { child, at } = await superviseInChild(dataDir);
    await ask(at, 'create table kept as select 8 as n');
    child.kill('SIGKILL');
    await exitOf(child);
    const next = await start(dataDir);
    expect(await ask(next.superuserUrl('postgres'), 'select n from kept')).toBe(8);
  });

  test('that was killed without its server: the next start ends that server and starts its own', async () => {
    const dataDir = await copyOfInitialised();
    const first = await start(dataDir);
    // As if its supervisor had died: a name in the lock that no living process has.
    const lock = JSON.parse(await readFile(join(dataDir, 'lock'), 'utf8'));
    await writeFile(join(dataDir, 'lock'), JSON.stringify({ ...lock, supervisor: { pid: process.pid, started: '1' } }));
    const second = await start(dataDir);
    expect(isRunning(first.pid)).toBe(false);
    expect(await ask(second.superuserUrl('postgres'), 'select 1')).toBe(1);
  });

  test('that was killed while it started: its server, which names itself only after the next has looked, is ended too', async () => {
    const dataDir = await copyOfInitialised();
    const clusterDir = join(dataDir, 'postgres');
    const first = await start(dataDir);
    const given = (await readFile(`/proc/${first.pid}/cmdline`, 'utf8')).split('\0').slice(0, -1);
    const command = [...chooseAccount(clusterDir).prefix, ...given];
    const second = await startServer({ dataDir, clusterDir, command, probe: async () => {} });
    expect(isRunning(first.pid)).toBe(false);
    expect(isRunning(second.pid)).toBe(true);
    await second.stop();
  });

  test('starts although a stale postmaster.pid names a process of somebody else', async () => {
    const dataDir = await copyOfInitialised();
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), `${process.ppid}\n${dataDir}\n`);
    const postgres = await start(dataDir);
    expect(isRunning(process.ppid)).toBe(true);
    expect(await ask(postgres.superuserUrl('postgres'), 'select 1')).toBe(1);
  });

  test('works in a folder that nobody else can enter', async () => {
    const closed = await mkdtemp(join(root, 'closed-'));
    await chmod(closed, 0o700);
    const postgres = await start(await copyOfInitialised(join(closed, 'data')));
    expect(await ask(postgres.superuserUrl('postgres'), 'select 1')).toBe(1);
  });

  test('works in a folder whose name needs quoting', async () => {
    const postgres = await start(await copyOfInitialised(join(root, `it's "a, b" $HOME`)));
    expect(await ask(postgres.superuserUrl('postgres'), 'select 1')).toBe(1);
  });

  test('keeps its server out of reach of Ctrl-C, which goes to the whole foreground group', async () => {
    const { child, pid } = await superviseInChild(await copyOfInitialised());
    expect(groupOf(pid)).not.toBe(groupOf(child.pid ?? 0));
  });

  test.skipIf(process.platform !== 'linux' || !canMount())(
    'does without a shared memory that is too small',
    async () => {
      const mounted = 'mount -t tmpfs -o size=1m tmpfs /dev/shm && exec "$0" "$@"';
      const command = ['unshare', '--mount', 'sh', '-c', mounted, process.execPath];
      // What the whole run puts aside may lie in the memory that is hidden here.
      const beside = await mkdtemp('/tmp/entente-beside-');
      try {
        const { child, at } = await superviseInChild(await copyOfInitialised(beside), process.env, command);
        expect(await ask(at, 'show dynamic_shared_memory_type')).toBe('mmap');
        child.kill('SIGTERM');
        await exitOf(child);
      } finally {
        await rm(beside, { recursive: true, force: true });
      }
    },
  );

  test('finds a short place for the socket of a deep folder, and clears it away', async () => {
    const deep = join(root, 'a-long-name-'.repeat(8), 'another-long-name-'.repeat(6));
    await mkdir(deep, { recursive: true });
    const postgres = await start(await copyOfInitialised(join(deep, 'data')));
    expect(postgres.socketDir.length).toBeLessThan(80);
    expect(await ask(postgres.superuserUrl('postgres'), 'select 1')).toBe(1);
    await postgres.stop();
    await expect(stat(postgres.socketDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('as root, a supervisor', () => {
  test('whose machine refuses user namespaces gives the cluster to another user, in a closed folder too', async () => {
    const closed = await mkdtemp(join(root, 'closed-'));
    const commands = await mkdtemp(join(root, 'commands-'));
    for (const name of ['setpriv', 'true']) await symlink(`/usr/bin/${name}`, join(commands, name));
    const dataDir = join(closed, 'data');

    const first = await superviseInChild(dataDir, { PATH: commands });
    await ask(first.at, 'create table kept as select 9 as n');
    expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0);
    first.child.kill('SIGKILL');
    await until(() => !isRunning(first.pid));

    // Namespaces are there again: the cluster stays with its owner.
    const second = await start(dataDir);
    expect(await ask(second.superuserUrl('postgres'), 'select n from kept')).toBe(9);
  });

  test('hands a cluster of its own on when user namespaces are refused', async () => {
    const dataDir = await copyOfInitialised();
    const commands = await mkdtemp(join(root, 'commands-'));
    for (const name of ['setpriv', 'true']) await symlink(`/usr/bin/${name}`, join(commands, name));
    const { child, at } = await superviseInChild(dataDir, { PATH: commands });
    expect(await ask(at, 'select 1')).toBe(1);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  test('says what to do when it cannot become anybody else', async () => {
    const child = spawn(process.execPath, [supervisor, await copyOfInitialised()], { env: { PATH: '/nowhere' } });
    expect(await text(child.stderr)).toBe(
      'unavailable: PostgreSQL cannot run as root here: start as an ordinary user, or set DATABASE_URL\n',
    );
  });
});

describe('one clear line', () => {
  test('for a folder of another PostgreSQL major', async () => {
    const dataDir = await copyOfInitialised();
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    await expectRefusal(dataDir, /was made by PostgreSQL 17, this program brings PostgreSQL 18$/);
  });

  test('for a folder without its version', async () => {
    const dataDir = await copyOfInitialised();
    await rm(join(dataDir, 'postgres', 'PG_VERSION'));
    await expectRefusal(dataDir, /is damaged \(PG_VERSION is missing\): restore a backup/);
  });

  test.each(['global/pg_control', 'pg_wal', 'pg_xact', 'global/pg_filenode.map', 'postgresql.conf', 'base/5'])(
    'for a folder that lost %s',
    async (name) => {
      const dataDir = await copyOfInitialised();
      await rm(join(dataDir, 'postgres', name), { recursive: true });
      await expectRefusal(dataDir, /is damaged \(.+\): restore a backup/);
    },
  );

  test('for a control file of zeros', async () => {
    const dataDir = await copyOfInitialised();
    await writeFile(join(dataDir, 'postgres', 'global/pg_control'), new Uint8Array(8192));
    await expectRefusal(dataDir, /is damaged \(.+\): restore a backup/);
  });

  test('for a data folder that is a file', async () => {
    const dataDir = join(root, 'a-file');
    await writeFile(dataDir, '');
    await expectRefusal(dataDir, /^cannot write to/);
  });

  test.skipIf(process.platform !== 'linux' || !canMount())('for a full disk, and nothing half made stays', async () => {
    const dataDir = await mkdtemp(join(root, 'full-'));
    const [left, said] = await startOnMount(dataDir, 'size=12m');
    expect(said).toBe(`unavailable: the disk that holds ${dataDir} is full\n`);
    expect(left).toBe('');
  });

  test.skipIf(process.platform !== 'linux' || !canMount())('for a folder that cannot be written', async () => {
    const dataDir = await mkdtemp(join(root, 'read-only-'));
    const [, said] = await startOnMount(dataDir, 'ro');
    expect(said).toMatch(/^forbidden: cannot write to .*read-only file system.*\n$/);
  });
});

async function start(dataDir: string): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir });
  servers.push(postgres);
  return postgres;
}

async function copyOfInitialised(dataDir?: string): Promise<string> {
  const to = dataDir ?? (await mkdtemp(join(root, 'data-')));
  await cp(initialised, to, { recursive: true });
  return to;
}

async function superviseInChild(
  dataDir: string,
  env: NodeJS.ProcessEnv = process.env,
  [program = '', ...before]: readonly string[] = [process.execPath],
): Promise<{ child: ChildProcess; pid: number; at: Connection }> {
  const child = spawn(program, [...before, supervisor, dataDir], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  for await (const line of createInterface(child.stdout)) {
    const { pid, ...at } = JSON.parse(line);
    return { child, pid, at };
  }
  throw new Error('the supervisor ended before it was ready');
}

/** What a start on a mount of its own leaves in the folder, and says. The mount ends with the process. */
async function startOnMount(dataDir: string, options: string): Promise<[string, string]> {
  const script = 'mount -t tmpfs -o "$0" tmpfs "$3" && "$1" "$2" "$3"; ls "$3"';
  const args = ['--mount', 'sh', '-c', script, options, process.execPath, supervisor, dataDir];
  const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return Promise.all([text(child.stdout), text(child.stderr)]);
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

async function expectRefusal(dataDir: string, message: RegExp): Promise<void> {
  const failure: unknown = await startPostgres({ dataDir }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: 'Failure', message: expect.stringMatching(message) });
  expect(String(failure)).not.toContain('\n');
  expect(await readdir(dataDir).catch(() => [])).not.toContain('lock');
}

async function ask(at: Connection, query: string): Promise<unknown> {
  const client = new Client(at);
  await client.connect();
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { interval: 20 }).toBe(true);
}

function isRunning(pid: number): boolean {
  return (
    spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.trim()
      .replace(/^Z.*/, '') !== ''
  );
}

function groupOf(pid: number): number {
  return Number(spawnSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }).stdout);
}

function canMount(): boolean {
  return spawnSync('unshare', ['--mount', 'true']).status === 0;
}
