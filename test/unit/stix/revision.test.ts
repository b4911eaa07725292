import { describe, expect, test } from 'vitest';
import { checkRevision } from '../../../src/kernel/stix/revision.ts';
import { examples } from './examples.ts';

const older = examples.valid['malware']!;
const newer = { ...older, modified: '2026-02-05T00:00:00.000Z', description: 'More is known' };
const paths = (...args: Parameters<typeof checkRevision>): string[] => checkRevision(...args).map(({ path }) => path);

describe('a later version', () => {
  test('is one that keeps what makes it the same object', () => {
    expect(checkRevision(older, newer)).toEqual([]);
    expect(checkRevision(older, { ...newer, revoked: true })).toEqual([]);
    expect(checkRevision(older, older)).toEqual([]);
  });

  test.each([
    ['type', 'tool'],
    ['id', 'malware--5c0f7a10-2b1d-4e3f-9a00-0000000000ee'],
    ['created', '2026-02-03T08:00:00.001Z'],
    ['created_by_ref', 'identity--5c0f7a10-2b1d-4e3f-9a00-0000000000ee'],
  ])('does not change %s', (name, value) => {
    expect(paths(older, { ...newer, [name]: value })).toEqual([`$.${name}`]);
  });

  test('is later', () => {
    expect(paths(newer, older)).toEqual(['$.modified']);
  });

  test('is not another content at the same time', () => {
    expect(checkRevision(older, { ...older, description: 'Other' })).toMatchObject([
      { path: '$.modified', clause: 'STIX 2.1 section 3.6' },
    ]);
  });

  test('does not follow a revocation', () => {
    expect(paths({ ...older, revoked: true }, { ...newer, revoked: false })).toEqual(['$.revoked']);
    expect(paths({ ...older, revoked: true }, { ...newer, revoked: true })).toEqual(['$.revoked']);
  });

  test('does not exist of an observable', () => {
    const file = examples.valid['file without a version 5 id']!;
    expect(checkRevision(file, file)).toEqual([]);
    expect(paths(file, { ...file, size: 5 })).toEqual(['$.modified']);
  });
});
