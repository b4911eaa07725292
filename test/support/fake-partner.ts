import { randomBytes, randomUUID } from 'node:crypto';
import { ed25519PublicKey, ed25519Sign, toBase64, utf8 } from '#platform';
import { fieldsOf } from '#federation/messages/message.ts';
import { signResponse } from '#federation/messages/response.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { parseCheckpoint, signCheckpoint } from '#kernel/log/checkpoint.ts';
import { parseNote } from '#kernel/log/note.ts';
import type { Entry, Seen } from '#kernel/log/entry.ts';
import { append, emptyRoot, leafHash } from '#kernel/log/merkle.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { commit } from '#kernel/record/commitment.ts';
import { disclose } from '#kernel/record/disclosure.ts';
import { EXTENSION, isOwnType } from '#kernel/stix/extension.ts';
import { sql } from '#store/db.ts';
import { newestFeed, oppositeLine, originOf, type FeedKey } from '#store/feeds.ts';
import { keepPartner } from '#store/parties.ts';
import type { TestNode } from './two-nodes.ts';

export type Published = { entry: string; disclosure: JsonValue | null };
/** A feed as the partner shows it: all that a liar may change lies open. */
export type FakeFeed = { readonly key: FeedKey; entries: Published[]; checkpoint: string; isOffered: boolean };
export type FakeAnswer = { status: number; body: Uint8Array };

/** A partner that holds its own key and says whatever a test wants; it answers in place of the network. */
export type FakePartner = {
  readonly id: string;
  readonly fetch: typeof globalThis.fetch;
  /** In place of the honest answer, by path and query. */
  answer: ((path: string, honest: FakeAnswer) => FakeAnswer) | undefined;
  readonly pairWith: (node: TestNode) => Promise<void>;
  readonly feed: (accord: string, channel: string, epoch?: number) => FakeFeed;
  /** What it signs with from now on; its first key is `seed`. */
  readonly seed: Uint8Array;
  readonly speakWith: (seed: Uint8Array) => void;
  /** The record as this party would write it. */
  readonly write: (type: string, accord: string, channel: string, more?: JsonObject) => JsonObject & { id: string };
  /** A commitment, in the secretariat. */
  readonly promise: (accord: string, more?: JsonObject) => JsonObject & { id: string };
  /** A step, in the channel of its subject. */
  readonly stepOn: (
    subject: JsonObject,
    verb: string,
    place: StepPlace,
    more?: JsonObject,
  ) => JsonObject & { id: string };
  /** A record entry, honest but for what is given. */
  readonly publish: (feed: FakeFeed, record: JsonObject, changes?: Changes) => Promise<{ c: string; index: number }>;
  /** Any entry; `v`, `at` and `seen` are honest if left out. */
  readonly append: (feed: FakeFeed, entry: JsonObject) => Promise<number>;
  /** Signs what the feed shows now, by its present key unless told otherwise. */
  readonly sign: (feed: FakeFeed, ...by: Uint8Array[]) => void;
  readonly checkpointOver: (key: FeedKey, entries: readonly string[], ...by: Uint8Array[]) => string;
};

export type StepPlace = { readonly accord: string; readonly channel: string };
export type Changes = { readonly open?: number[]; readonly disclosure?: JsonValue | null; readonly entry?: JsonObject };

const AT = '2026-01-05T09:30:00.000Z';

/** Its name, and the host of its address. */
const FAIR_ISLE = { name: 'Fair Isle', host: 'fair-isle.example' };

export function fakePartner({ name, host } = FAIR_ISLE): FakePartner {
  const seed = new Uint8Array(randomBytes(32));
  const id = `identity--${randomUUID()}`;
  const feeds = new Map<string, FakeFeed>();
  let node: TestNode;

  let spoken: Uint8Array = seed;

  const checkpointOver = (key: FeedKey, entries: readonly string[], ...by: Uint8Array[]): string => {
    const leaves = entries.map((entry) => leafHash(utf8(entry)));
    const { size, root } =
      leaves.length === 0 ? { size: 0, root: emptyRoot() } : append({ size: 0, tiles: () => undefined, leaves });
    const signers = (by.length > 0 ? by : [spoken]).map((one) => ({ seed: one, publicKey: ed25519PublicKey(one) }));
    return signCheckpoint({ origin: originOf(key), size, root }, signers);
  };

  /** As much of the node's own feed as there is now. */
  async function seenNow(key: FeedKey): Promise<Seen> {
    const theirs = await node.running.db.transaction('node', (tx) => newestFeed(tx, oppositeLine(key)));
    return [theirs?.epoch ?? 1, theirs?.size ?? 0, toBase64(new Uint8Array(theirs?.root ?? emptyRoot()))];
  }

  const partner: FakePartner = {
    id,
    answer: undefined,
    seed,
    speakWith: (next) => {
      spoken = next;
    },
    checkpointOver,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const path = pathname + search;
      const honest = answerTo(path, [...feeds.values()]);
      const { status, body } = partner.answer?.(path, honest) ?? honest;
      const head = {
        method: request.method,
        targetUri: request.url,
        headers: fieldsOf(Object.fromEntries(request.headers)),
      };
      const sign = async (bytes: Uint8Array) => ed25519Sign(spoken, bytes);
      return new Response(Buffer.from(body), { status, headers: await signResponse({ status, body }, head, id, sign) });
    },
    pairWith: async (with_) => {
      node = with_;
      const publicKey = ed25519PublicKey(seed);
      await node.running.db.transaction('node', async (tx) => {
        await keepPartner(tx, { id, names: { en: name }, url: `http://${host}`, publicKey }, new Date());
        await tx.run(sql`select pg_notify('entente_outbox', '')`);
      });
    },
    feed: (accord, channel, epoch = 1) => {
      const key: FeedKey = { publisher: id, recipient: node.partyId, accord, channel, epoch };
      const known = feeds.get(originOf(key));
      if (known) return known;
      const feed: FakeFeed = { key, entries: [], checkpoint: '', isOffered: true };
      feeds.set(originOf(key), feed);
      return feed;
    },
    write: (type, accord, channel, more = {}) => ({
      type,
      spec_version: '2.1',
      id: `${type}--${randomUUID()}`,
      created: AT,
      modified: AT,
      created_by_ref: id,
      accord_ref: accord,
      channel,
      object_marking_refs: [TLP_IDS.green],
      ...(isOwnType(type) ? { extensions: EXTENSION } : {}),
      ...more,
    }),
    promise: (accord, more = {}) =>
      partner.write('commitment', accord, 'secretariat', {
        title: 'Meet every three months',
        kind: 'recurring-meeting',
        responsible: [id],
        status: 'agreed',
        ...more,
      }),
    stepOn: (subject, verb, { accord, channel }, more = {}) =>
      partner.write('step', accord, channel, { subject, verb, unit: 'Desk 1', at: AT, ...more }),
    publish: async (feed, record, changes = {}) => {
      const { c, parts } = commit(record, new Uint8Array(randomBytes(32)));
      const open = changes.open ?? parts.map((_, i) => i);
      const disclosure =
        changes.disclosure === undefined ? (disclose(parts, open) as unknown as JsonValue) : changes.disclosure;
      const index = await partner.append(feed, { kind: 'record', c, ...changes.entry });
      feed.entries[index]!.disclosure = disclosure;
      return { c, index };
    },
    append: async (feed, entry) => {
      const whole = { v: 1, at: AT, seen: await seenNow(feed.key), ...entry } as unknown as Entry;
      feed.entries.push({ entry: canonicalize(whole), disclosure: null });
      partner.sign(feed);
      return feed.entries.length - 1;
    },
    sign: (feed, ...by) => {
      feed.checkpoint = checkpointOver(
        feed.key,
        feed.entries.map(({ entry }) => entry),
        ...by,
      );
    },
  };
  return partner;
}

function answerTo(path: string, feeds: readonly FakeFeed[]): FakeAnswer {
  const said = (status: number, body: unknown): FakeAnswer => ({ status, body: utf8(JSON.stringify(body)) });
  if (path.endsWith('/challenge')) return said(200, { challenge: 'challenge' });
  if (path.endsWith('/wake')) return said(202, {});
  if (path.endsWith('/cosignatures')) return said(200, {});
  const shown = feeds.filter(({ isOffered, checkpoint }) => isOffered && checkpoint !== '');
  if (path.endsWith('/feeds')) {
    const offer = ({ key: { accord, channel, epoch }, checkpoint }: FakeFeed) => {
      const { size, root } = parseCheckpoint(parseNote(checkpoint).text);
      return { accord, channel, epoch, size, root: toBase64(root), cosigned: size };
    };
    return said(200, { feeds: shown.map(offer) });
  }
  const [, accord, channel, epoch, from] = /feeds\/([^/]+)\/([^/]+)\/(\d+)\/entries\?from=(\d+)$/.exec(path) ?? [];
  const feed = shown.find(({ key }) => key.accord === accord && key.channel === channel && key.epoch === Number(epoch));
  return feed
    ? said(200, { checkpoint: feed.checkpoint, entries: feed.entries.slice(Number(from)), proof: [] })
    : said(404, { code: 'not-found' });
}
