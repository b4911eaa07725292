import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as browser from '../../../src/kernel/platform/browser.ts';
import * as node from '../../../src/kernel/platform/node.ts';

// The compiler holds the two to one shape.
const platforms: Record<string, typeof node> = { node, browser };
const bytes = (max = 200) => fc.uint8Array({ maxLength: max });
const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

describe.each(Object.entries(platforms))('platform %s', (_, platform) => {
  it('signs as RFC 8032 section 7.1 test 3 says', () => {
    const secret = hex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7');
    const signature =
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a';
    expect(platform.toHex(platform.ed25519PublicKey(secret))).toBe(
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    );
    expect(platform.toHex(platform.ed25519Sign(secret, hex('af82')))).toBe(signature);
  });

  it('hashes as FIPS 180-4 and RFC 4231 test case 2 say', () => {
    expect(platform.toHex(platform.sha256(platform.utf8('a'), platform.utf8('bc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(
      platform.toHex(platform.hmacSha256(platform.utf8('Jefe'), platform.utf8('what do ya want for nothing?'))),
    ).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it.each(['Zg', 'Zg=', 'Zh==', 'Zg==\n', ' Zg==', 'Zg== ', 'Z-8=', 'Z_8=', 'Zg==Zg==', '=', 'é'])(
    'refuses the base64 spelling %j',
    (text) => {
      expect(() => platform.fromBase64Strict(text)).toThrow(expect.objectContaining({ code: 'bad-encoding' }));
    },
  );

  it('refuses bytes that are not UTF-8 and keeps a byte order mark as text', () => {
    expect(() => platform.fromUtf8(hex('c0af'))).toThrow(expect.objectContaining({ code: 'bad-encoding' }));
    expect(() => platform.utf8('\ud800')).toThrow(expect.objectContaining({ code: 'bad-encoding' }));
    expect(platform.toHex(platform.utf8(platform.fromUtf8(hex('efbbbf61'))))).toBe('efbbbf61');
  });

  it('accepts no signature of a small-order, non-canonical or short public key', () => {
    const identity = hex('01'.padEnd(64, '0'));
    const twin = hex(`ee${'ff'.repeat(30)}7f`); // y = p + 1, a second spelling of the identity
    const signature = hex(`01${'00'.repeat(63)}`); // R = identity, S = 0: holds for every message
    for (const key of [identity, twin, identity.subarray(1)])
      expect(platform.ed25519Verify(key, hex('00'), signature)).toBe(false);
  });
});

describe('node and browser', () => {
  it('compute the same hashes, keys and signatures', () => {
    fc.assert(
      fc.property(seed, bytes(), (secret, message) => {
        expect(browser.sha256(secret, message)).toEqual(node.sha256(secret, message));
        expect(browser.hmacSha256(secret, message)).toEqual(node.hmacSha256(secret, message));
        expect(browser.ed25519Sign(secret, message)).toEqual(node.ed25519Sign(secret, message));
        expect(browser.toBase64(message)).toBe(node.toBase64(message));
        expect(browser.fromBase64Strict(node.toBase64(message))).toEqual(message);
      }),
      { numRuns: 25 },
    );
  });

  it('agree on keys and signatures that a dishonest signer bends by points of small order', () => {
    const { Point } = ed25519;
    const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'); // of order 8
    const number = (digest: Uint8Array) => BigInt(`0x${node.toHex(digest.toReversed())}`) % Point.Fn.ORDER;
    const spell = (value: bigint) => hex(value.toString(16).padStart(64, '0')).toReversed();
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.bigInt(2n, Point.Fn.ORDER - 1n),
        fc.bigInt(0n, Point.Fn.ORDER - 1n),
        fc.nat(7),
        fc.nat(7),
        fc.nat(255),
        (secret, nonce, keyBend, rBend, salt) => {
          const bend = (point: typeof torsion, by: number) =>
            by === 0 ? point : point.add(torsion.multiply(BigInt(by)));
          const key = bend(Point.BASE.multiply(secret), keyBend).toBytes();
          const r = bend(nonce === 0n ? Point.ZERO : Point.BASE.multiply(nonce), rBend).toBytes();
          const message = Uint8Array.of(salt);
          const k = number(sha512(Uint8Array.of(...r, ...key, ...message)));
          const signature = Uint8Array.of(...r, ...spell((nonce + k * secret) % Point.Fn.ORDER));
          const verdict = node.ed25519Verify(key, message, signature);
          verdicts.add(verdict);
          expect(browser.ed25519Verify(key, message, signature)).toBe(verdict);
        },
      ),
      {
        numRuns: 60,
        examples: [
          [2n, 0n, 0, 0, 0],
          [2n, 0n, 1, 3, 1],
          [3n, 5n, 0, 0, 0],
          [3n, 5n, 4, 0, 0],
        ],
      },
    );
    expect(verdicts).toEqual(new Set([true, false]));
  });

  it('agree on every signature with one bit changed', () => {
    fc.assert(
      fc.property(seed, bytes(), fc.nat(63), fc.nat(7), (secret, message, at, bit) => {
        const key = node.ed25519PublicKey(secret);
        const signature = node.ed25519Sign(secret, message);
        expect([node, browser].map((platform) => platform.ed25519Verify(key, message, signature))).toEqual([
          true,
          true,
        ]);
        signature[at] = (signature[at] ?? 0) ^ (1 << bit);
        expect([node, browser].map((platform) => platform.ed25519Verify(key, message, signature))).toEqual([
          false,
          false,
        ]);
      }),
      { numRuns: 25 },
    );
  });
});
