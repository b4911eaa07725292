import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../src/kernel/json/types.ts';
import type { JsonObject } from '../../../src/kernel/json/types.ts';
import { derivedUuids } from '../../../src/kernel/stix/observable-ids.ts';
import { sha1 } from '../../../src/kernel/stix/sha1.ts';
import { validateObject } from '../../../src/kernel/stix/validate.ts';
import { examples, vectors } from './examples.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('SHA-1', () => {
  test.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    ['a'.repeat(1_000_000), '34aa973cd4c4daa4f61eeb2bdbad27316534016f'],
  ])('of the published message %#', (message, digest) => {
    expect(hex(sha1(new TextEncoder().encode(message)))).toBe(digest);
  });

  test('is that of the platform for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hex(sha1(bytes))).toBe(createHash('sha1').update(bytes).digest('hex'));
      }),
    );
  });
});

describe('ids of version 5', () => {
  const { ids } = vectors('stix-ids.json') as { ids: { object: JsonObject }[] };

  test.each(ids.map(({ object }) => [textOf(object['id']), object] as const))('%s is right', (id, object) => {
    expect(validateObject(object)).toEqual([]);
    const wrong = { ...object, id: id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) };
    expect(validateObject(wrong)).toMatchObject([{ path: '$.id', clause: 'STIX 2.1 section 2.9' }]);
  });

  const id = (uuid: string | undefined): string => `file--${String(uuid)}`;

  test('take MD5 before SHA-1 before SHA-256 before SHA-512, and one alone', () => {
    const hashes = { 'SHA-512': '0'.repeat(128), 'SHA-256': '1'.repeat(64), 'SHA-1': '2'.repeat(40) };
    const [right, ...others] = derivedUuids({ hashes }, ['hashes', 'name']);
    expect(others).toEqual([]);
    expect(derivedUuids({ hashes: { 'SHA-1': '2'.repeat(40) } }, ['hashes', 'name'])).toEqual([right]);
    expect(validateObject({ type: 'file', id: id(right), hashes })).toEqual([]);
  });

  test('take any one hash where none of the four is there', () => {
    const hashes = { TLSH: '0'.repeat(70), 'SHA3-256': '1'.repeat(64) };
    const choices = derivedUuids({ hashes }, ['hashes']);
    expect(new Set(choices).size).toBe(2);
    for (const uuid of choices) expect(validateObject({ type: 'file', id: id(uuid), hashes })).toEqual([]);
  });

  test('are not looked at where what they derive from is withheld', () => {
    const { name: _name, ...rest } = examples.valid['program']!;
    expect(validateObject({ ...rest, hashes: { MD5: '0'.repeat(32) } }, { withheld: new Set(['name']) })).toEqual([]);
  });
});
