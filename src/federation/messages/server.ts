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
  /** The pinned key of a paired party. */
  keyFor(keyId: string): Promise<Uint8Array | undefined> | Uint8Array | undefined;
  readonly ownKeyId: string;
  readonly sign: Sign;
  readonly sessions: Sessions;
};

export type Answer = { readonly status: number; readonly body: JsonValue | Uint8Array };
export type Sealed = { readonly status: number; readonly headers: Fields; readonly body: Uint8Array };

/** Who signed this head for us. Throws Failure('untrusted'); needs no body, so nothing of a stranger's body is read. */
export async function authenticate(head: RequestHead, door: Door): Promise<SignedBy> {
  const key = await door.keyFor(claimedSigner(head.headers).keyId);
  if (key === undefined) throw unsigned('the party is not paired with this node');
  const by = verifyRequestHead(head, key);
  if (by.nonce.recipient !== door.ownKeyId) throw unsigned('it is meant for another node');
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
  const signed = await signResponse({ status: answer.status, body }, request, door.ownKeyId, door.sign);
  return { status: answer.status, headers: { 'content-type': type, ...signed }, body };
}

export function encode({ status, body }: Answer): { readonly body: Uint8Array; readonly type: string } {
  if (body instanceof Uint8Array) return { body, type: 'application/octet-stream' };
  return { body: utf8(JSON.stringify(body)), type: status >= 400 ? 'application/problem+json' : 'application/json' };
}
