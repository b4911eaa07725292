import { expect, test } from 'vitest';
import { everyPage, type StoredRecord } from '#store/records.ts';

test('what is looked through as a whole is read page after page, to its end and no further', async () => {
  const pagesOf = async (count: number) => {
    const asked: (number | undefined)[] = [];
    const found = await everyPage(async (before = count, limit) => {
      asked.push(before);
      const length = Math.min(limit, before);
      return Array.from({ length }, (_, n) => ({ seq: before - 1 - n }) as StoredRecord);
    });
    return { found: found.map(({ seq }) => seq), asked };
  };
  for (const count of [0, 1, 499, 500, 501, 1203]) {
    const { found, asked } = await pagesOf(count);
    expect(found).toEqual(Array.from({ length: count }, (_, n) => count - 1 - n));
    expect(asked.length).toBe(Math.floor(count / 500) + 1);
  }
});
