import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTokenText, tokenHash, tokenPrefix } from '#store/people/token-text.ts';
import { sha256, utf8 } from '#platform';

const token = newTokenText((bytes) => new Uint8Array(bytes).fill(0xab));

describe('The text of a token', () => {
  it('has a form that scanners find, with a checksum of its own', () => {
    // The CRC-32 of the 44 characters before it, computed by another implementation (Python's zlib).
    expect(token).toBe(`ent_${'ab'.repeat(20)}6ffbd94b`);
    expect(tokenPrefix(token)).toBe('ent_abababab');
  });

  it('is looked up by its SHA-256', () => {
    expect(tokenHash(token)).toEqual(sha256(utf8(token)));
  });

  it('with any character changed is not looked up at all', () => {
    const hex = fc.constantFrom(...'0123456789abcdef'.split(''));
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.oneof(hex, fc.string({ maxLength: 2 })), (at, put) => {
        const changed = token.slice(0, at) + put + token.slice(at + 1);
        fc.pre(changed !== token);
        expect(tokenHash(changed)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
