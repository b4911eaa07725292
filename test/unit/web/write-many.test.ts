import { expect, it } from 'vitest';
import { RequestFailed } from '#contract/client.ts';
import { restOf, writeMany, type Outcome } from '../../../web/src/data/write-many.ts';

const refusal = (status: number) => new RequestFailed(status, undefined);

it('writes each row by itself: what is refused hinders no other, and each is told as it is known', async () => {
  const told: number[] = [];
  const outcomes = await writeMany({
    rows: ['a', 'b', 'c'],
    write: async (row) => {
      if (row === 'b') throw refusal(409);
    },
    tell: (some) => told.push(some.length),
  });
  expect(outcomes.map(({ row, error }) => [row, error !== undefined])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
  ]);
  expect(told).toEqual([1, 2, 3]);
});

it('waits where the minute is used up, and goes on with the same row', async () => {
  let full = 2;
  const waited: number[] = [];
  const outcomes = await writeMany({
    rows: ['a'],
    write: async () => {
      if (full-- > 0) throw refusal(429);
    },
    tell: () => {},
    wait: async (ms) => void waited.push(ms),
  });
  expect(outcomes).toEqual([{ row: 'a' }]);
  expect(waited).toHaveLength(2);
});

it('ends where the node does not answer, since nobody knows what came of the row', async () => {
  for (const status of [0, 503]) {
    const told: Outcome<string>[] = [];
    const writing = writeMany({
      rows: ['a', 'b', 'c'],
      write: async (row) => {
        if (row === 'b') throw refusal(status);
      },
      tell: (some) => told.splice(0, told.length, ...some),
    });
    await expect(writing).rejects.toMatchObject({ status });
    expect(told).toEqual([{ row: 'a' }]);
  }
});

it('goes on where it ended: what was written or refused is not sent again, and the account is of all rows', async () => {
  const rows = ['a', 'b', 'c', 'd'];
  const sent: string[] = [];
  let isAway = true;
  let told: readonly Outcome<string>[] = [];
  const run = (known: readonly Outcome<string>[]) =>
    writeMany({
      rows,
      known,
      write: async (row) => {
        sent.push(row);
        if (row === 'a') throw refusal(422);
        if (row === 'c' && isAway) throw refusal(0);
      },
      tell: (some) => (told = some),
    });
  await expect(run([])).rejects.toMatchObject({ status: 0 });
  expect([told.map(({ row }) => row), restOf(rows, told)]).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  isAway = false;
  expect((await run(told)).map(({ row, error }) => [row, error === undefined])).toEqual([
    ['a', false],
    ['b', true],
    ['c', true],
    ['d', true],
  ]);
  expect(sent).toEqual(['a', 'b', 'c', 'c', 'd']);
});
