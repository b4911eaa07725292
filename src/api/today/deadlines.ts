import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import type { Db } from '#store/db.ts';
import { tell } from '#store/notices.ts';
import type { Self } from '#store/self.ts';
import type { Module } from '#api/module.ts';

const NEAR_DAYS = 7;
/** Longer ago it is history, and told no more: also not anew when its notice has run out. */
const OVERDUE_DAYS = 30;
const LOOK_EVERY = 10 * 60_000;

/** Tells what falls due, level by level: looked at again and again, told once. */
export function deadlineWatch({ db, self, modules }: { db: Db; self: Self; modules: readonly Module[] }) {
  let lookedAt = -Infinity;
  return async (): Promise<void> => {
    const now = self.now();
    if (now.getTime() - lookedAt < LOOK_EVERY) return;
    await db.transaction('node', async (tx) => {
      for (const { deadlines } of modules)
        for (const { record, due, day } of (await deadlines?.({ tx, self, modules })) ?? []) {
          const left = day.getTime() + DAY_MS - now.getTime();
          const kind = left <= 0 ? 'deadline-overdue' : left <= NEAR_DAYS * DAY_MS ? 'deadline-near' : undefined;
          if (!kind || left <= -OVERDUE_DAYS * DAY_MS) continue;
          const to = { permission: 'steps.write' };
          await tell(tx, { kind, to, about: { record }, facts: { due }, at: now, key: `${record} ${due}` });
        }
    });
    lookedAt = now.getTime();
  };
}
