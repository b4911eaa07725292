import type { QueryKey, QueryMeta } from '@tanstack/react-query';
import type { LiveChange } from '#contract/events.ts';

type Kind = LiveChange['kind'];
type Topic = (change: LiveChange, key: QueryKey) => boolean;

const kinds =
  (...wanted: readonly Kind[]): Topic =>
  (change) =>
    wanted.includes(change.kind);

/** A record, or where it stands on its way: a feed that moved may have carried any of them. */
const aboutRecord: Topic = ({ kind, id, type }, [, shown]) =>
  kind === 'feed' || (kind === 'record' && (id === undefined || id === shown || type === 'accord'));
const inAccord: Topic = ({ kind, accord }, [, shown]) =>
  kind === 'feed' || (kind === 'record' && (accord === undefined || accord === shown));
const aboutAccord: Topic = ({ kind, accord, id }, [, shown]) =>
  kind === 'record' && (accord === shown || id === shown || accord === undefined);

/** By the first word of a query's key: what makes its answer stale. A query that is not named here says it in `meta.live`. */
const TOPICS: Readonly<Record<string, Topic>> = {
  record: aboutRecord,
  records: inAccord,
  accord: aboutAccord,
  accords: (change) => change.kind === 'record' && (change.channel === 'charter' || change.type === 'accord'),
  session: (change) => change.kind === 'partner' || (change.kind === 'record' && change.channel === 'charter'),
  feeds: kinds('feed', 'partner'),
  partners: kinds('partner'),
  quarantines: kinds('feed'),
  search: kinds('record'),
  feed: ({ kind, id }, [, shown]) => kind === 'feed' && (id === undefined || id === shown),
  desk: kinds('desk'),
  notices: kinds('notice'),
  tasks: kinds('record', 'desk', 'feed', 'partner'),
};

/** Whether what the reader looks at may be another by this change. */
export function isStale(
  change: LiveChange,
  query: { readonly queryKey: QueryKey; readonly meta?: QueryMeta | undefined },
) {
  if (change.kind === 'rights') return true;
  const live = query.meta?.['live'];
  if (Array.isArray(live)) return live.includes(change.kind);
  const topic = TOPICS[String(query.queryKey[0])];
  return topic !== undefined && topic(change, query.queryKey);
}
