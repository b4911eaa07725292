import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ed25519PublicKey, ed25519Sign, toBase64, utf8 } from '#platform';
import type { OwnCard, PartnerView, PartyCard } from '#contract/partners.ts';
import { partnerClient } from '#federation/messages/client.ts';
import { FEEDS_PATH } from '#federation/wire.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import type { z } from 'zod';
import {
  closeNodes,
  eventually,
  ok,
  recordAt,
  testNode,
  type Officer,
  type Problem,
  type TestNode,
} from '../support/two-nodes.ts';
import { accordBetween } from '../support/accord.ts';
import { admit } from '#store/admit.ts';

let a: TestNode;
let b: TestNode;
let atA: Officer;
let atB: Officer;

beforeAll(async () => {
  [a, b] = await Promise.all([testNode({ name: 'Northern Harbour' }), testNode({ name: 'Southern Harbour' })]);
  atA = await a.officer('administrator', null);
  atB = await b.officer('administrator', null);
});
afterAll(closeNodes);

const cardOf = async (at: Officer) => ok(await at.get<z.infer<typeof OwnCard>>('/api/v1/card'));
const pairing = (at: Officer, card: PartyCard, compared: string) =>
  at.post<Problem & PartnerView>('/api/v1/partners', { card, fingerprint: compared });
const partnersOf = async (at: Officer) => ok(await at.get<{ partners: PartnerView[] }>('/api/v1/partners')).partners;
const seedOf = (byte: number) => new Uint8Array(32).fill(byte);

/** As a node would ask, with any key in any name. */
const asking = (keyId: string, seed: Uint8Array) =>
  partnerClient({
    baseUrl: `http://127.0.0.1:${a.port}`,
    ownKeyId: keyId,
    sign: async (bytes) => ed25519Sign(seed, bytes),
    partnerKey: { keyId: a.partyId, publicKey: a.running.self.publicKey },
    fetch,
    randomness: a.running.self.randomBytes,
    limits: { timeoutMs: 10_000, maxBytes: 1_000_000 },
  }).call({ method: 'GET', path: FEEDS_PATH });

test('before pairing a party’s signed request is refused', async () => {
  await expect(asking(b.partyId, seedOf(1))).rejects.toMatchObject({ code: 'untrusted' });
  await expect(asking(`identity--${randomUUID()}`, seedOf(1))).rejects.toMatchObject({ code: 'untrusted' });
});

test('a card whose fingerprint is not the one that was compared is refused, and nothing is paired', async () => {
  const { card, fingerprint: right } = await cardOf(atB);
  const wrong = right.startsWith('0') ? `1${right.slice(1)}` : `0${right.slice(1)}`;
  expect(await pairing(atA, card, wrong)).toMatchObject({ status: 403, body: { code: 'untrusted' } });
  const swapped = { ...card, key: toBase64(ed25519PublicKey(seedOf(2))) };
  expect(await pairing(atA, swapped, right)).toMatchObject({ status: 403, body: { code: 'untrusted' } });
  expect(await partnersOf(atA)).toEqual([]);
});

test('a node does not pair with itself', async () => {
  const { card, fingerprint: own } = await cardOf(atA);
  expect((await pairing(atA, card, own)).status).toBe(422);
});

test('only an administrator pairs', async () => {
  const { card, fingerprint: right } = await cardOf(atB);
  expect((await pairing(await a.officer('secretary', null), card, right)).status).toBe(403);
});

test('two administrators who compared fingerprints pair their nodes, and these can speak at once', async () => {
  for (const [at, other] of [
    [atA, atB],
    [atB, atA],
  ] as const) {
    const { card, fingerprint: compared } = await cardOf(other);
    expect(await pairing(at, card, compared)).toMatchObject({
      status: 201,
      body: { id: card.id, fingerprint: compared },
    });
  }
  for (const at of [atA, atB]) await eventually(async () => expect((await partnersOf(at))[0]!.reachable).toBe(true));
  const terms = accordBetween(a.partyId, b.partyId);
  await a.running.db.transaction('node', (tx) => admit(tx, a.running.self, terms));
  const reader = await b.officer('secretary', terms.id);
  await eventually(() => recordAt(reader, terms.id));
});

test('another key for a party that is paired is refused, whatever its fingerprint', async () => {
  const { card, fingerprint: right } = await cardOf(atB);
  const key = ed25519PublicKey(seedOf(3));
  const other = { ...card, key: toBase64(key) };
  expect(await pairing(atA, other, fingerprint(card.id, key))).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });
  expect((await partnersOf(atA))[0]!.fingerprint).toBe(right);
  await expect(asking(b.partyId, seedOf(3))).rejects.toMatchObject({ code: 'untrusted' });
});

test('the same card again moves the address and nothing else', async () => {
  const { card, fingerprint: right } = await cardOf(atB);
  const moved = { ...card, url: 'http://127.0.0.1:9' };
  expect(await pairing(atA, moved, right)).toMatchObject({ status: 201, body: { url: moved.url } });
  expect(await partnersOf(atA)).toHaveLength(1);
  ok(await pairing(atA, card, right));
});

test('an answer that was changed on the way is not believed, and hurts nothing once the way is clear', async () => {
  const terms = accordBetween(a.partyId, b.partyId);
  b.wire.tamper = (_, body) => {
    const changed = body.slice();
    changed[changed.length >> 1]! ^= 1;
    return changed;
  };
  await a.running.db.transaction('node', (tx) => admit(tx, a.running.self, terms));
  await eventually(async () => expect((await partnersOf(atB))[0]).toMatchObject({ reachable: false }));
  expect((await partnersOf(atB))[0]!.fault).toMatch(/^[^\n]+$/);
  b.wire.tamper = undefined;
  const reader = await b.officer('secretary', terms.id);
  await eventually(() => recordAt(reader, terms.id));
  const { feeds } = ok(await reader.get<{ feeds: { fault: unknown }[] }>('/api/v1/feeds'));
  expect(feeds.every(({ fault }) => fault === null)).toBe(true);
});

test('a partner’s request may not speak in another’s name, nor for another node', async () => {
  await expect(asking(a.partyId, seedOf(1))).rejects.toMatchObject({ code: 'untrusted' });
  const unsigned = await fetch(`http://127.0.0.1:${a.port}${FEEDS_PATH}`);
  expect(unsigned.status).toBe(401);
  expect(utf8(await unsigned.text()).length).toBeLessThan(1000);
});
