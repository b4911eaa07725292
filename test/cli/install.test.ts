import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/install.mjs');
let root: string;

/** A checkout whose npm notes that it ran, takes its time, and does what the test says. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-install-'));
  await mkdir(join(root, 'scripts'));
  await mkdir(join(root, 'bin'));
  await cp(script, join(root, 'scripts', 'install.mjs'));
  await writeLockfile('1.0.0');
  await writeNpm('mkdir -p node_modules; echo "added 1 package"');
});

afterEach(() => rm(root, { recursive: true, force: true }));

test('a fresh clone is installed, silently on standard output, and without any script of a package', async () => {
  expect(await install()).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('added 1 package') });
  const calls = await npmCalls();
  expect(calls).toHaveLength(1);
  expect(calls[0]).toContain('--ignore-scripts');
});

test('an installed checkout is left alone, without a word', async () => {
  await install();
  expect(await install()).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await npmCalls()).toHaveLength(1);
});

test('a changed lockfile is installed again', async () => {
  await install();
  await writeLockfile('2.0.0');
  await install();
  expect(await npmCalls()).toHaveLength(2);
});

test('what somebody installed with npm by hand is taken as it is', async () => {
  await mkdir(join(root, 'node_modules', 'some-package'), { recursive: true });
  await writeFile(join(root, 'node_modules', 'some-package', 'package.json'), '{}');
  await cp(join(root, 'package-lock.json'), join(root, 'node_modules', '.package-lock.json'));
  expect(await install()).toMatchObject({ code: 0 });
  expect(await npmCalls()).toHaveLength(0);
});

test('of several starts at once one installs and the others wait for it', async () => {
  await writeNpm('sleep 0.5; mkdir -p node_modules');
  const outcomes = await Promise.all([install(), install(), install()]);
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(await npmCalls()).toHaveLength(1);
});

test('an install that was killed does not block the next one', async () => {
  await mkdir(join(root, 'build', 'installing'), { recursive: true });
  await writeFile(join(root, 'build', 'installing', 'pid'), String(2 ** 22 + 1));
  expect(await install()).toMatchObject({ code: 0 });
});

test.each([
  ['npm error code EAI_AGAIN', 'cannot install: the package registry cannot be reached (is there a network?)'],
  ['npm error code ENOSPC', /^cannot install: the disk that holds .* is full$/],
  ['npm error code E500', 'cannot install: npm ended with 1, its message is above'],
])('%s ends with one clear line, and the next start tries again', async (said, expected) => {
  await writeNpm(`echo "${said}" >&2; exit 1`);
  const { code, stdout, stderr } = await install();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const line = stderr.trimEnd().split('\n').at(-1)?.replace('entente: ', '');
  if (typeof expected === 'string') expect(line).toBe(expected);
  else expect(line).toMatch(expected);

  await writeNpm('mkdir -p node_modules');
  expect(await install()).toMatchObject({ code: 0 });
});

async function install(): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const path = `${join(root, 'bin')}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const child = spawn(process.execPath, [join(root, 'scripts', 'install.mjs')], { env: { PATH: path } });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

async function writeNpm(does: string): Promise<void> {
  const npm = join(root, 'bin', 'npm');
  await writeFile(npm, `#!/bin/sh\necho "$@" >> '${root}/calls'\n${does}\n`);
  await chmod(npm, 0o755);
}

async function npmCalls(): Promise<string[]> {
  const calls = await readFile(join(root, 'calls'), 'utf8').catch(() => '');
  return calls.split('\n').filter((line) => line !== '');
}

async function writeLockfile(version: string): Promise<void> {
  const packages = {
    '': { name: 'entente' },
    'node_modules/some-package': { version, integrity: `sha512-${version}` },
    'node_modules/for-elsewhere': { version, integrity: 'sha512-x', optional: true, os: ['plan9'], cpu: ['vax'] },
  };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
}
