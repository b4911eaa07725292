import { CHARTER } from '#kernel/stix/values.ts';
import type { Db } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';
import { EVERY_ACCORD, membershipsOf } from '#store/people/membership.ts';
import type { Caller } from '#api/route.ts';

/** Members follow the feeds of their accords and channels; the administrator, who keeps them running, follows all. */
export async function feedsFollowedBy(
  db: Db,
  caller: Caller,
): Promise<(feed: Pick<Feed, 'accord' | 'channel'>) => boolean> {
  if (caller.role === 'administrator') return () => true;
  const memberships = await membershipsOf(db.pool, caller.personId);
  return (feed) =>
    memberships.some(
      ({ accordId, channels }) =>
        (accordId === feed.accord || accordId === EVERY_ACCORD) &&
        (channels === null || feed.channel === CHARTER || channels.includes(feed.channel)),
    );
}
