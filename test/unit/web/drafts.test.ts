import { expect, test } from 'vitest';
import { LONGEST_DRAFT } from '#contract/longest-draft.ts';
import type { OwnDrafts } from '#contract/drafts.ts';
import { openShelf, type DraftNode, type Shelf } from '../../../web/src/data/drafts/shelf.ts';

const KEY = btoa('k'.repeat(32));
const about = { tlp: 'amber', record: 'commitment--1' };

/** A browser's storage. */
function device() {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, text: string) => void held.set(name, text),
    removeItem: (name: string) => void held.delete(name),
    key: (at: number) => [...held.keys()][at] ?? null,
    get length() {
      return held.size;
    },
  };
}

/** The node's side; `away`: nobody answers. */
function node(key = KEY) {
  const there = new Map<string, OwnDrafts['drafts'][number]>();
  const state = { away: false };
  const answer = <T>(value: () => T): Promise<T> =>
    state.away ? Promise.reject(new Error('away')) : Promise.resolve(value());
  const asked: DraftNode = {
    read: () => answer(() => ({ key, drafts: [...there.values()] })),
    keep: ({ form, text }) => answer(() => there.set(form, { form, text, at: new Date(clock++).toISOString() })),
    drop: (form) => answer(() => there.delete(form)),
  };
  return { there, state, asked };
}

let clock = Date.parse('2026-01-01T00:00:00Z');
const open = (place: ReturnType<typeof device>, { asked }: ReturnType<typeof node>, person = 'one'): Shelf =>
  openShelf({
    owner: { party: 'north', person },
    node: asked,
    place,
    now: () => new Date(clock++),
    pauseMs: 5,
    againMs: 10,
  });

test('a draft is at the node and sealed on the device, and is found on another device', async () => {
  const [here, north] = [device(), node()];
  const shelf = open(here, north);
  shelf.set('comment 1', 'half a thought', about);
  await shelf.settle();
  expect(shelf.of('comment 1')).toMatchObject({ value: 'half a thought', where: 'node' });
  expect(shelf.unsaved()).toBe(0);
  expect([...here.held.keys()]).toEqual(['entente.draft.north.one.comment 1']);
  expect([...here.held.values()].join(' ')).not.toContain('thought');
  const other = open(device(), north);
  await other.settle();
  expect(other.of('comment 1')).toMatchObject({ value: 'half a thought', where: 'node' });
});

test('while the node is away it is on the device, outlives the page, and goes to the node later', async () => {
  const [here, north] = [device(), node()];
  const shelf = open(here, north);
  await shelf.settle();
  north.state.away = true;
  shelf.set('comment 1', 'typed on a train', about);
  await shelf.settle();
  expect(shelf.of('comment 1')?.where).toBe('device');
  expect(shelf.unsaved()).toBe(1);
  expect(north.there.size).toBe(0);
  north.state.away = false;
  const anew = open(here, north);
  await expect.poll(() => north.there.get('comment 1')?.text).toBe('"typed on a train"');
  expect(anew.of('comment 1')?.value).toBe('typed on a train');
});

test('above TLP:AMBER, and without a marking, nothing is on the device, and the node has it', async () => {
  const [here, north] = [device(), node()];
  const shelf = open(here, north);
  shelf.set('red', 'for few', { tlp: 'red' });
  shelf.set('unmarked', 'for whom?', { tlp: undefined });
  await shelf.settle();
  expect(here.held.size).toBe(0);
  expect([...north.there.keys()].sort()).toEqual(['red', 'unmarked']);
});

test('what one person left is opened by no other, nor with another key', async () => {
  const [here, north] = [device(), node()];
  const shelf = open(here, north);
  shelf.set('comment 1', 'mine', about);
  await shelf.settle();
  const thief = open(here, node(), 'two');
  const stranger = open(here, node(btoa('x'.repeat(32))));
  await Promise.all([thief.settle(), stranger.settle()]);
  expect([thief.of('comment 1'), stranger.of('comment 1')]).toEqual([undefined, undefined]);
});

test('what is forgotten is gone from both, also while it was on its way', async () => {
  const [here, north] = [device(), node()];
  const shelf = open(here, north);
  shelf.set('comment 1', 'sent', about);
  const settled = shelf.settle();
  shelf.forget('comment 1');
  await settled;
  await shelf.settle();
  expect([shelf.of('comment 1'), here.held.size, north.there.size]).toEqual([undefined, 0, 0]);
});

test('what is typed last counts, on whichever device', async () => {
  const [here, there, north] = [device(), device(), node()];
  const [one, two] = [open(here, north), open(there, north)];
  one.set('comment 1', 'first', about);
  await one.settle();
  two.set('comment 1', 'second', about);
  await two.settle();
  const anew = open(here, north);
  await anew.settle();
  expect(anew.of('comment 1')?.value).toBe('second');
});

test('whoever leaves leaves nothing on the device', async () => {
  const [here, north] = [device(), node()];
  const shelf = open(here, north);
  shelf.set('comment 1', 'at the node', about);
  await shelf.settle();
  shelf.leave();
  expect([here.held.size, north.there.size]).toEqual([0, 1]);
});

test('what is longer than the node keeps is not sent there, is kept here, and is said to be too long until it is shorter', async () => {
  const [here, north] = [device(), node()];
  const shelf = open(here, north);
  shelf.set('comment 1', 'x'.repeat(LONGEST_DRAFT), about);
  await shelf.settle();
  expect(shelf.of('comment 1')).toMatchObject({ where: 'device', isTooLong: true });
  expect([north.there.size, shelf.unsaved()]).toEqual([0, 1]);
  const again = open(here, north);
  await again.settle();
  expect(again.of('comment 1')).toMatchObject({ value: 'x'.repeat(LONGEST_DRAFT), where: 'device', isTooLong: true });
  again.set('comment 1', 'x'.repeat(LONGEST_DRAFT - 2), about);
  await again.settle();
  expect(again.of('comment 1')).toMatchObject({ where: 'node' });
  expect(again.of('comment 1')?.isTooLong).toBeUndefined();
});
