import { randomBytes } from 'node:crypto';
import { ed25519Sign, utf8 } from '#platform';
import { canonicalize } from '#kernel/json/canonical.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { fieldsOf } from '#federation/messages/message.ts';
import { partnerClient, type PartnerClient } from '#federation/messages/client.ts';
import { signResponse } from '#federation/messages/response.ts';
import type { Call, Reply } from '../simulation/serve.ts';
import { feedAt, type SimNode } from '../simulation/node.ts';
import { realKeys } from '../simulation/keys.ts';
import { ACCORD } from '../simulation/world.ts';
import type { Party } from './node.ts';

// How calls and replies of the simulation look on the wire.

export function replyBody(reply: Reply): { readonly status: number; readonly body: JsonValue } {
  if (reply === 'none') return { status: 404, body: { code: 'not-found' } };
  if (reply === 'ended') return { status: 410, body: { code: 'epoch-ended' } };
  if (reply === 'kept') return { status: 200, body: {} };
  if (reply === 'closed') return { status: 503, body: { code: 'unavailable' } };
  if ('held' in reply) return { status: 200, body: { feeds: reply.held.map((one) => ({ ...one, accord: ACCORD })) } };
  if ('offers' in reply) return { status: 200, body: { feeds: reply.offers.map((offer) => ({ ...offer })) } };
  return { status: 200, body: JSON.parse(JSON.stringify(reply.page)) as JsonValue };
}

/** Of the same answer there is one such text, in whatever order feeds are offered. Why a call is refused is not compared. */
export function spelled(status: number, body: JsonValue): string {
  if (status >= 400) return 'refused';
  const { feeds, ...rest } = body as { [name: string]: JsonValue };
  const offers = Array.isArray(feeds) ? { feeds: feeds.map(canonicalize).sort() } : {};
  return canonicalize({ ...rest, ...offers });
}

/** Signed by a party that is no node, as the answer to the request. */
export async function signedAnswer({ id, seed }: Party, request: Request, reply: Reply): Promise<Response> {
  const { status, body } = replyBody(reply);
  return signed({ id, seed }, request, { status, body: utf8(JSON.stringify(body)) });
}

export const challengeAnswer = (party: Party, request: Request): Promise<Response> =>
  signed(party, request, { status: 200, body: utf8(JSON.stringify({ challenge: 'challenge' })) });

async function signed(
  { id, seed }: Pick<Party, 'id' | 'seed'>,
  request: Request,
  { status, body }: { status: number; body: Uint8Array },
): Promise<Response> {
  const head = {
    method: request.method,
    targetUri: request.url,
    headers: fieldsOf(Object.fromEntries(request.headers)),
  };
  const sign = async (bytes: Uint8Array) => ed25519Sign(seed, bytes);
  return new Response(Buffer.from(body), { status, headers: await signResponse({ status, body }, head, id, sign) });
}

export const clientOf = (party: Party, partner: Party & { readonly url: string }): PartnerClient =>
  partnerClient({
    baseUrl: partner.url,
    ownKeyId: party.id,
    sign: async (bytes) => ed25519Sign(party.seed, bytes),
    partnerKey: { keyId: partner.id, publicKey: partner.publicKey, earlier: laterKeys(partner.id) },
    fetch,
    randomness: (size) => new Uint8Array(randomBytes(size)),
    limits: { timeoutMs: 20_000, maxBytes: 20 * 1024 * 1024 },
  });

/** Those that it may change to; it need not know which is its present one. */
const laterKeys = (id: string): Uint8Array[] => [2, 3, 4, 5, 6, 7].map((n) => realKeys.signer(`${id} ${n}`).publicKey);

const FEEDS = '/federation/v1/feeds';
const HELD = '/federation/v1/held';

/** A call of the simulated node, asked of a real one. */
export function ask(client: PartnerClient, node: SimNode, call: Call) {
  if (call.ask === 'offers') return client.call({ method: 'GET', path: FEEDS });
  if (call.ask === 'entries')
    return client.call({
      method: 'GET',
      path: `${FEEDS}/${node.accord}/${call.channel}/${call.epoch}/entries?from=${call.from}`,
    });
  if (call.ask === 'held') return client.call({ method: 'GET', path: HELD });
  if (call.ask === 'returned')
    return client.call({
      method: 'GET',
      path: `${HELD}/${node.accord}/${call.channel}/${call.epoch}/entries?from=${call.from}`,
    });
  const { origin } = feedAt(node, { ...call, isOurs: false }, call.epoch);
  const body = utf8(JSON.stringify({ origin, line: call.line }));
  return client.call({ method: 'POST', path: '/federation/v1/cosignatures', body });
}
