/**
 * `node scripts/run.mjs scripts/relay-bundles.ts FILE ...`: a partner relays whole STIX bundles to a node on a real database,
 * in a channel of an accord in force, and all that the node holds of them is compared with what came, byte for byte.
 * The last line is JSON: objects in, records out, those that differ, seconds.
 */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { findBin, root, vitest } from './checks.ts';

const files = process.argv.slice(2).map((path) => resolve(path));
if (files.length === 0) {
  process.stderr.write('usage: node scripts/run.mjs scripts/relay-bundles.ts FILE ...\n');
  process.exit(1);
}
const args = [findBin(vitest), 'run', 'test/two-nodes/relayed-bundles.test.ts', '--disable-console-intercept'];
const env = { ...process.env, BUNDLES: files.join('\n') };
const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
const told = stdout.split('\n').find((line) => line.startsWith('{"bundles"'));
if (status !== 0 || told === undefined) process.stdout.write(stdout);
process.stdout.write(`${told ?? '{}'}\n`);
process.exitCode = status ?? 1;
