import { describe, expect, it } from 'vitest';
import { base32, stepAt, stepOf, totpUri } from '#api/sign-in/one-time-code.ts';
import { utf8 } from '#platform';
import { codeOf } from '../../support/authenticator.ts';

const secret = utf8('12345678901234567890');

describe('A one-time code', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('of second %i is that of RFC 6238, appendix B, in its last six digits', (second, code) => {
    const now = new Date(second * 1000);
    expect(stepOf(secret, code, now)).toBe(stepAt(now));
  });

  it('is taken from a clock that differs by half a minute, and from no other', () => {
    const now = new Date('2026-03-01T09:00:00Z');
    for (const [ahead, isTaken] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const)
      expect([ahead, stepOf(secret, codeOf(base32(secret), now, ahead), now) !== undefined]).toEqual([ahead, isTaken]);
    for (const strange of ['', '0', '1234567', 'abcdef', '７５５２２４'])
      expect(stepOf(secret, strange, now)).toBeUndefined();
  });

  it('reaches the authenticator in the form that all read', () => {
    expect(base32(utf8('foobarfoob'))).toBe('MZXW6YTBOJTG633C');
    expect(totpUri(secret, { issuer: 'Entente node.example', account: 'Ada & Co: 1' })).toBe(
      'otpauth://totp/Entente%20node.example:Ada%20%26%20Co%3A%201?issuer=Entente%20node.example&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
    );
  });
});
