import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHARTER } from '#store/accords.ts';
import { openEpoch } from '#store/epochs.ts';
import { feedsOfLine, newestFeed, type FeedLine } from '#store/feeds.ts';
import { backUp } from '../support/backups.ts';
import { bothHoldTheSame, lost, recoveryAt, traffic } from '../support/restored.ts';
import { closeNodes, eventually, reconnect, twoNodes, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
beforeAll(async () => {
  pair = await twoNodes();
  await traffic(pair, 'Before the backup');
});
afterAll(closeNodes);

const lineOfB = (channel: string): FeedLine => ({
  publisher: pair.b.partyId,
  recipient: pair.a.partyId,
  accord: pair.accord,
  channel,
});

/** B begins anew after what A holds. */
async function beginAnew(channel: string): Promise<void> {
  const { a, b, accord } = pair;
  await bothHoldTheSame(a, b, accord);
  const held = (await a.running.db.transaction('node', (tx) => newestFeed(tx, lineOfB(channel))))!;
  await b.running.db.transaction('node', (tx) => openEpoch(tx, lineOfB(channel), held));
}

test('a node restored from before its partner began anew, twice, reads the earlier epochs first and names nothing false', async () => {
  const { b, accord } = pair;
  const from = await backUp(pair.a);
  await traffic(pair, 'In the first epoch');
  await beginAnew('secretariat');
  await beginAnew(CHARTER);
  await traffic(pair, 'In the second');
  await beginAnew('secretariat');
  await traffic(pair, 'In the third');
  await bothHoldTheSame(pair.a, b, accord);
  const a = await lost(pair.a, from);
  pair = { ...pair, a };
  reconnect(pair);
  await eventually(async () => expect(await recoveryAt(a)).toMatchObject([{ ended: true, problem: null }]));
  await bothHoldTheSame(a, b, accord);
  const epochs = await a.running.db.transaction('node', (tx) => feedsOfLine(tx, lineOfB('secretariat')));
  expect(epochs.map(({ epoch, size, endedSize }) => [epoch, size === endedSize])).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ]);
  await traffic(pair, 'After the restore');
  await bothHoldTheSame(a, b, accord);
});
