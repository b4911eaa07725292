import { expect, it } from 'vitest';
import { toBase64 } from '#platform';
import { buildDossier } from '#kernel/dossier/build.ts';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import type { Seen } from '#kernel/log/entry.ts';
import { emptyRoot } from '#kernel/log/merkle.ts';
import * as world from './two-parties.ts';

const { one, two, at, unseen } = world;
const first = world.log([world.shared(world.record(one, 1)), world.shared(world.record(one, 2))]);
const origin = world.originOf(one, two).replace(/\/1$/, '/2');
const cards = [{ card: one.card }, { card: two.card }];
const held: Seen = [1, 1, toBase64(world.rootOf(first, 1))];

/** The recipient held one of the two entries of the first epoch when the second opened. */
async function verdict(entries: Parameters<typeof world.log>[0]) {
  const second = world.log(entries);
  const checkpoint = world.checkpointOf(second, origin, [one]);
  const opened = {
    ...world.completeFeed(second, one, two),
    origin,
    checkpoint,
    cosigned: world.cosigned(checkpoint, two),
  };
  const bytes = await buildDossier({ cards, feeds: [world.completeFeed(first, one, two), opened] }, one.exporter);
  const { exit, faults } = verifyDossier(bytes, [one.print, two.print]);
  return { exit, faults: faults.map(({ fault }) => fault) };
}

const epoch = (previous: Seen) => world.plain({ v: 1, kind: 'epoch', at, seen: unseen, previous });
const record = world.shared(world.record(one, 3));

it('An epoch that begins after a beginning of the one before holds', async () => {
  expect(await verdict([epoch(held), record])).toEqual({ exit: 0, faults: [] });
});

it.each([
  ['after another history', [epoch([1, 1, toBase64(emptyRoot())]), record], 'fork'],
  ['without saying what came before', [record], 'bad-epoch'],
  ['after an epoch that is not the one before', [epoch([3, 1, held[2]]), record], 'bad-epoch'],
  ['twice', [epoch(held), epoch(held)], 'bad-epoch'],
])('An epoch that begins %s is named', async (_, entries, fault) => {
  expect(await verdict(entries)).toEqual({ exit: 1, faults: [fault] });
});
