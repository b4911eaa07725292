import { createHash } from 'node:crypto';
import { canonicalize } from '#kernel/json/canonical.ts';
import { Failure } from '#kernel/errors.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import type { Db, Tx } from '#store/db.ts';
import { doOnce, type Act, type Outcome } from '#store/done-once.ts';
import { HttpRefusal } from '#api/problem.ts';

export type Did<Result> = {
  readonly result: Result;
  /** It was done before, under the same key. */ readonly isRepeat: boolean;
};

/**
 * The one transaction of a write. With an `Idempotency-Key` the act is done once: asked again, what came of it is returned and nothing
 * is done. What the answer tells of it is for the handler to look up anew, as the caller may see it then.
 */
export type DoOnce = <Result extends Outcome | void>(
  db: Pick<Db, 'transaction'>,
  work: (tx: Tx) => Promise<Result>,
) => Promise<Did<Result>>;

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

export function onceBy(act: Act | undefined): DoOnce {
  return async (db, work) => {
    if (act === undefined) return { result: await db.transaction('node', work), isRepeat: false };
    const once = await doOnce(db, act, work);
    if (once.state === 'busy')
      throw new Failure('conflict', 'the same request is being done just now: ask again in a moment', {
        path: 'Idempotency-Key',
      });
    if (once.state === 'other')
      throw new HttpRefusal('key-reused', 'this key was given with another request', { path: 'Idempotency-Key' });
    return { result: once.result, isRepeat: once.state === 'done-before' };
  };
}
