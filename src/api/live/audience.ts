import type { LiveChange } from '#contract/events.ts';
import type { LiveEvent } from '#store/live.ts';
import { feedsFollowedBy } from '#api/followed-feeds.ts';
import type { Caller } from '#api/caller.ts';

/** A reader as they were judged last. */
export type Judged = {
  readonly caller: Caller;
  readonly classes: ReadonlySet<number>;
  readonly follows: (place: { readonly accord: string; readonly channel: string }) => boolean;
};

export function judged(caller: Caller): Judged {
  return { caller, classes: new Set(caller.classes), follows: feedsFollowedBy(caller) };
}

/** What is told of the event to this reader: nothing at all unless they see by a normal read what it is about. */
export function toldOf(event: LiveEvent, { caller, classes, follows }: Judged): LiveChange | undefined {
  const { kind, id, type, accord, channel } = event;
  if (kind === 'rights') return undefined;
  const change: LiveChange = {
    kind,
    ...(id === null ? {} : { id }),
    ...(type === null ? {} : { type }),
    ...(accord === null ? {} : { accord }),
    ...(channel === null ? {} : { channel }),
  };
  const holds = (permission: Caller['permissions'][number]): boolean => caller.permissions.includes(permission);
  const isTold = {
    record: () => holds('records.read') && seesAll(event, classes),
    comment: () => holds('records.read') && seesAll(event, classes),
    desk: () => holds('statements.read') && seesAll(event, classes),
    feed: () => holds('feeds.read') && accord !== null && channel !== null && follows({ accord, channel }),
    partner: () => holds('partners.read'),
    notice: () => event.person === caller.personId,
  } satisfies Record<typeof kind, () => boolean>;
  return isTold[kind]() ? change : undefined;
}

const seesAll = (event: LiveEvent, classes: ReadonlySet<number>): boolean =>
  event.classes !== null && event.classes.length > 0 && event.classes.every((one) => classes.has(one));

/** Whether a reader's own view changed, so that what they look at may have come or gone. */
export const isOtherView = (before: Caller, now: Caller): boolean => viewOf(before) !== viewOf(now);

const viewOf = ({ role, permissions, classes, waitsFor }: Caller): string =>
  JSON.stringify([role, permissions, [...classes].sort((a, b) => a - b), [...waitsFor.keys()]]);
