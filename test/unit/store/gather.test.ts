import { expect, test } from 'vitest';
import { Failure } from '#kernel/errors.ts';
import { gathered, type Gathering } from '#store/gather.ts';

const settle = (turns = 3): Promise<void> =>
  turns === 0 ? Promise.resolve() : new Promise((resolve) => setImmediate(() => resolve(settle(turns - 1))));

/** Groups end when they are told to. */
function workshop(gathering: Partial<Gathering<string>> = {}) {
  const groups: string[][] = [];
  const ends: (() => void)[] = [];
  const ask = gathered(
    async (asks: readonly string[]) => {
      groups.push([...asks]);
      await new Promise<void>((resolve) => ends.push(resolve));
      return asks.map((one) => one.toUpperCase());
    },
    { most: 10, lanes: 1, ...gathering },
  );
  return { ask, groups, end: () => ends.shift()!() };
}

test('what is asked in one turn goes together, and each is given their own answer', async () => {
  const { ask, groups, end } = workshop();
  const answers = Promise.all([ask('a'), ask('b'), ask('a')]);
  await settle();
  expect(groups).toEqual([['a', 'b', 'a']]);
  end();
  expect(await answers).toEqual(['A', 'B', 'A']);
});

test('what comes while a group is at work is never of that group', async () => {
  const { ask, groups, end } = workshop();
  const first = ask('a');
  await settle();
  const more = Promise.all([ask('b'), ask('c')]);
  await settle();
  expect(groups).toEqual([['a']]);
  end();
  expect(await first).toBe('A');
  await settle();
  expect(groups).toEqual([['a'], ['b', 'c']]);
  end();
  expect(await more).toEqual(['B', 'C']);
});

test('as many groups as there are lanes are at work, none larger than the most', async () => {
  const { ask, groups, end } = workshop({ most: 2, lanes: 2 });
  const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map(ask));
  await settle();
  expect(groups).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  end();
  await settle();
  expect(groups[2]).toEqual(['e']);
  end();
  end();
  expect(await answers).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('only asks of one key go together, and whoever came first is answered first', async () => {
  const { ask, groups, end } = workshop({ key: (one) => one.charAt(0) });
  const answers = Promise.all(['a1', 'b1', 'a2', 'b2'].map(ask));
  await settle();
  expect(groups).toEqual([['a1', 'a2']]);
  end();
  await settle();
  expect(groups[1]).toEqual(['b1', 'b2']);
  end();
  expect(await answers).toEqual(['A1', 'B1', 'A2', 'B2']);
});

const failing = (how: (asks: readonly string[]) => Error | undefined) => {
  const groups: number[] = [];
  const ask = gathered(
    async (asks: readonly string[]) => {
      groups.push(asks.length);
      const error = how(asks);
      if (error) throw error;
      return asks;
    },
    { most: 10, lanes: 1 },
  );
  return { ask, groups };
};
const outcomes = async (asked: Promise<string>[]): Promise<string[]> =>
  (await Promise.allSettled(asked)).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason.message)));

test('a group that fails is asked one by one: one bad ask hurts no other, and the next group goes', async () => {
  const { ask, groups } = failing((asks) => (asks.includes('bad') ? new Error('refused') : undefined));
  expect(await outcomes(['a', 'bad', 'b'].map(ask))).toEqual(['a', 'refused', 'b']);
  expect(groups).toEqual([3, 1, 1, 1]);
  expect(await ask('c')).toBe('c');
});

test.each([
  ['by its own word', Object.assign(new Error('gone'), { code: '57P01' })],
  ['on the way to it', Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })],
  ['as another layer told it', new Failure('unavailable', 'gone')],
])('a database that is gone, %s, is not asked again for each', async (_, error) => {
  const { ask, groups } = failing(() => error);
  expect(await outcomes(['a', 'b', 'c'].map(ask))).toEqual(['gone', 'gone', 'gone']);
  expect(groups).toEqual([3]);
});
