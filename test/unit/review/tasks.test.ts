import { expect, test } from 'vitest';
import { wantingOf } from '#modules/review/tasks.ts';

const sentence = (party: string | undefined, cited: number) => ({
  ...(party === undefined ? {} : { party }),
  evidence: Array.from({ length: cited }, () => ({})),
});

test('a side is asked for evidence of what it or both could show, as long as the review is not signed', () => {
  const record = { sentences: [sentence('A', 0), sentence('B', 0), sentence(undefined, 0), sentence('A', 1)] };
  expect(wantingOf({ record, state: 'exchanged' }, 'A')).toBe(2);
  expect(wantingOf({ record, state: 'signed' }, 'A')).toBe(0);
  expect(wantingOf({ record: {}, state: 'exchanged' }, 'A')).toBe(0);
});
