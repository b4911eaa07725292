import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openVisitKeys } from '#modules/cities/visit-keys.ts';

const MINUTE = 60_000;

test('a key of which nothing is kept is swept, but none that is in use or was just used', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'entente-visit-keys-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const clock = { at: Date.now() };
  const keys = openVisitKeys(dir, () => new Date(clock.at));
  const names = () => readdir(join(dir, 'visits'));
  await keys.sweep([]);
  const sealed = await keys.seal('visit--kept', 'one', 'a passport');
  await keys.seal('visit--orphan', 'one', 'a passport');
  await writeFile(join(dir, 'visits', 'half-written.key'), '');
  await keys.sweep(['visit--kept']);
  expect(await names()).toHaveLength(3);
  clock.at += 11 * MINUTE;
  // Just used again: its row is about to be there.
  await keys.seal('visit--orphan', 'two', 'a passport');
  await keys.sweep(['visit--kept']);
  expect(await names()).toHaveLength(2);
  clock.at += 11 * MINUTE;
  await keys.sweep(['visit--kept']);
  expect(await names()).toHaveLength(1);
  expect(await keys.unseal('visit--kept', 'one', sealed)).toBe('a passport');
  expect(await keys.unseal('visit--orphan', 'one', sealed)).toBeUndefined();
});
