import { expect, test } from 'vitest';
import { refuseWithoutPurpose } from '#api/reading.ts';
import type { Caller } from '#api/caller.ts';
import type { Asked } from '#api/route.ts';

const reading = (purpose: string): Asked['reading'] => ({
  at: new Date(0),
  person: 'p',
  token: null,
  query: 'GET /api/v1/oversight/accesses',
  purpose,
  to: null,
});
const atBrowser = { session: {} as Caller['session'] }; // what is in it does not matter
const program = { session: null };

test('who reads the access log or a person’s record at a browser says what for; a program is known by its token', () => {
  expect(() => refuseWithoutPurpose(atBrowser, reading('reading'))).toThrow('say what this is read for');
  expect(() => refuseWithoutPurpose(atBrowser, reading('oversight-review'))).not.toThrow();
  expect(() => refuseWithoutPurpose(program, reading('reading'))).not.toThrow();
});
