// Plain JavaScript for Node 20: this runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockfile = join(root, 'package-lock.json');
const marker = join(root, 'node_modules', '.entente-installed');
const installing = join(root, 'build', 'installing');
const oldestNode = 20;

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureInstalled();

/** Installs what package-lock.json names, unless that is what is there. Standard output stays silent. */
export async function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) give(`Node ${oldestNode} or later is needed, this is ${process.version}`);
  if (isInstalled()) return;
  const release = await takeTurn();
  try {
    if (isInstalled()) return;
    if (!didNpmInstall()) await install();
    writeFileSync(marker, wantedHash());
  } catch (error) {
    release();
    give(error instanceof Error ? error.message : String(error));
  }
  release();
}

function isInstalled() {
  try {
    return readFileSync(marker, 'utf8') === wantedHash();
  } catch {
    return false;
  }
}

function wantedHash() {
  const hash = createHash('sha256').update(readFileSync(lockfile));
  return hash.update(`${process.platform}-${process.arch}`).digest('hex');
}

/** Somebody may have run npm by hand: its own record of node_modules then agrees with the lockfile. */
function didNpmInstall() {
  try {
    const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    const paths = Object.keys(wanted).filter((path) => path !== '' && isForHere(wanted[path]));
    return paths.every(
      (path) => present[path]?.integrity === wanted[path].integrity && existsSync(join(root, path, 'package.json')),
    );
  } catch {
    return false;
  }
}

/** Of the optional packages, those that name this platform. */
function isForHere({ optional, os, cpu, libc }) {
  const isNamed = os?.includes(process.platform) && cpu?.includes(process.arch);
  return optional !== true || (isNamed && (libc === undefined || libc.includes('glibc')));
}

async function install() {
  say('installing packages (only on the first start, and after an update) ...');
  const started = Date.now();
  // Not `npm ci`: it refuses a lockfile in which an optional package of some other platform is missing (not every
  // registry carries all of them), and it first deletes node_modules, with the Node in it that may be running us.
  // No package may run a program: everything that we use arrives complete.
  const options = [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  ];
  const [command, ...args] = npmCommand();
  const child = spawn(command, [...args, ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: outerEnvironment(),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
      process.stderr.write(chunk);
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`cannot install: npm does not start (${error.message})`)));
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(reasonOf(said, code));
  say(`installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** The npm and the Node that were here first, not those in node_modules, which are about to be replaced. */
function npmCommand() {
  const { npm_execpath: npm, npm_node_execpath: node } = process.env;
  return npm && node && /npm-cli\.[cm]?js$/.test(npm)
    ? [node, npm]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function outerEnvironment() {
  const separator = process.platform === 'win32' ? ';' : ':';
  const isOuter = (folder) => !folder.startsWith(join(root, 'node_modules'));
  const path = (process.env.PATH ?? '').split(separator).filter(isOuter).join(separator);
  return { ...process.env, PATH: path };
}

function reasonOf(said, code) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(said)) {
    return 'cannot install: the package registry cannot be reached (is there a network?)';
  }
  if (/ENOSPC/.test(said)) return `cannot install: the disk that holds ${root} is full`;
  if (/EACCES|EPERM|EROFS/.test(said)) return `cannot install: no right to write to ${root}`;
  return `cannot install: npm ended with ${code}, its message is above`;
}

/** mkdir is atomic: one installs, the others wait until it is done or dead. Returns what ends the turn. */
async function takeTurn() {
  let isWaitTold = false;
  for (;;) {
    try {
      mkdirSync(dirname(installing), { recursive: true });
      mkdirSync(installing);
      writeFileSync(join(installing, 'pid'), String(process.pid));
      return endTurn;
    } catch (error) {
      if (error.code !== 'EEXIST') give(`cannot install: ${error.message}`);
    }
    if (isTurnAbandoned()) endTurn();
    else if (!isWaitTold) say('another start is installing, waiting for it ...');
    isWaitTold = true;
    await sleep(200);
  }
}

function endTurn() {
  rmSync(installing, { recursive: true, force: true });
}

function isTurnAbandoned() {
  try {
    const pid = Number(readFileSync(join(installing, 'pid'), 'utf8'));
    if (pid > 0) return !isAlive(pid);
    return Date.now() - statSync(installing).mtimeMs > 5_000;
  } catch {
    // The turn has just ended, or its holder died before it wrote its name.
    const made = statSync(installing, { throwIfNoEntry: false });
    return made !== undefined && Date.now() - made.mtimeMs > 5_000;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function say(line) {
  process.stderr.write(`entente: ${line}\n`);
}

function give(line) {
  say(line);
  process.exit(1);
}
