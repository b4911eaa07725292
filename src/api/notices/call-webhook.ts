import { lookup as lookUp } from 'node:dns/promises';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Failure } from '#kernel/errors.ts';

export type Posting = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What this node sends to addresses that its people named. */
export type WebhookCalls = {
  /** Throws for an address that is not called. */
  readonly refuse: (url: string) => Promise<void>;
  /** The status; a redirect is an answer, and is not followed. */
  readonly post: (posting: Posting) => Promise<number>;
};

/** Of one call in all, from looking the name up to the end of its answer. */
const PATIENCE_MS = 10_000;
const MOST_READ = 64 * 1024;

type Address = { readonly address: string; readonly family: number };

/** The node's one rule for addresses; only where it had to be opened may it be plain HTTP. */
export type Reach = {
  readonly mayReach: (address: string) => boolean;
  readonly isPublic: (address: string) => boolean;
};

/** The address is looked up once, judged, and then called as it was judged: no name leads elsewhere in between. */
export function openWebhookCalls(
  { mayReach, isPublic }: Reach,
  resolve: (host: string) => Promise<readonly Address[]> = (host) => lookUp(host, { all: true }),
  patience = PATIENCE_MS,
): WebhookCalls {
  async function judge(text: string): Promise<{ readonly url: URL; readonly address: Address }> {
    const url = URL.parse(text);
    if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '')
      throw new Failure('bad-input', 'must be an https address without a name and password', { path: '$.url' });
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const found = await within(patience, resolve(host)).catch((cause: unknown) => {
      throw new Failure('bad-input', 'this host is not known', { path: '$.url', cause });
    });
    const [address] = found;
    if (!address || !found.every((one) => mayReach(one.address)))
      throw new Failure('forbidden', 'this node calls no address of a private network', { path: '$.url' });
    if (url.protocol === 'http:' && found.some((one) => isPublic(one.address)))
      throw new Failure('bad-input', 'must be an https address', { path: '$.url' });
    return { url, address };
  }

  return {
    refuse: async (url) => void (await judge(url)),
    post: async ({ url: text, headers, body }) => {
      const { url, address } = await judge(text);
      const lookup: LookupFunction = (_host, options, answer) =>
        options.all ? answer(null, [address]) : answer(null, address.address, address.family);
      const call = url.protocol === 'https:' ? overHttps : overHttp;
      const response = await new Promise<IncomingMessage>((done, fail) => {
        const request = call(
          url,
          {
            method: 'POST',
            headers,
            lookup,
            agent: false,
            signal: AbortSignal.timeout(patience),
            maxHeaderSize: 16_384,
          },
          done,
        );
        request.once('error', fail);
        request.end(body);
      });
      return drained(response);
    },
  };
}

/** A name server cannot be interrupted, and is not waited for. */
function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const over = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Failure('unavailable', 'no answer in time')), ms);
  });
  return Promise.race([answer, over]).finally(() => clearTimeout(timer));
}

/** An answer is its status: more than some of its body is not read. */
function drained(response: IncomingMessage): Promise<number> {
  return new Promise((done, fail) => {
    let read = 0;
    const status = response.statusCode ?? 0;
    response.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read > MOST_READ) {
        done(status);
        response.destroy();
      }
    });
    response.once('end', () => done(status));
    response.once('error', fail);
  });
}
