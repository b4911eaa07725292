import type { QueryKey, QueryMeta } from '@tanstack/react-query';
import type { LiveChange } from '#contract/events.ts';
import { CHARTER } from '#kernel/stix/values.ts';

type Kind = LiveChange['kind'];
type Topic = (change: LiveChange, key: QueryKey) => boolean;

const kinds =
  (...wanted: readonly Kind[]): Topic =>
  (change) =>
    wanted.includes(change.kind);

/** What colleagues say is no version: nothing else of the record is another. */
const aboutComments: Topic = ({ kind, id }, [, shown, part]) =>
  kind === 'comment' && id === shown && part === 'comments';
/** A record, or where it stands on its way: a feed that moved may have carried any of them. */
const aboutRecord: Topic = (change, key) => aboutComments(change, key) || movesRecord(change, key);
const movesRecord: Topic = ({ kind, id, type }, [, shown]) =>
  kind === 'feed' || (kind === 'record' && (id === undefined || id === shown || type === 'accord'));
const inAccord: Topic = ({ kind, accord }, [, shown]) =>
  kind === 'feed' || (kind === 'record' && (accord === undefined || accord === shown));
/** A step on terms moves them once it has its place in the charter's feed. */
const movesCharter: Topic = ({ kind, channel }) => kind === 'feed' && (channel === undefined || channel === CHARTER);
const aboutAccord: Topic = (change, key) => {
  const { kind, accord, id } = change;
  const isOf = accord === key[1] || id === key[1] || accord === undefined;
  return isOf && (kind === 'record' || movesCharter(change, key));
};

/** By the first word of a query's key: what makes its answer stale. A query that is not named here says it in `meta.live`. */
const TOPICS: Readonly<Record<string, Topic>> = {
  record: aboutRecord,
  records: inAccord,
  accord: aboutAccord,
  accords: (change, key) =>
    movesCharter(change, key) || (change.kind === 'record' && (change.channel === CHARTER || change.type === 'accord')),
  session: (change, key) =>
    change.kind === 'partner' || movesCharter(change, key) || (change.kind === 'record' && change.channel === CHARTER),
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
