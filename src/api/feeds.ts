import { z } from 'zod';
import { toBase64, utf8 } from '#platform';
import type { EntryView, FeedView, LiftedList } from '#contract/feeds.ts';
import { Failure } from '#kernel/errors.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import { RELEASE_REASONS } from '#kernel/policy/decide.ts';
import { CHARTER } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { accordsUnheard, feedById, feeds, feedsAfter, type Feed, type FeedPlace } from '#store/feeds.ts';
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
      handle: async ({ caller, page }) => {
        const may = feedsFollowedBy(caller);
        const body = await db.transaction(caller, async (tx) => {
          const shown: Feed[] = [];
          // Full pages, whatever is hidden between: nobody counts what they do not follow.
          for (let after: FeedPlace | undefined = page.from(FEED_PLACE), isMore = true; isMore;) {
            const some = await feedsAfter(tx, after, PAGE);
            shown.push(...some.filter((feed) => (feed.size > 0 || feed.faultName !== null) && may(feed)));
            isMore = some.length === PAGE && shown.length <= PAGE;
            const last = some.at(-1);
            if (last) after = placeOf(last);
          }
          const unheard = await accordsUnheard(tx);
          const list = shown.slice(0, PAGE);
          const next = page.next(shown.length > PAGE ? placeOf(list.at(-1)!) : null);
          return { feeds: list.map((feed) => viewFeed(feed, unheard)), next };
        });
        return { status: 200, body };
      },
    }),
    route('listEntries', {
      permission: 'feeds.read',
      handle: async (asked) => {
        const id = feedNumber(asked.params.id);
        const from = asked.page.from(INDEX)?.[0] ?? asked.query.from ?? 0;
        const may = feedsFollowedBy(asked.caller);
        const body = await db.transaction(asked.caller, async (tx) => {
          const feed = await feedById(tx, id);
          if (!feed || !may(feed)) throw new Failure('not-found', 'there is no such feed');
          const { entries, after } = await entriesOf(tx, feed, from);
          return { entries, next: asked.page.next(after) };
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
          return viewFeed(feed, await accordsUnheard(tx));
        });
        return { did, status: 200, body };
      },
    }),
    route('listQuarantines', {
      permission: 'feeds.read',
      handle: async ({ caller, page }) => {
        const may = feedsFollowedBy(caller);
        const below = page.from(INDEX)?.[0];
        const body: LiftedList = await db.transaction(caller, async (tx) => {
          const origins = (await feeds(tx)).filter(may).map(({ origin }) => origin);
          const found = await liftedQuarantines(tx, { origins, below, limit: PAGE + 1 });
          const shown = found.slice(0, PAGE);
          return {
            lifted: shown.map(({ at, person, origin, fault, detail, since, reason }) => ({
              at: at.toISOString(),
              person,
              origin,
              fault,
              detail,
              since: since.toISOString(),
              reason,
            })),
            next: page.next(found.length > PAGE ? [shown.at(-1)!.id] : null),
          };
        });
        return { status: 200, body };
      },
    }),
  ];
}

const FEED_PLACE = z.tuple([z.string(), z.string(), z.int(), z.literal([0, 1])]);
const INDEX = z.tuple([z.int()]);
const placeOf = ({ accord, channel, epoch, isOurs }: Feed): FeedPlace => [accord, channel, epoch, isOurs ? 0 : 1];

const feedNumber = (text: string): number => Number(/^\d{1,9}$/.exec(text)?.[0] ?? -1);

/** A suspension would come by the charter. */
const waitsForCharter = ({ accord, channel }: Feed, unheard: ReadonlySet<string>): boolean =>
  channel !== CHARTER && unheard.has(accord);

function viewFeed(feed: Feed, unheard: ReadonlySet<string>): FeedView {
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
    waits: waitsForCharter(feed, unheard) ? RELEASE_REASONS['charter-quarantined'] : null,
    lastContact: feed.lastContact?.toISOString() ?? null,
  };
}

type Entries = { readonly entries: EntryView[]; readonly after: readonly [number] | null };

async function entriesOf(tx: Tx, feed: Feed, from: number): Promise<Entries> {
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
    after: rows.length > PAGE ? [page.at(-1)!.idx + 1] : null,
  };
}
