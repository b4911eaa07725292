import type { JsonValue } from '#kernel/json/types.ts';
import { utf8 } from '#platform';
import type { Sessions } from './challenges.ts';
import type { Fields, RequestHead, RequestMessage, Sign } from './message.ts';
import type { SessionCode } from './problem.ts';
import { claimedSigner, verifyDigest, verifyRequestHead } from './request.ts';
import type { SignedBy } from './request.ts';
import { signResponse } from './response.ts';
import { unsigned } from './signature-base.ts';

/** The server's side of the door: whose keys are pinned, who we are, and which nonces were taken. */
export type Door = {
  /** The pinned keys of a paired party: more than one only while it changes from one to the next; the newest last. */
  keysFor(keyId: string): Promise<readonly Uint8Array[]> | readonly Uint8Array[];
  /** Told when one of several was used. */
  heardUnder?(keyId: string, publicKey: Uint8Array): Promise<void>;
  readonly ownKeyId: string;
  /** For this recipient, which may not have our newest key yet. */
  signFor(recipient: string): Sign | Promise<Sign>;
  readonly sessions: Sessions;
};

export type Answer = { readonly status: number; readonly body: JsonValue | Uint8Array };
export type Sealed = { readonly status: number; readonly headers: Fields; readonly body: Uint8Array };

/** Who signed this head for us. Throws Failure('untrusted'); needs no body, so nothing of a stranger's body is read. */
export async function authenticate(head: RequestHead, door: Door): Promise<SignedBy> {
  const keys = await door.keysFor(claimedSigner(head.headers).keyId);
  if (keys.length === 0) throw unsigned('the party is not paired with this node');
  const { key, ...by } = verifyRequestHead(head, keys);
  if (by.nonce.recipient !== door.ownKeyId) throw unsigned('it is meant for another node');
  if (keys.length > 1) await door.heardUnder?.(by.keyId, key);
  return by;
}

/** Takes the request's nonce, last of all: what fails before has used nothing up. */
export function settle(
  by: SignedBy,
  message: Pick<RequestMessage, 'headers' | 'body'>,
  sessions: Sessions,
): 'fresh' | SessionCode {
  verifyDigest(message);
  if (by.nonce.challenge === undefined) return 'session-over';
  const taken = sessions.accept(by.keyId, by.nonce.challenge, by.nonce.unique);
  return taken === 'over' ? 'session-over' : taken;
}

/** `request` must have been authenticated: a stranger gets nothing signed. */
export async function sealResponse(answer: Answer, request: RequestHead, door: Door): Promise<Sealed> {
  const { body, type } = encode(answer);
  const sign = await door.signFor(claimedSigner(request.headers).keyId);
  const signed = await signResponse({ status: answer.status, body }, request, door.ownKeyId, sign);
  return { status: answer.status, headers: { 'content-type': type, ...signed }, body };
}

export function encode({ status, body }: Answer): { readonly body: Uint8Array; readonly type: string } {
  if (body instanceof Uint8Array) return { body, type: 'application/octet-stream' };
  return { body: utf8(JSON.stringify(body)), type: status >= 400 ? 'application/problem+json' : 'application/json' };
}
