import { z } from 'zod';
import { media, type Shape } from '#contract/shape.ts';

/** That something changed which the reader sees; what it says now is read where it is always read. */
export type LiveChange = {
  /** `rights`: the reader's own, so anything may look different. */
  readonly kind: 'record' | 'feed' | 'partner' | 'desk' | 'notice' | 'rights' | 'comment';
  /** Of what changed; none if it is several of them. A step is told by the id of its subject. */
  readonly id?: string;
  readonly type?: string;
  readonly accord?: string;
  readonly channel?: string;
};

/** For programs that ask now and then instead of listening. */
export type LiveChanges = {
  readonly changes: readonly LiveChange[];
  /** To go on from, as `Last-Event-ID`. */
  readonly last: string;
  /** More changed than is told, or longer ago than is remembered: read anew what you need. */
  readonly missed: boolean;
};

export const eventsApi = {
  listenToEvents: {
    summary: 'That something changed which the caller may see, as it happens',
    description:
      'Server-sent events `change` (kind, record id, type, accord, channel; never content), `anew` (read again what you show), `resumed` and `beat`. ' +
      'It goes on after the header `Last-Event-ID`, or `after`. Without `Accept: text/event-stream` the answer is JSON, ends at once, and holds `changes`, `last` and `missed`.',
    query: z.strictObject({
      after: z.string().max(100).optional().describe('an event id, where no header can be given'),
    }),
    answers: { 200: media('text/event-stream', 'events until the caller leaves') },
  },
} satisfies Record<string, Shape>;
