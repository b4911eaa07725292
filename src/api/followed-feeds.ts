import { mayFollow, reaches } from '#kernel/policy/rights.ts';
import type { Feed } from '#store/feeds.ts';
import type { Permission } from '#api/permissions.ts';
import type { Caller } from '#api/caller.ts';
import { underOf } from '#api/rights.ts';

/** Whoever is assigned to an accord follows the feeds of its channels; the administrator, who keeps them running, follows all. */
export function feedsFollowedBy(
  { rights, seen }: Caller,
  action: Permission = 'feeds.read',
): (feed: Pick<Feed, 'accord' | 'channel'>) => boolean {
  const seats = rights.seats.flatMap((seat) => {
    const grants = seat.grants.filter((grant) => grant.action === action);
    return grants.length === 0 ? [] : [{ seat, isOfNode: grants.some(({ scope }) => scope === 'node') }];
  });
  return (feed) =>
    seats.some(
      ({ seat, isOfNode }) =>
        isOfNode ||
        (reaches(seat, { accord: feed.accord, under: underOf(seen, feed.accord) }) &&
          mayFollow(seat.channels, feed.channel)),
    );
}
