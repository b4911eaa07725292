import { fromBase64Strict, sha256, toBase64, utf8, fromUtf8 } from '#platform';

// Sealed content: everything by the browser's own WebCrypto. A half is encrypted to a holder by ECIES: ECDH on P-256 with an ephemeral key,
// HKDF-SHA-256 over the shared secret, AES-256-GCM; its associated data ties it to the seal and the holder. The content key is
// HKDF-SHA-256(k1 || k2), so one half says nothing of it.

export type SealedHalf = { readonly publicKey: string; readonly half: string };
export type Sealed = {
  readonly id: string;
  readonly commitment: string;
  readonly ciphertext: string;
  readonly halves: readonly SealedHalf[];
};
export type Holders = { readonly keepers: readonly string[]; readonly overseers: readonly string[] };
export type HolderKey = { readonly publicKey: string; readonly privateKey: CryptoKey };

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
const IV = 12;
const POINT = 65;

export async function makeHolderKey(): Promise<HolderKey> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  return { publicKey: toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))), privateKey };
}

/** Out of the browser's keeping, to be encrypted under a passphrase at once. */
export async function holderKeyBytes({ privateKey }: HolderKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
}

/** From then on the browser uses it and gives it to nobody, this page's own script among them. */
export async function holderKeyOf(publicKey: string, pkcs8: Uint8Array): Promise<HolderKey> {
  return { publicKey, privateKey: await crypto.subtle.importKey('pkcs8', bytes(pkcs8), CURVE, false, ['deriveBits']) };
}

/** The content key exists within this function only. */
export async function sealText(id: string, text: string, { keepers, overseers }: Holders): Promise<Sealed> {
  const [k1, k2, salt] = [random(32), random(32), random(32)];
  const plain = joined(salt, utf8(text));
  const commitment = sha256(plain);
  const iv = random(IV);
  const key = await contentKey(k1, k2, commitment);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about(id, 'content') }, key, plain);
  const halvesFor = (side: string, half: Uint8Array, publicKeys: readonly string[]): Promise<SealedHalf>[] =>
    publicKeys.map(async (publicKey) => ({ publicKey, half: await encryptHalf(half, { id, side, publicKey }) }));
  return {
    id,
    commitment: toBase64(commitment),
    ciphertext: toBase64(joined(iv, new Uint8Array(sealed))),
    halves: await Promise.all([...halvesFor('keeper', k1, keepers), ...halvesFor('oversight', k2, overseers)]),
  };
}

export type Side = 'keeper' | 'oversight';
type Place = { readonly id: string; readonly side: string; readonly publicKey: string };

export async function encryptHalf(half: Uint8Array, place: Place): Promise<string> {
  const ephemeral = await crypto.subtle.generateKey(CURVE, true, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey));
  const to = await crypto.subtle.importKey('raw', bytes(fromBase64Strict(place.publicKey)), CURVE, false, []);
  const key = await sharedKey(ephemeral.privateKey, to, point);
  const iv = random(IV);
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: about(place.id, place.side, place.publicKey) },
    key,
    bytes(half),
  );
  return toBase64(joined(point, iv, new Uint8Array(sealed)));
}

/** Undefined: it is not for this key, or not of this seal or side. */
export async function decryptHalf(
  half: string,
  holder: HolderKey,
  { id, side }: { readonly id: string; readonly side: Side },
): Promise<Uint8Array | undefined> {
  try {
    const all = fromBase64Strict(half);
    const point = all.subarray(0, POINT);
    const from = await crypto.subtle.importKey('raw', bytes(point), CURVE, false, []);
    const key = await sharedKey(holder.privateKey, from, point);
    const opened = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: bytes(all.subarray(POINT, POINT + IV)),
        additionalData: about(id, side, holder.publicKey),
      },
      key,
      bytes(all.subarray(POINT + IV)),
    );
    return new Uint8Array(opened);
  } catch {
    return undefined;
  }
}

export type Opened = Pick<Sealed, 'id' | 'commitment' | 'ciphertext'> & {
  readonly keeper: Uint8Array;
  readonly oversight: Uint8Array;
};

/** Undefined: a half is wrong, or what the node holds is not what was sealed. */
export async function openSealed({
  id,
  commitment,
  ciphertext,
  keeper,
  oversight,
}: Opened): Promise<string | undefined> {
  try {
    const committed = fromBase64Strict(commitment);
    const all = fromBase64Strict(ciphertext);
    const key = await contentKey(keeper, oversight, committed);
    const plain = new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: bytes(all.subarray(0, IV)), additionalData: about(id, 'content') },
        key,
        bytes(all.subarray(IV)),
      ),
    );
    return toBase64(sha256(plain)) === commitment ? fromUtf8(plain.subarray(32)) : undefined;
  } catch {
    return undefined;
  }
}

async function contentKey(k1: Uint8Array, k2: Uint8Array, commitment: Uint8Array): Promise<CryptoKey> {
  return hkdf(joined(k1, k2), bytes(commitment), 'entente sealed content 1');
}

async function sharedKey(own: CryptoKey, other: CryptoKey, point: Uint8Array): Promise<CryptoKey> {
  const secret = new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, own, 256));
  return hkdf(bytes(secret), bytes(point), 'entente sealed half 1');
}

async function hkdf(secret: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>, use: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: bytes(utf8(use)) };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

const random = (size: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(size));
const bytes = (value: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(value);
const about = (...words: readonly string[]): Uint8Array<ArrayBuffer> => bytes(utf8(words.join(' ')));

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
