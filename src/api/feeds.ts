import { toBase64, utf8 } from '#platform';
import { type EntryList, type FeedView, type LiftedList } from '#contract/feeds.ts';
import { Failure } from '#kernel/errors.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import { RELEASE_REASONS } from '#kernel/policy/decide.ts';
import { CHARTER } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedById, feeds, type Feed } from '#store/feeds.ts';
import { liftedQuarantines, liftQuarantine } from '#store/quarantine.ts';
import { feedsFollowedBy } from '#api/followed-feeds.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';

const PAGE = 200;

/** Feeds as they are: sizes, roots, signatures, entries. An entry holds no ids and no text; the record is named to those who may see it. */
export function feedRoutes({ db, self }: NodeContext): AnyRoute[] {
  return [
    route('listFeeds', {
      permission: 'feeds.read',
      handle: async ({ caller }) => {
        const may = feedsFollowedBy(caller);
        const found = await db.transaction(caller, feeds);
        return {
          status: 200,
          body: {
            feeds: found
              .filter((feed) => feed.size > 0 || feed.faultName !== null)
              .filter(may)
              .map((feed) => viewFeed(feed, found)),
          },
        };
      },
    }),
    route('listEntries', {
      permission: 'feeds.read',
      handle: async (asked) => {
        const id = feedNumber(asked.params.id);
        const { from = 0 } = asked.query;
        const may = feedsFollowedBy(asked.caller);
        const body = await db.transaction(asked.caller, async (tx) => {
          const feed = await feedById(tx, id);
          if (!feed || !may(feed)) throw new Failure('not-found', 'there is no such feed');
          return entriesOf(tx, feed, from);
        });
        return { status: 200, body, told: body.entries.flatMap(({ record }) => record?.id ?? []) };
      },
    }),
    route('liftQuarantine', {
      permission: 'feeds.lift',
      handle: async ({ caller, params, once, body: { reason } }) => {
        const id = feedNumber(params.id);
        const may = feedsFollowedBy(caller, 'feeds.lift');
        const did = await once(db, async (tx) => {
          const feed = await feedById(tx, id);
          if (!feed || !may(feed)) throw new Failure('not-found', 'there is no such feed');
          await liftQuarantine(tx, feed, { at: self.now(), person: caller.personId, token: caller.token, reason });
        });
        const body = await db.transaction('node', async (tx) => {
          const feed = await feedById(tx, id);
          if (!feed || !may(feed)) throw new Failure('not-found', 'there is no such feed');
          return viewFeed(feed, await feeds(tx));
        });
        return { did, status: 200, body };
      },
    }),
    route('listQuarantines', {
      permission: 'feeds.read',
      handle: async ({ caller }) => {
        const may = feedsFollowedBy(caller);
        const body: LiftedList = await db.transaction(caller, async (tx) => {
          const followed = new Set((await feeds(tx)).filter(may).map(({ origin }) => origin));
          const lifted = (await liftedQuarantines(tx, LIFTED)).filter(({ origin }) => followed.has(origin));
          return {
            lifted: lifted.map((one) => ({ ...one, at: one.at.toISOString(), since: one.since.toISOString() })),
          };
        });
        return { status: 200, body };
      },
    }),
  ];
}

const LIFTED = 200;

const feedNumber = (text: string): number => Number(/^\d{1,9}$/.exec(text)?.[0] ?? -1);

/** A suspension would come by the charter. */
const waitsForCharter = ({ accord, channel }: Feed, all: readonly Feed[]): boolean =>
  channel !== CHARTER &&
  all.some(
    (other) => other.accord === accord && other.channel === CHARTER && !other.isOurs && other.faultName !== null,
  );

function viewFeed(feed: Feed, all: readonly Feed[]): FeedView {
  const { faultName, faultDetail, faultAt, cosignedSize, cosignedAt } = feed;
  return {
    id: String(feed.id),
    origin: feed.origin,
    direction: feed.isOurs ? 'ours' : 'theirs',
    publisher: feed.publisher,
    recipient: feed.recipient,
    accord: feed.accord,
    channel: feed.channel,
    epoch: feed.epoch,
    size: feed.size,
    root: toBase64(new Uint8Array(feed.root)),
    signedAt: feed.signedAt?.toISOString() ?? null,
    checkpoint: feed.checkpoint ?? '',
    cosigned:
      cosignedSize !== null && cosignedAt !== null ? { size: cosignedSize, at: cosignedAt.toISOString() } : null,
    fault:
      faultName !== null && faultAt !== null
        ? { name: faultName, detail: faultDetail ?? '', at: faultAt.toISOString() }
        : null,
    waits: waitsForCharter(feed, all) ? RELEASE_REASONS['charter-quarantined'] : null,
    lastContact: feed.lastContact?.toISOString() ?? null,
  };
}

async function entriesOf(tx: Tx, feed: Feed, from: number): Promise<EntryList> {
  const rows = await tx.rows<{
    idx: number;
    body: string;
    state: string | null;
    id: string | null;
    type: string | null;
    receipted: boolean;
  }>(sql`
    select e.idx, e.body, e.state, r.id, r.type, e.idx < ${feed.receiptedSize} as receipted
    from store.entry e left join store.record r on r.seq = e.record
    where e.feed = ${feed.id} and e.idx >= ${from} order by e.idx limit ${PAGE + 1}`);
  const page = rows.slice(0, PAGE);
  return {
    entries: page.map(({ idx, body, state, id, type, receipted }) => {
      const entry = parseEntry(utf8(body));
      return {
        index: idx,
        kind: entry.kind,
        at: entry.at,
        seen: [...entry.seen],
        c: entry.kind === 'record' ? entry.c : null,
        record: id !== null && type !== null ? { id, type } : null,
        state: entry.kind === 'record' ? (state ?? (receipted ? 'stored' : feed.isOurs ? 'sent' : 'received')) : null,
        entry: body,
      };
    }),
    next: rows.length > PAGE ? page.at(-1)!.idx + 1 : null,
  };
}
