import { Failure } from '#kernel/errors.ts';
import { fromUtf8 } from '#platform';
import { fieldsOf } from './message.ts';
import type { PinnedKey, RequestHead, ResponseMessage, Sign } from './message.ts';
import { readBounded } from './read-bounded.ts';
import { signRequest, uniqueNonce } from './request.ts';
import { verifyResponse } from './response.ts';

export type PartnerClientOptions = {
  readonly baseUrl: string;
  readonly ownKeyId: string;
  readonly sign: Sign;
  readonly partnerKey: PinnedKey;
  /** Asked where an answer is signed by none of these keys. */
  readonly keyNow?: () => Promise<PinnedKey | undefined>;
  /** Told which of several keys an answer came under. */
  readonly heardUnder?: (publicKey: Uint8Array) => Promise<void>;
  readonly fetch: typeof globalThis.fetch;
  readonly randomness: (bytes: number) => Uint8Array;
  /** `timeoutMs` is for one whole exchange, `maxBytes` for the body of a response. */
  readonly limits: { readonly timeoutMs: number; readonly maxBytes: number };
};

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: Uint8Array;
};
export type CallAnswer = { readonly status: number; readonly body: Uint8Array };
export type PartnerClient = { readonly call: (call: Call) => Promise<CallAnswer> };

/** Whatever it returns was signed by the pinned key as the answer to this very call. All calls are idempotent. */
export function partnerClient(options: PartnerClientOptions): PartnerClient {
  const { baseUrl, limits } = options;
  let { partnerKey } = options;
  let session: Promise<string> | undefined;

  async function call(what: Call): Promise<CallAnswer> {
    const used = (session ??= openSession());
    const first = await exchange(what, await opened(used));
    if (!asksForNewSession(first)) return first;
    if (session === used) session = undefined; // unless a call beside this one has renewed it
    const second = await exchange(what, await opened((session ??= openSession())));
    if (asksForNewSession(second)) throw new Failure('unavailable', 'The partner ends each session at once.');
    return second;
  }

  async function opened(opening: Promise<string>): Promise<string> {
    try {
      return await opening;
    } catch (cause) {
      if (session === opening) session = undefined; // a failed opening is not kept
      throw cause;
    }
  }

  async function openSession(): Promise<string> {
    const { status, body } = await exchange({ method: 'GET', path: '/federation/v1/challenge' }, undefined);
    const challenge = status === 200 ? textIn(body, 'challenge') : undefined;
    if (challenge === undefined) throw new Failure('unavailable', `The partner gives no challenge (${status}).`);
    return challenge;
  }

  /** Once more, under a new nonce, where a kept connection turns out to be dead: the partner may just have restarted. */
  async function exchange(what: Call, challenge: string | undefined): Promise<CallAnswer> {
    try {
      return await exchangeOnce(what, challenge);
    } catch (cause) {
      if (!(cause instanceof Failure && cause.cause instanceof TypeError)) throw cause; // how fetch says "network error"
      return await exchangeOnce(what, challenge);
    }
  }

  async function exchangeOnce(
    { method, path, body = new Uint8Array() }: Call,
    challenge?: string,
  ): Promise<CallAnswer> {
    const targetUri = targetOf(baseUrl, path);
    const nonce = { recipient: partnerKey.keyId, challenge, unique: uniqueNonce(options.randomness) };
    const headers = await signRequest({ method, targetUri, body }, { keyId: options.ownKeyId, nonce }, options.sign);
    return send({ method, targetUri, headers }, body);
  }

  async function send(request: RequestHead, body: Uint8Array): Promise<CallAnswer> {
    const signal = AbortSignal.timeout(limits.timeoutMs); // for the body too, whatever `fetch` makes of it
    const response = await options
      .fetch(request.targetUri, {
        method: request.method,
        headers: {
          ...request.headers,
          'accept-encoding': 'identity',
          ...(body.length > 0 && { 'content-type': 'application/octet-stream' }),
        },
        ...(body.length > 0 && { body: new Uint8Array(body) }),
        redirect: 'manual',
        signal,
      })
      .catch(doesNotAnswer);
    const headers = fieldsOf(Object.fromEntries(response.headers));
    const refusal = refusalOf(response.status, headers);
    if (refusal !== undefined) {
      await response.body?.cancel().catch(() => {}); // the refusal stands, however the connection ends
      throw refusal;
    }
    const answer = {
      status: response.status,
      headers,
      body: await readBounded(response, { maxBytes: limits.maxBytes, signal }).catch(doesNotAnswer),
    };
    const by = await signerOf(answer, request);
    if (partnerKey.earlier?.length) await options.heardUnder?.(by);
    return { status: answer.status, body: answer.body };
  }

  /** The partner may have changed its key by what this client has just brought. */
  async function signerOf(answer: ResponseMessage, request: RequestHead): Promise<Uint8Array> {
    try {
      return verifyResponse(answer, request, partnerKey);
    } catch (error) {
      const now = await options.keyNow?.();
      if (now === undefined) throw error;
      const by = verifyResponse(answer, request, now);
      partnerKey = now;
      return by;
    }
  }

  return { call };
}

/** What is refused by its head alone. */
function refusalOf(status: number, headers: Readonly<Record<string, string>>): Failure | undefined {
  const isSigned = headers['signature-input'] !== undefined;
  // A gateway before the partner's node says this, and cannot sign.
  if (!isSigned && status >= 502 && status <= 504)
    return new Failure('unavailable', `The partner does not answer (${status}).`);
  if (!isSigned && status === 401)
    return new Failure(
      'untrusted',
      'The partner does not accept our signature: it may not be paired with us, or by another key.',
    );
  if (!isSigned) return new Failure('untrusted', `The answer is not signed (${status}).`);
  if (status >= 300 && status < 400)
    return new Failure('untrusted', 'The answer points elsewhere; redirects are not followed.');
  if (headers['content-encoding'] !== undefined)
    return new Failure('untrusted', 'The answer is compressed, which was not asked for.');
  return undefined;
}

function doesNotAnswer(cause: unknown): never {
  if (cause instanceof Failure) throw cause;
  throw new Failure('unavailable', 'The partner does not answer.', { cause });
}

function targetOf(baseUrl: string, path: string): string {
  const base = new URL(baseUrl);
  const target = path.startsWith('/') ? new URL(`${baseUrl.replace(/\/$/, '')}${path}`) : undefined;
  if (target?.origin !== base.origin || target.hash !== '')
    throw new Failure('internal', `${path} is not a path at the partner.`);
  return target.href;
}

/** The session had ended, or something on the way sent our request twice; as calls are idempotent, both are simply repeated. */
function asksForNewSession({ status, body }: CallAnswer): boolean {
  if (status !== 401) return false;
  const code = textIn(body, 'code');
  return code === 'session-over' || code === 'replayed';
}

function textIn(body: Uint8Array, name: string): string | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(body));
    const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined; // signed, but not what this question has for an answer
  }
}
