import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { fromBase64Strict, fromUtf8, toBase64, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';

// A secret that the node must be able to read again (of an authenticator, of an identity provider): AES-256-GCM under a key that is
// derived from a file of the key folder, so the database alone opens none. What it is for is bound in: none can be moved to another.

const MARK = 'entente-sealed-1 ';
const [NONCE, TAG] = [12, 16] as const;

export type Seal = {
  readonly seal: (text: string, purpose: string) => string;
  readonly open: (sealed: string, purpose: string) => string;
};

export function sealUnder(secret: string, randomBytes: (size: number) => Uint8Array): Seal {
  const key = Buffer.from(hkdfSync('sha256', utf8(secret), new Uint8Array(), 'entente sealed value', 32));
  return {
    seal: (text, purpose) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(utf8(purpose));
      const sealed = Buffer.concat([cipher.update(utf8(text)), cipher.final()]);
      return `${MARK}${toBase64(Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), sealed])))}`;
    },
    open: (sealed, purpose) => {
      try {
        const bytes = fromBase64Strict(sealed.slice(MARK.length));
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
        decipher.setAAD(utf8(purpose)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
        return fromUtf8(
          Uint8Array.from(Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()])),
        );
      } catch (cause) {
        throw new Failure('inconsistent', 'a sealed secret of this node does not open by the key of its folder', {
          cause,
        });
      }
    },
  };
}
