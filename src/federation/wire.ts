import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import type { FeedPlace, Offered } from '#kernel/protocol/pulling.ts';
import { PREFIX } from '#federation/messages/fastify.ts';

// What goes over the wire between two nodes, beside the signed messages themselves. docs/protocol/feed.md describes it.

export const FEEDS_PATH = `${PREFIX}/feeds`;
export const ENTRIES_PATH = `${PREFIX}/feeds/:accord/:channel/:epoch/entries`;
export const TILE_PATH = `${PREFIX}/feeds/:accord/:channel/:epoch/tile/*`;
/** The hashes of a file's chunks, and one chunk; `:index` is that of the entry of its record. */
export const FILE_PATH = `${PREFIX}/feeds/:accord/:channel/:epoch/files/:index`;
export const CHUNK_PATH = `${FILE_PATH}/chunks/:n`;
/** What the node holds of its caller's own feeds: always returned to whom published it. */
export const HELD_PATH = `${PREFIX}/held`;
export const HELD_ENTRIES_PATH = `${HELD_PATH}/:accord/:channel/:epoch/entries`;
/** The same of its files, by the index of its own entry. */
export const HELD_FILE_PATH = `${HELD_PATH}/:accord/:channel/:epoch/files/:index`;
export const HELD_CHUNK_PATH = `${HELD_FILE_PATH}/chunks/:n`;
export const COSIGNATURES_PATH = `${PREFIX}/cosignatures`;
export const WAKE_PATH = `${PREFIX}/wake`;

/** At most this many entries in one answer, and not more after this many bytes of disclosures. */
export const PAGE_ENTRIES = 200;
export const PAGE_BYTES = 4 * 1024 * 1024;

/** `proof`: that the tree up to the last entry given is the beginning of the checkpoint's; empty when it is all of it. */
export type EntriesPage = {
  readonly checkpoint: string;
  /** `stub`: what is left of a record whose content is gone, for whoever had it. */
  readonly entries: readonly {
    readonly entry: string;
    readonly disclosure: JsonValue | null;
    readonly stub?: JsonValue;
  }[];
  readonly proof: readonly string[];
};

const malformed = (what: string): never => {
  throw new Failure('inconsistent', `the partner's answer is malformed: ${what}`);
};

const record = (value: unknown, what: string): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : malformed(what);

const list = (value: unknown, what: string): readonly unknown[] => (Array.isArray(value) ? value : malformed(what));

const text = (value: unknown, what: string): string => (typeof value === 'string' ? value : malformed(what));

const natural = (value: unknown, what: string): number =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : malformed(what);

type ListedFeed = FeedPlace & { readonly size: number; readonly root: string };

/** `{feeds: [...]}`: what every list of feeds says of each, and what `more` reads of it. */
const readFeeds = <More>(body: Uint8Array, what: string, more: (feed: Readonly<Record<string, unknown>>) => More) =>
  list(record(parseStrict(body), what)['feeds'], 'feeds').map((item): ListedFeed & More => {
    const feed = record(item, 'feed');
    return {
      accord: text(feed['accord'], 'accord'),
      channel: text(feed['channel'], 'channel'),
      epoch: natural(feed['epoch'], 'epoch'),
      size: natural(feed['size'], 'size'),
      root: text(feed['root'], 'root'),
      ...more(feed),
    };
  });

export const readOffers = (body: Uint8Array): Offered[] =>
  readFeeds(body, 'feeds', ({ cosigned }) => ({ cosigned: natural(cosigned, 'cosigned') }));

/** A feed of the caller's, as it is held; `cosigned`: the note with the holder's newest cosignature. */
export type HeldFeed = ListedFeed & {
  readonly checkpoint: string;
  readonly cosigned: string | null;
};

export const readHeld = (body: Uint8Array): HeldFeed[] =>
  readFeeds(body, 'held', ({ checkpoint, cosigned }) => ({
    checkpoint: text(checkpoint, 'checkpoint'),
    cosigned: cosigned === null ? null : text(cosigned, 'cosigned'),
  }));

/** Entries stay the text that they are: they are hashed as given, and judged after. */
export function readEntriesPage(body: Uint8Array): EntriesPage {
  const page = record(parseStrict(body, { maxBytes: 4 * PAGE_BYTES, maxDepth: 100 }), 'page');
  return {
    checkpoint: text(page['checkpoint'], 'checkpoint'),
    entries: list(page['entries'], 'entries').map((item) => {
      const given = record(item, 'entry');
      const stub = (given['stub'] ?? null) as JsonValue;
      return {
        entry: text(given['entry'], 'entry'),
        disclosure: (given['disclosure'] ?? null) as JsonValue,
        ...(stub === null ? {} : { stub }),
      };
    }),
    proof: list(page['proof'], 'proof').map((hash) => text(hash, 'proof')),
  };
}

export function readCosignature(body: Uint8Array): { origin: string; line: string } {
  const given = record(parseStrict(body, { maxBytes: 4096 }), 'cosignature');
  return { origin: text(given['origin'], 'origin'), line: text(given['line'], 'line') };
}
