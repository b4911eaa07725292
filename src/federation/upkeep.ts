import type pg from 'pg';
import { loop } from '#federation/loop.ts';
import { endAccessRetention } from '#store/access-retention.ts';
import type { Db } from '#store/db.ts';
import { endDrafts } from '#store/drafts.ts';
import { endEvents } from '#store/live.ts';
import { endNotices } from '#store/notices.ts';
import { endMessages } from '#store/notices/messages.ts';
import { purge, purgeDue } from '#store/purge.ts';
import type { Pulse } from '#store/pulse.ts';
import { eraseApplicants } from '#store/subject-requests.ts';
import { endRetention } from '#store/retention.ts';
import type { Self } from '#store/self.ts';

export type UpkeepOptions = {
  readonly db: Db;
  readonly owner: pg.ClientConfig;
  readonly self: Self;
  readonly report: (line: string) => void;
  /** Milliseconds between two looks; `never` where each step is told. */
  readonly every?: number | 'never';
  /** Milliseconds for which expunged content is collected before the tables are rewritten. */
  readonly purgeAfter?: number;
  readonly pulse: Pulse;
};

export type Upkeep = { readonly stop: () => Promise<void> };

const LOOK_EVERY = 60_000;
/** What was sent, or given up, is counted for so long. */
const MESSAGES_KEPT = 14 * 24 * 60 * 60_000;
const PURGE_AFTER = 10 * 60_000;

/** What time alone makes due: the end of retention, of notices, of drafts and of told events, and the purge of what was expunged. Nothing is remembered outside the database. */
export function startUpkeep({
  db,
  owner,
  self,
  report,
  every = LOOK_EVERY,
  purgeAfter = PURGE_AFTER,
  pulse,
}: UpkeepOptions): Upkeep {
  const purging = loop(pulse.watch('purge', purgeIfDue), { every, report });
  const ending = loop(pulse.watch('retention', endWhatIsDue), { every, report });

  async function endWhatIsDue(): Promise<void> {
    while (await db.transaction('node', (tx) => endRetention(tx, self))); // each batch is durable by itself
    await db.transaction('node', async (tx) => {
      await endNotices(tx, self.now());
      await endMessages(tx, new Date(self.now().getTime() - MESSAGES_KEPT));
      await endEvents(tx, self.now());
      await endDrafts(tx, self.now());
      await eraseApplicants(tx, self.now());
    });
    await endAccessRetention(db, owner, self.now());
    purging.now();
  }

  async function purgeIfDue(): Promise<void> {
    const due = await purgeDue(db);
    if (due && self.now().getTime() - due.since.getTime() >= purgeAfter) await purge(owner, self.now());
  }

  ending.now();
  return {
    stop: async () => {
      await Promise.all([ending.stop(), purging.stop()]);
    },
  };
}
