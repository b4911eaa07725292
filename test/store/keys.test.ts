import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ed25519Verify, utf8 } from '#platform';
import { openKeys } from '#store/keys.ts';
import { readEnvironment } from '../../src/config.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'entente-keys-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const bytes = (size: number) => new Uint8Array(randomBytes(size));
const open = (secret?: string) => openKeys(dataDir, bytes, secret);
const files = async (): Promise<Map<string, string>> => {
  const folder = join(dataDir, 'keys');
  const names = (await readdir(folder)).toSorted();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
};
const SECRET = 'a long secret of the node';

test('under a secret the files open by it alone, and hold the same keys as before', async () => {
  const plain = await open();
  const key = plain.present().publicKey;
  const before = await files();
  const sealed = await open(SECRET);
  expect(sealed.present().publicKey).toEqual(key);
  expect(sealed.sessionSecret).toBe(plain.sessionSecret);
  const after = await files();
  expect([...after.keys()]).toEqual(['party.key', 'session.key']);
  for (const [name, text] of after) {
    expect(text).toMatch(/^entente-key-1 [A-Za-z0-9+/=]+\n$/);
    expect(text).not.toContain(before.get(name)!.trim());
    expect((await stat(join(dataDir, 'keys', name))).mode & 0o777).toBe(0o600);
  }
  const again = await open(SECRET);
  const signature = await again.present().sign(utf8('said'));
  expect(ed25519Verify(key, utf8('said'), signature)).toBe(true);
  await expect(open()).rejects.toMatchObject({ code: 'forbidden' });
  await expect(open(`${SECRET}r`)).rejects.toMatchObject({ code: 'forbidden' });
});

test('the next key is sealed from the beginning, and is the same one when it is asked for again', async () => {
  const keys = await open(SECRET);
  const next = await keys.make(2);
  expect((await files()).get('party-2.key')).toMatch(/^entente-key-1 /);
  const later = await open(SECRET);
  expect(() => later.present()).toThrow('several keys');
  expect(await later.make(2)).toEqual(next);
  later.use(next);
  await later.drop(keys.present().publicKey);
  expect([...(await files()).keys()]).toEqual(['party-2.key', 'session.key']);
});

test('the secret comes from the environment, or from a file that it names', async () => {
  expect(readEnvironment({}).keySecret).toBeUndefined();
  expect(readEnvironment({ ENTENTE_KEY_SECRET: SECRET }).keySecret).toBe(SECRET);
  await open(); // so that there is a file
  const path = join(dataDir, 'keys', 'session.key');
  expect(readEnvironment({ ENTENTE_KEY_SECRET_FILE: path }).keySecret).toBe((await readFile(path, 'utf8')).trimEnd());
  expect(() => readEnvironment({ ENTENTE_KEY_SECRET: 'short' })).toThrow('12 characters');
});
