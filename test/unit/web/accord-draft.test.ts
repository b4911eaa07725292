import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flattened, itemsOf, keyFor, restored, without } from '../../../web/src/data/accord-draft.ts';
import { mergedRecord, threeWay } from '../../../web/src/data/versions.ts';

const EXAMPLES = ['pakistan-china', 'two-certs'];
const accordOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../examples', name, 'accord.json'), 'utf8'));

test.each(EXAMPLES)('an accord comes back as it was: %s', (name) => {
  const accord = accordOf(name);
  expect(restored(flattened(accord))).toEqual(accord);
});

test('two who change two channels do not stand in each other’s way', () => {
  const base = flattened(accordOf('pakistan-china'));
  const [one, other] = itemsOf(base, 'channels');
  const mine = { ...base, [`channels.${one}.retention_days`]: 30 };
  const theirs = { ...base, [`channels.${other}.ceiling.tlp`]: 'green' };
  const merged = threeWay(base, theirs, mine);
  expect(merged.filter(({ by }) => by !== 'nobody').map(({ property, by }) => [property, by])).toEqual(
    [
      [`channels.${one}.retention_days`, 'mine'],
      [`channels.${other}.ceiling.tlp`, 'theirs'],
    ].sort(([a = ''], [b = '']) => a.localeCompare(b)),
  );
  const whole = flattened(restored(mergedRecord(theirs, merged, {})));
  expect(whole[`channels.${one}.retention_days`]).toBe(30);
  expect(whole[`channels.${other}.ceiling.tlp`]).toBe('green');
});

test('what is taken out is gone, and the rest stands in its order', () => {
  const base = flattened(accordOf('pakistan-china'));
  const [first, ...rest] = itemsOf(base, 'channels');
  expect(itemsOf(flattened(restored(without(base, `channels.${first}`))), 'channels')).toEqual(rest);
  const bare = restored(itemsOf(base, 'legal_bases').reduce((left, key) => without(left, `legal_bases.${key}`), base));
  expect(bare['legal_bases']).toEqual([]);
});

test('a new item has a key of its title, and no other’s', () => {
  expect(keyFor('Sister cities!', [])).toBe('sister-cities');
  expect(keyFor('Sister cities', ['sister-cities', 'sister-cities-2'])).toBe('sister-cities-3');
  for (const title of ['城市', '24/7 contact', '']) expect(keyFor(title, [])).toMatch(/^[a-z][a-z0-9-]{0,63}$/);
});
