// Ed25519 libraries differ on points that no honest signer makes. Two nodes (and a browser beside them) must never
// disagree on a signature, so such points are refused before the library is asked.

const P_TOP = 0x7f;

/** True for the one encoding (RFC 8032 section 5.1.3: y < p) of what may be a point, not of small order. */
export function isSoundPoint(point: Uint8Array): boolean {
  return point.length === 32 && isBelowP(point) && !isSmallOrder(point);
}

/** Public key and R, the first half of the signature. */
export function mayHold(publicKey: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && isSoundPoint(publicKey) && isSoundPoint(signature.subarray(0, 32));
}

// p = 2^255 - 19, little-endian: ed ff .. ff 7f. Bit 255 is the sign of x.
function isBelowP(point: Uint8Array): boolean {
  if (((point[31] ?? 0) & 0x7f) !== P_TOP) return true;
  for (let i = 30; i > 0; i--) if (point[i] !== 0xff) return true;
  return (point[0] ?? 0) < 0xed;
}

// y of the points of order 1, 2, 4 and 8, little-endian; either sign of x.
const SMALL_ORDER_Y = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map((hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));

function isSmallOrder(point: Uint8Array): boolean {
  return SMALL_ORDER_Y.some((y) => y.every((byte, i) => byte === (i === 31 ? (point[i] ?? 0) & 0x7f : point[i])));
}
