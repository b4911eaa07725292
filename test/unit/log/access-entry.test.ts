import { expect, test } from 'vitest';
import { utf8 } from '#platform';
import { accessText, parseAccessEntry, type AccessEntry } from '#kernel/log/access-entry.ts';

const entry: AccessEntry = {
  v: 1,
  at: '2026-05-04T10:20:30.123Z',
  kind: 'read',
  person: 'person-1',
  token: null,
  asked: 'GET /api/v1/records?type=indicator',
  purpose: 'reading',
  count: 2,
  digest: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
  to: null,
  outcome: 'answered',
};

test('an entry of the access log has one spelling', () => {
  expect(parseAccessEntry(utf8(accessText(entry)))).toEqual(entry);
  expect(() => parseAccessEntry(utf8(JSON.stringify(entry)))).toThrow('canonical');
});

test.each([
  ['a property more', { ...entry, note: 'x' }],
  ['a property less', { ...entry, to: undefined }],
  ['another version', { ...entry, v: 2 }],
  ['an unknown kind', { ...entry, kind: 'look' }],
  ['an unknown outcome', { ...entry, outcome: 'perhaps' }],
  ['half a record', { ...entry, count: 0.5 }],
  ['a time of another form', { ...entry, at: '2026-05-04T10:20:30Z' }],
  ['a person who is a number', { ...entry, person: 7 }],
])('an entry with %s is refused', (_, changed) => {
  const text = JSON.stringify(Object.fromEntries(Object.entries(changed).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  expect(() => parseAccessEntry(utf8(text))).toThrow('Not an entry');
});
