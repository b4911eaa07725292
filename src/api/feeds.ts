import { toBase64, utf8 } from '#platform';
import type { EntryList, FeedView } from '#contract/feeds.ts';
import { Failure } from '#kernel/errors.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedById, feeds, type Feed } from '#store/feeds.ts';
import { feedsFollowedBy } from '#api/followed-feeds.ts';
import type { NodeContext } from '#api/module.ts';
import { naturalNumber, route, type AnyRoute } from '#api/route.ts';

const PAGE = 200;

/** Feeds as they are: sizes, roots, signatures, entries. An entry holds no ids and no text; the record is named to those who may see it. */
export function feedRoutes({ db }: NodeContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/feeds',
      permission: 'feeds.read',
      handle: async ({ caller }) => {
        const may = await feedsFollowedBy(db, caller);
        const found = await db.transaction(caller, feeds);
        return {
          status: 200,
          body: {
            feeds: found
              .filter((feed) => feed.size > 0 || feed.faultName !== null)
              .filter(may)
              .map(viewFeed),
          },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/feeds/:id/entries',
      permission: 'feeds.read',
      handle: async (asked) => {
        const id = Number(/^\d{1,9}$/.exec(asked.params['id']!)?.[0] ?? -1);
        const from = naturalNumber(asked, 'from') ?? 0;
        const may = await feedsFollowedBy(db, asked.caller);
        const body = await db.transaction(asked.caller, async (tx) => {
          const feed = await feedById(tx, id);
          if (!feed || !may(feed)) throw new Failure('not-found', 'there is no such feed');
          return entriesOf(tx, feed, from);
        });
        return { status: 200, body, told: body.entries.flatMap(({ record }) => record?.id ?? []) };
      },
    }),
  ];
}

function viewFeed(feed: Feed): FeedView {
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
