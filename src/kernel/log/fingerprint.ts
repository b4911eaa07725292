import { sha256, toHex, utf8 } from '#platform';

const FORM = /^[0-9a-f]{4}(?:-[0-9a-f]{4}){7}$/;

/** What two administrators read to each other: 8 groups of 4 hex digits over the party's full id and key. */
export function fingerprint(partyId: string, publicKey: Uint8Array): string {
  const digest = sha256(utf8(partyId), Uint8Array.of(0), publicKey);
  return toHex(digest.subarray(0, 16)).match(/.{4}/g)?.join('-') ?? '';
}

export function isFingerprint(text: string): boolean {
  return FORM.test(text);
}
