import { createHash } from 'node:crypto';
import { canonicalize } from '#kernel/json/canonical.ts';
import { Failure } from '#kernel/errors.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import type { Db, Tx } from '#store/db.ts';
import type { Access, AccessLog } from '#store/access.ts';
import { doOnce, type Act, type Once, type Outcome } from '#store/done-once.ts';
import type { Expected } from '#store/held-entries.ts';
import { HttpRefusal } from '#api/problem.ts';

declare const isDone: unique symbol;
/** What a write did. Only `once` makes one, so an answer that holds one has its act, its note and its access entry committed. */
export type Did<Result = unknown> = {
  readonly result: Result;
  /** It was done before, under the same key. */
  readonly isRepeat: boolean;
  readonly [isDone]: true;
};

/** What the access log is told of it besides what it is told of any request: of which records, to whom, why, as what. */
export type Telling = Partial<Omit<Access, 'at' | 'person' | 'token'>>;

/**
 * The one transaction of a write, with its access entry as the last thing in it. With an `Idempotency-Key` the act is done once: asked
 * again, what came of it is returned and nothing is done but that the access log is told again. What the answer tells of it is for the
 * handler to look up anew, as the caller may see it then.
 */
export type DoOnce = <Result extends Outcome | void>(
  db: Pick<Db, 'transaction'>,
  work: (tx: Tx) => Promise<Result>,
  telling?: Telling | ((result: Result) => Telling),
) => Promise<Did<Result>>;

/** What is shown once was shown: of a repeated act nothing secret is told. */
export function refuseShownAgain({ isRepeat }: Pick<Did, 'isRepeat'>): void {
  if (isRepeat) throw new HttpRefusal('shown-once', 'it was done, and its secret was shown then: make another');
}

/** An act that makes a secret: it is in this one answer, and not in the note of what was done. */
export async function showOnce<Secret>(
  { once }: { readonly once: DoOnce },
  { db, work }: { readonly db: Pick<Db, 'transaction'>; readonly work: (tx: Tx) => Promise<Secret> },
  telling?: Telling,
): Promise<{ readonly did: Did; readonly shown: Secret }> {
  const made: Secret[] = [];
  const did = await once(db, async (tx) => void made.push(await work(tx)), telling);
  refuseShownAgain(did);
  return { did, shown: made[0]! };
}

/** draft-ietf-httpapi-idempotency-key-header: a structured string; without quotes it is taken too. */
const KEY = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\w.:~+/=-]{1,255}))$/;

type Request = { readonly method: string; readonly url: string; readonly body: unknown };
type By = { readonly person: string; readonly now: () => Date };

/** Undefined: none was given. */
export function actOf(
  header: string | undefined,
  { method, url, body }: Request,
  { person, now }: By,
): Act | undefined {
  if (header === undefined) return undefined;
  const [, quoted, plain] = KEY.exec(header) ?? [];
  const key = quoted ?? plain;
  if (key === undefined)
    throw new Failure('bad-input', 'must be a text of 1 to 255 printable characters', { path: 'Idempotency-Key' });
  const said = body instanceof Uint8Array ? body : canonicalize((body ?? null) as JsonValue);
  return {
    person,
    key: sha256(`${person}\n`, key),
    fingerprint: sha256(`${method} ${url}\n`, said),
    at: now(),
  };
}

const sha256 = (head: string, rest: string | Uint8Array): Uint8Array =>
  createHash('sha256').update(head).update(rest).digest();

type Standing = { readonly act: Act | undefined; readonly access: AccessLog; readonly reading: Omit<Access, 'ids'> };

export function onceBy({ act, access, reading }: Standing): DoOnce {
  return async (db, work, telling = {}) => {
    let expected: Expected | undefined;
    const withEntry = async <Result extends Outcome | void>(tx: Tx, did: Once<Result>): Promise<Once<Result>> => {
      if (did.state !== 'done' && did.state !== 'done-before') return did;
      const told = typeof telling === 'function' ? telling(did.result as never) : telling;
      expected = await access.keepWithin(tx, { ...reading, ids: [], ...told });
      return did;
    };
    const once = await (
      act === undefined
        ? db.transaction('node', async (tx) => withEntry(tx, { state: 'done', result: await work(tx) }))
        : db.transaction('node', async (tx) => withEntry(tx, await doOnce(tx, act, work)))
    ).catch((error: unknown) => {
      expected?.drop();
      throw error;
    });
    expected?.sure();
    if (once.state === 'busy')
      throw new Failure('conflict', 'the same request is being done just now: ask again in a moment', {
        path: 'Idempotency-Key',
      });
    if (once.state === 'other')
      throw new HttpRefusal('key-reused', 'this key was given with another request', { path: 'Idempotency-Key' });
    // The one place where it is minted.
    return { result: once.result, isRepeat: once.state === 'done-before' } as Did<typeof once.result>;
  };
}
