import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Delivery } from '#contract/records.ts';

/** What a delivery state means, in one sentence, for who asks "why was this not sent?". */
export const DELIVERY_MEANS: Readonly<Record<Delivery['state'], MessageDescriptor>> = {
  waiting: msg`The decision to release it waits for something.`,
  queued: msg`Release said yes; it will be written into the feed next.`,
  sent: msg`It is an entry of the feed. The partner has not acknowledged it yet.`,
  stored: msg`The partner’s receipt says that it is stored.`,
  missing: msg`The partner’s receipt says that its content did not arrive.`,
  quarantined: msg`The partner holds it back, because something about it does not agree.`,
  refused: msg`The partner’s node refused it.`,
  expunged: msg`Its content was deleted lawfully; the proof stays.`,
  withheld: msg`Release said no: it was not sent.`,
};
