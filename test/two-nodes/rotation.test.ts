import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { utf8 } from '#platform';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import { sql } from '#store/db.ts';
import { partyById, type Party } from '#store/parties.ts';
import { rotateKey } from '#store/rotate-key.ts';
import { areSound, deliveryBecomes, stateBecomes } from '../support/becomes.ts';
import { commitment } from '../support/accord.ts';
import {
  closeNodes,
  eventually,
  feedAt,
  ok,
  post,
  reconnect,
  recordAt,
  twoNodes,
  type Officer,
  type Pair,
  type TestNode,
} from '../support/two-nodes.ts';

let pair: Pair;
let firstFingerprints: string[];
beforeAll(async () => {
  pair = await twoNodes();
  firstFingerprints = [pair.a.running.fingerprint, pair.b.running.fingerprint];
});
afterAll(closeNodes);

const rotate = ({ running: { db, self, keys } }: TestNode): Promise<Uint8Array> => rotateKey(db, self, keys);
const partyAt = ({ running: { db } }: TestNode, of: TestNode): Promise<Party> =>
  db.transaction('node', async (tx) => (await partyById(tx, of.partyId))!);

/** Both ways, and acknowledged. */
async function flows(): Promise<void> {
  for (const [from, to] of [
    [pair.atA, pair.atB],
    [pair.atB, pair.atA],
  ] as [Officer, Officer][]) {
    const { record } = await post(from, commitment(pair.accord));
    await eventually(() => recordAt(to, record.id));
    await deliveryBecomes(from, record.id, 'stored');
    ok(await to.post(`/api/v1/records/${record.id}/steps`, { verb: 'accept' }));
    for (const at of [from, to]) await stateBecomes(at, record.id, 'accepted');
  }
}

async function goOnSoundly(): Promise<void> {
  await areSound(pair.a, pair.b);
  for (const at of [pair.atA, pair.atB])
    for (const channel of ['charter', 'secretariat']) expect((await feedAt(at, channel, 'theirs')).fault).toBeNull();
}

/** Until B signs nothing and takes nothing under the old key. */
async function isDone(node: TestNode, partner: TestNode, key: Uint8Array): Promise<void> {
  await eventually(async () => {
    const { publicKey, keys } = await partyAt(partner, node);
    expect(publicKey).toEqual(key);
    expect(keys.filter(({ until }) => until === null).map((one) => one.publicKey)).toEqual([key]);
    expect((await partyAt(node, partner)).knownKey).toEqual(key);
  });
}

test('the key changes while records flow both ways, and they flow on', async () => {
  const { a, b } = pair;
  await flows();
  const before = a.running.self.publicKey;
  const [next] = await Promise.all([rotate(a), flows()]);
  expect(a.running.self.publicKey).toEqual(next);
  await isDone(a, b, next);
  await flows();
  expect((await partyAt(b, a)).keys).toMatchObject([
    { publicKey: before, how: 'paired' },
    { publicKey: next, how: 'rotated', until: null },
  ]);
  const signed = await b.running.db.transaction('node', (tx) =>
    tx.rows<{ key: Uint8Array }>(sql`select key from store.feed where not is_ours`),
  );
  for (const { key } of signed) expect(new Uint8Array(key)).toEqual(next);
  await goOnSoundly();
});

test('a partner that was away while the key changed twice takes all that was published, in order', async () => {
  const { a, b, atA, atB, accord } = pair;
  a.wire.cut = b.wire.cut = true;
  const made: string[] = [];
  for (let i = 0; i < 3; i++) {
    made.push((await post(atA, commitment(accord))).record.id);
    if (i < 2) await rotate(a);
  }
  const key = await rotate(b); // and its own key changed while nobody heard it
  made.push((await post(atA, commitment(accord))).record.id);
  await deliveryBecomes(atA, made.at(-1)!, 'sent');
  reconnect(pair);
  for (const id of made) await eventually(() => recordAt(atB, id));
  await isDone(a, b, a.running.self.publicKey);
  await isDone(b, a, key);
  await flows();
  expect((await partyAt(b, a)).keys).toHaveLength(4);
  await goOnSoundly();
});

test('a dossier over the changes is trusted by the first fingerprints alone', async () => {
  for (const at of [pair.atA, pair.atB]) {
    const asked = { accord: pair.accord, purpose: 'yearly review', to: 'the auditor' };
    const bytes = utf8(ok(await at.post<string>('/api/v1/exports', asked)));
    expect(verifyDossier(bytes, firstFingerprints)).toMatchObject({ exit: 0, faults: [], untrusted: [] });
    expect(verifyDossier(bytes, firstFingerprints.slice(0, 1))).toMatchObject({ exit: 2 });
    const { record } = await post(at, commitment(pair.accord));
    await eventually(async () => expect((await recordAt(at, record.id)).feed).not.toBeNull());
    const chosen = utf8(ok(await at.post<string>('/api/v1/exports', { ...asked, records: [record.id] })));
    expect(verifyDossier(chosen, firstFingerprints)).toMatchObject({ exit: 0, faults: [] });
  }
});

test('keys that nothing needs any more are destroyed', async () => {
  for (const { running, dataDir } of [pair.a, pair.b]) {
    await eventually(async () => {
      await running.worker.publish();
      expect(await readdir(join(dataDir, 'keys'))).toEqual([expect.stringMatching(/^party-\d\.key$/), 'session.key']);
    });
    expect(running.self.hasSeveralKeys()).toBe(false);
  }
  await flows();
});
