import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { fromBase64Strict, toBase64, utf8, fromUtf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';

// A key file under a secret: salt, nonce and tag before the ciphertext, all in base64 behind the mark.

const MARK = 'entente-key-1 ';
const [SALT, NONCE, TAG] = [16, 12, 16] as const;
/** 32 MB and a tenth of a second for each guess. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };

export const isSealed = (text: string): boolean => text.startsWith(MARK);

export async function sealKey(
  text: string,
  secret: string,
  randomBytes: (size: number) => Uint8Array,
): Promise<string> {
  const [salt, nonce] = [randomBytes(SALT), randomBytes(NONCE)];
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(secret, salt), nonce);
  const sealed = Buffer.concat([cipher.update(utf8(text)), cipher.final()]);
  return `${MARK}${toBase64(Uint8Array.from(Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed])))}`;
}

export async function openKey(text: string, secret: string): Promise<string> {
  const bytes = fromBase64Strict(text.slice(MARK.length));
  const [salt, nonce] = [bytes.subarray(0, SALT), bytes.subarray(SALT, SALT + NONCE)];
  const decipher = createDecipheriv('aes-256-gcm', await keyFrom(secret, salt), nonce, { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(SALT + NONCE, SALT + NONCE + TAG));
  try {
    const opened = Buffer.concat([decipher.update(bytes.subarray(SALT + NONCE + TAG)), decipher.final()]);
    return fromUtf8(Uint8Array.from(opened));
  } catch (cause) {
    throw new Failure('forbidden', 'the key files of this node do not open by the secret that was given', { cause });
  }
}

const keyFrom = (secret: string, salt: Uint8Array): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
