import type { NodeContext } from '#api/module.ts';
import type { ReadingThread } from '../source/reading-thread.ts';
import type { Desk } from './desk.ts';
import { readQueued } from './read-queued.ts';
import { ruleReader } from './reader.ts';
import { withdrawDue } from './withdraw.ts';

/** The desk of a node with what it does by itself: reading what was put in, and ending what was kept for its time. */
export function openDesk(
  { db, self, modules, statementDays: days, inBackground }: NodeContext,
  thread: ReadingThread,
): Desk {
  const desk: Desk = { db, self, modules, days, thread, reader: ruleReader(thread) };
  inBackground('entente_desk', async () => {
    while (await db.transaction('node', (tx) => withdrawDue(tx, self.now()))); // each batch is durable by itself
    await readQueued(desk);
  });
  return desk;
}
