import {
  isInnerList,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers';
import type { BareItem, InnerList, Item } from 'structured-headers';
import { Failure } from '#kernel/errors.ts';
import { utf8 } from '#platform';
import type { Fields, RequestHead } from './message.ts';

export type Component = { readonly name: string; readonly req?: true; readonly key?: string };
export type SignatureParameters = readonly (readonly [name: string, value: BareItem])[];

/** What a signature can cover; `request` is the one that a response answers (`;req`, RFC 9421 section 2.4). */
export type Covered = {
  readonly method?: string;
  readonly targetUri?: string;
  readonly status?: number;
  readonly headers: Fields;
  readonly request?: RequestHead;
};

/** The value of Signature-Input under one label, and the last line of the base (RFC 9421 section 2.3). */
export function signatureParams(components: readonly Component[], parameters: SignatureParameters): string {
  return serializeInnerList([components.map(asItem), new Map(parameters)]);
}

/** RFC 9421 section 2.5. */
export function signatureBase(
  components: readonly Component[],
  parameters: SignatureParameters,
  message: Covered,
): Uint8Array {
  const lines = new Map<string, string>();
  for (const component of components) {
    const identifier = serializeItem(asItem(component));
    if (lines.has(identifier)) throw unsigned(`${identifier} is covered twice`);
    lines.set(identifier, valueOf(component, message));
  }
  lines.set('"@signature-params"', signatureParams(components, parameters));
  const base = [...lines].map(([identifier, value]) => `${identifier}: ${value}`).join('\n');
  // A line feed inside a value would let one message pass for another.
  if (base.split('\n').length !== lines.size) throw unsigned('a value spans lines');
  return utf8(base);
}

function asItem({ name, req, key }: Component): Item {
  const parameters = new Map<string, BareItem>();
  if (req) parameters.set('req', true);
  if (key !== undefined) parameters.set('key', key);
  return [name, parameters];
}

function valueOf({ name, req, key }: Component, message: Covered): string {
  const context: Covered | undefined = req ? message.request : message;
  if (context === undefined) throw unsigned('no request to bind the response to');
  const value = name.startsWith('@') ? derived(name, context) : context.headers[name]?.trim();
  if (value === undefined) throw unsigned(`${name} is missing`);
  return key === undefined ? value : memberOf(name, value, key);
}

/** RFC 9421 section 2.2. */
function derived(name: string, { method, targetUri, status }: Covered): string | undefined {
  switch (name) {
    case '@method':
      return method;
    case '@target-uri':
      return targetUri;
    case '@authority':
      return targetUri && new URL(targetUri).host;
    case '@path':
      return targetUri && new URL(targetUri).pathname;
    case '@status':
      return status?.toString();
    default:
      return undefined;
  }
}

/** RFC 9421 section 2.1.2: the member's value, serialized anew. */
function memberOf(name: string, value: string, key: string): string {
  const member = dictionary(name, value).get(key);
  if (member === undefined) throw unsigned(`${name} has no member ${key}`);
  return isInnerList(member) ? serializeInnerList(member) : serializeItem(member);
}

function dictionary(name: string, value: string): Map<string, Item | InnerList> {
  try {
    return parseDictionary(value);
  } catch (cause) {
    throw new Failure('untrusted', `${name} is not a structured field.`, { cause });
  }
}

const LABEL = 'sig';

export function signatureFields(input: string, signature: Uint8Array): Fields {
  return { 'signature-input': `${LABEL}=${input}`, signature: serializeDictionary({ [LABEL]: signature }) };
}

export type FoundSignature = {
  readonly parameters: ReadonlyMap<string, BareItem>;
  readonly input: string;
  readonly signature: Uint8Array;
};

/** Exactly one signature, labelled `sig`, in the one spelling that a sender of ours writes. */
export function findSignature(headers: Fields): FoundSignature {
  const { 'signature-input': input, signature } = headers;
  if (input === undefined || signature === undefined) throw unsigned('not signed');
  const list = dictionary('signature-input', input).get(LABEL);
  const bytes = dictionary('signature', signature).get(LABEL)?.[0];
  if (!list || !isInnerList(list) || !(bytes instanceof ArrayBuffer)) throw unsigned('no signature labelled sig');
  const found = { parameters: list[1], input: serializeInnerList(list), signature: new Uint8Array(bytes) };
  const spelled = signatureFields(found.input, found.signature);
  if (spelled['signature-input'] !== input || spelled['signature'] !== signature)
    throw unsigned('more than one spelling');
  return found;
}

export function unsigned(reason: string): Failure {
  return new Failure('untrusted', `The message is not signed as agreed: ${reason}.`);
}
