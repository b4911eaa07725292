/** What this device keeps of drafts is sealed with a key that the node gives to whoever is signed in, and that ends with their account. */
export type Seal = {
  readonly close: (text: string) => Promise<string>;
  /** Undefined: sealed by another, or damaged. */
  readonly open: (sealed: string) => Promise<string | undefined>;
};

const NONCE_BYTES = 12;

/** Undefined where the browser has no cryptography (a page that came over plain HTTP): nothing is kept on the device then. */
export async function sealBy(key: string): Promise<Seal | undefined> {
  const { subtle } = crypto as { readonly subtle?: SubtleCrypto };
  if (subtle === undefined) return undefined;
  // It cannot be taken out of the page again.
  const held = await subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    close: async (text) => {
      const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await subtle.encrypt({ name: 'AES-GCM', iv }, held, new TextEncoder().encode(text));
      return textOf(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
    },
    open: async (sealed) => {
      try {
        const bytes = bytesOf(sealed);
        const iv = bytes.slice(0, NONCE_BYTES);
        const text = await subtle.decrypt({ name: 'AES-GCM', iv }, held, bytes.slice(NONCE_BYTES));
        return new TextDecoder().decode(text);
      } catch {
        return undefined;
      }
    },
  };
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''));
