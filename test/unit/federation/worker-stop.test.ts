import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Db } from '#store/db.ts';
import { parties, type Party } from '#store/parties.ts';
import type { Self } from '#store/self.ts';
import { startWorker } from '#federation/worker.ts';

test('a worker that is stopped while it looks up its partners begins no pull of any of them', async () => {
  const looking = Promise.withResolvers<void>();
  const found = Promise.withResolvers<Party[]>();
  const asked: unknown[] = [];
  const transaction = async (_scope: unknown, work: unknown): Promise<unknown> => {
    asked.push(work);
    if (work !== parties) return undefined; // nothing is queued
    looking.resolve();
    return found.promise;
  };
  // Of the node only what a worker without anything to say asks for.
  const db = { transaction, listen: async () => async () => {} } as unknown as Db;
  const self = { now: () => new Date() } as unknown as Self;
  const fetch = (): Promise<never> => Promise.reject(new TypeError('nobody is called'));
  const worker = await startWorker({ db, self, fetch, report: () => {}, pullEvery: 1 });
  await looking.promise;
  const stopped = worker.stop();
  found.resolve([{ id: 'identity--1', isSelf: false, url: 'http://partner.example', keys: [] } as unknown as Party]);
  await stopped;
  const before = asked.length;
  await sleep(30);
  expect(asked).toHaveLength(before);
});
