import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { Failure } from '#kernel/errors.ts';

/** Where a list goes on: the keys of its order, of the last thing shown. */
export type Position = readonly (string | number | null)[];

export type Cursors = {
  readonly seal: (query: string, position: Position) => string;
  readonly open: (query: string, cursor: string) => unknown;
};

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/**
 * Cursors say nothing to whoever holds one: positions are counts over all records, hidden ones among them. Each is bound to the
 * query that it came from, and made by this node. It gives no right: the next page is decided anew for whoever asks.
 * The same position has the same cursor (the nonce is taken from what is sealed), so that a page that did not change has the
 * same ETag.
 */
export function openCursors(secret: string): Cursors {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `entente cursor ${VERSION} ${use}`, 32));
  const [sealing, naming] = [key('seal'), key('nonce')];
  return {
    seal: (query, position) => {
      const text = JSON.stringify(position);
      const nonce = createHmac('sha256', naming).update(`${query.length} ${query}${text}`).digest().subarray(0, NONCE);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(query));
      const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open: (query, cursor) => {
      const bytes = Buffer.from(cursor, 'base64url');
      // One spelling: what decodes alike but was written otherwise was not made here.
      const isOurs = bytes.length > 1 + NONCE + TAG && bytes[0] === VERSION && bytes.toString('base64url') === cursor;
      if (!isOurs) throw notOurs();
      try {
        const cipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(1, 1 + NONCE), { authTagLength: TAG })
          .setAAD(Buffer.from(query))
          .setAuthTag(bytes.subarray(-TAG));
        const text = Buffer.concat([cipher.update(bytes.subarray(1 + NONCE, -TAG)), cipher.final()]).toString();
        return JSON.parse(text) as unknown;
      } catch {
        throw notOurs();
      }
    },
  };
}

const notOurs = (): Failure =>
  new Failure('bad-input', 'this cursor is not of this list: begin again without one', { path: '?cursor' });
