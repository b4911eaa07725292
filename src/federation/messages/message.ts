import { sha256, toBase64 } from '#platform';

/** Header fields by lower-case name; several lines of one field are one value joined by ', ' (RFC 9421 section 2.1). */
export type Fields = Readonly<Record<string, string>>;

export type RequestHead = { readonly method: string; readonly targetUri: string; readonly headers: Fields };
export type RequestMessage = RequestHead & { readonly body: Uint8Array };
export type ResponseMessage = { readonly status: number; readonly headers: Fields; readonly body: Uint8Array };

/** Signs with the node's own key, which may be remote: only bytes go in and 64 bytes come out. */
export type Sign = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** `earlier`: still taken while the party changes from them to `publicKey`. */
export type PinnedKey = {
  readonly keyId: string;
  readonly publicKey: Uint8Array;
  readonly earlier?: readonly Uint8Array[];
};

/** RFC 9530. An empty body has a digest too, so that nothing can be put into it. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${toBase64(sha256(body))}:`;
}

export function fieldsOf(headers: Readonly<Record<string, string | string[] | undefined>>): Fields {
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) fields[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return fields;
}
