import { msg } from '@lingui/core/macro';
import type { FeedView } from '#contract/feeds.ts';
import type { Term } from '../../ui/vocabulary.ts';

export const FEED_STATES: Readonly<Record<string, Term>> = {
  fault: { label: msg`Quarantined`, tone: 'bad' },
  behind: { label: msg`Waits for the recipient`, tone: 'wait' },
  level: { label: msg`Both hold the same`, tone: 'done' },
  empty: { label: msg`Empty`, tone: 'neutral' },
};

/** Both hold the same once the recipient has cosigned all that the publisher signed. */
export function feedState({ fault, size, cosigned }: FeedView): string {
  if (fault !== null) return 'fault';
  if (size === 0) return 'empty';
  return cosigned !== null && cosigned.size >= size ? 'level' : 'behind';
}

/** The charter first, then by channel; ours before theirs. */
export function byName(a: FeedView, b: FeedView): number {
  const [first, second] = [rank(a), rank(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function rank({ channel, direction, epoch }: FeedView): string {
  return `${channel === 'charter' ? 0 : 1} ${channel} ${direction} ${epoch}`;
}
