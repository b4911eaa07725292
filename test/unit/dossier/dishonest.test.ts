import { describe, expect, it } from 'vitest';
import { toBase64 } from '#platform';
import { buildDossier } from '#kernel/dossier/build.ts';
import type { DossierFeed } from '#kernel/dossier/build.ts';
import type { PartyCard } from '#kernel/dossier/lines.ts';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { cosign, cosignerKey } from '#kernel/log/cosignature.ts';
import type { Entry, Seen } from '#kernel/log/entry.ts';
import { inclusionProof } from '#kernel/log/merkle.ts';
import { formatNote, parseNote } from '#kernel/log/note.ts';
import * as world from './two-parties.ts';

// Here the exporter itself lies: its own signature over the file is right.

const { one, two, at, unseen } = world;
const trust = [one.print, two.print];
const written = world.log([1, 2, 3].map((n) => world.shared(world.record(one, n))));
const feed = world.completeFeed(written, one, two);
const judge = async (...feeds: DossierFeed[]) =>
  verifyDossier(await buildDossier(world.dossierOf(...feeds), one.exporter), trust);
const faultsOf = async (...feeds: DossierFeed[]) => (await judge(...feeds)).faults.map(({ fault }) => fault);
const entries = [...feed.entries];
const other = world.shared(world.record(one, 9));

describe('an exporter cannot pass off', () => {
  it.each<[string, DossierFeed, string]>([
    [
      'an entry in place of another',
      { ...feed, entries: [entries[0]!, { ...other, index: 1 }, entries[2]!] },
      'changed-entry',
    ],
    ['a feed as complete that lacks its end', { ...feed, entries: entries.slice(0, 2) }, 'missing-entries'],
    ['a feed as complete that lacks its middle', { ...feed, entries: [entries[0]!, entries[2]!] }, 'missing-entries'],
    ['more entries than were signed', { ...feed, entries: [...entries, { ...other, index: 3 }] }, 'missing-entries'],
    [
      'the content of another record',
      { ...feed, entries: [entries[0]!, { ...entries[1]!, disclosure: other.disclosure }, entries[2]!] },
      'bad-disclosure',
    ],
    [
      'a checkpoint of its own',
      { ...feed, checkpoint: world.checkpointOf(written, feed.origin, [world.key(8)]) },
      'unknown-key',
    ],
    [
      'a checkpoint of another feed',
      { ...feed, checkpoint: world.checkpointOf(written, world.originOf(one, two, 'secretariat'), [one]) },
      'wrong-origin',
    ],
    [
      'a cosignature of its own',
      { ...feed, cosigned: world.cosigned(feed.checkpoint, two, world.key(8)) },
      'bad-cosignature',
    ],
    ['its own cosignature', { ...feed, cosigned: world.cosigned(feed.checkpoint, one) }, 'bad-cosignature'],
    [
      'a cosigned checkpoint larger than the newest',
      { ...feed, checkpoint: world.checkpointOf(written, feed.origin, [one], 2), entries: entries.slice(0, 2) },
      'rollback',
    ],
    ['a feed of someone without a card', { ...feed, origin: world.originOf(world.party(4), two) }, 'unknown-party'],
    ['a needless proof', { ...feed, consistency: [new Uint8Array(32)] }, 'malformed'],
  ])('%s', async (_, lie, fault) => {
    expect(await judge(lie)).toMatchObject({ exit: 1, faults: [{ fault }] });
  });

  it('a cosignature over another history', async () => {
    const fork = world.log([world.shared(world.record(one, 1)), other, ...written.entries.slice(2)]);
    const signed = world.cosigned(world.checkpointOf(fork, feed.origin, [one]), two);
    expect(await faultsOf({ ...feed, cosigned: signed })).toEqual(['fork']);
    expect(await faultsOf({ ...world.selectedFeed(written, [one, two], [0]), cosigned: signed })).toEqual(['fork']);
  });

  it('a selected entry that is not in the log', async () => {
    const selected = world.selectedFeed(written, [one, two], [1]);
    const [entry] = [...selected.entries];
    expect(await faultsOf({ ...selected, entries: [{ ...entry!, ...other }] })).toEqual(['bad-proof']);
    expect(await faultsOf({ ...selected, entries: [{ ...entry!, index: 2 }] })).toEqual(['bad-proof']);
    expect(await faultsOf({ ...selected, entries: [entry!, entry!] })).toEqual(['malformed']);
  });

  it('one feed twice', async () => {
    expect(await faultsOf(feed, feed)).toEqual(['malformed']);
  });
});

describe('a publisher is caught', () => {
  const publish = (...records: JsonObject[]) =>
    world.completeFeed(world.log(records.map((value) => world.shared(value))), one, two);

  it.each<[string, DossierFeed, string[]]>([
    [
      'naming another accord',
      publish(world.record(one, 1, { accord_ref: 'accord--44444444-4444-4444-8444-444444444444' })),
      ['wrong-accord'],
    ],
    ['naming another channel', publish(world.record(one, 1, { channel: 'secretariat' })), ['wrong-accord']],
    ['speaking in the name of the partner', publish(world.record(two, 1)), ['wrong-author']],
    [
      'relaying an object by the partner',
      publish({ type: 'note', id: 'note--1', modified: at, created_by_ref: two.id }),
      ['wrong-author'],
    ],
    [
      'showing two contents for one version',
      publish(world.record(one, 1), world.record(one, 1, { text: 'something else' })),
      ['equivocation'],
    ],
    [
      'stepping on a content that was never shared',
      publish(
        world.record(one, 1),
        world.record(one, 2, {
          type: 'step',
          verb: 'accept',
          subject: { id: world.record(one, 1)['id'] as string, modified: at, c: toBase64(new Uint8Array(32)) },
        }),
      ),
      ['wrong-subject'],
    ],
  ])('%s', async (_, lie, faults) => {
    expect(await faultsOf(lie)).toEqual(faults);
  });

  it('relaying what others wrote, and stepping on what was shared, it is not', async () => {
    const { entry } = world.shared(world.record(one, 1));
    const c = entry.kind === 'record' ? entry.c : '';
    const step = world.record(one, 2, {
      type: 'step',
      verb: 'accept',
      subject: { id: world.record(one, 1)['id'] as string, modified: at, c },
    });
    expect(
      await judge(publish(world.record(one, 1), step, { type: 'note', id: 'note--1', modified: at })),
    ).toMatchObject({ exit: 0 });
  });

  it('taking back what it had seen', async () => {
    const saw = (size: number): Entry => ({
      v: 1,
      kind: 'expunge',
      at,
      seen: [1, size, toBase64(world.rootOf(written, size))],
      index: 0,
    });
    const lie = world.log([world.plain(saw(2)), world.plain(saw(1))]);
    expect(await faultsOf(feed, world.completeFeed(lie, two, one))).toEqual(['seen-decreased']);
  });

  it('having seen another history than the partner published', async () => {
    const root: Seen = [1, 2, toBase64(new Uint8Array(32))];
    const lie = world.log([world.plain({ v: 1, kind: 'expunge', at, seen: root, index: 0 })]);
    expect(await faultsOf(feed, world.completeFeed(lie, two, one))).toEqual(['fork']);
  });

  it('writing what is no entry', async () => {
    const bad = { ...world.plain({ v: 1, kind: 'expunge', at, seen: unseen, index: 0 }), index: 0 };
    const selected = {
      ...world.selectedFeed(written, [one, two], []),
      entries: [{ ...bad, entry: { ...bad.entry, v: 2 as never }, proof: [] }],
    };
    expect(await faultsOf(selected)).toEqual(['bad-proof', 'bad-entry']);
  });

  it('writing names that would fake a line of the report', async () => {
    const names = { en: 'A\n  index 0: lawfully deleted\u202e' };
    const bytes = await buildDossier(
      { ...world.dossierOf(feed), cards: [{ card: { ...one.card, names } }, { card: two.card }] },
      one.exporter,
    );
    const verdict = verifyDossier(bytes, trust);
    expect(verdict.exit).toBe(0);
    // oxlint-disable-next-line no-control-regex -- exactly these must not come through
    expect(verdict.lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

describe('a cosigner', () => {
  it('may state a time beyond all dates, and the report stands', async () => {
    const { text, signatures } = parseNote(feed.checkpoint);
    const line = cosign(text, Number.MAX_SAFE_INTEGER, { key: cosignerKey(two.uuid, two.publicKey), seed: two.seed });
    const verdict = await judge({ ...feed, cosigned: formatNote({ text, signatures: [...signatures, line] }) });
    expect(verdict.exit).toBe(0);
    expect(verdict.lines[0]).toContain(`cosigned second ${Number.MAX_SAFE_INTEGER}`);
  });
});

describe('trust follows a change of key', () => {
  const next = world.key(5);
  const card: PartyCard = { ...one.card, key: toBase64(next.publicKey) };
  const cards = [{ card, earlier: [one.card.key] }, { card: two.card }];
  const exporter = { ...world.party(1, next).exporter };
  const changing = world.log([
    ...written.entries,
    world.plain({ v: 1, kind: 'key', at, seen: unseen, key: card.key }),
    world.shared(world.record(one, 7)),
  ]);
  const rotation = {
    origin: feed.origin,
    checkpoint: world.checkpointOf(changing, feed.origin, [one, next], 4),
    index: 3,
    entry: changing.entries[3]!.entry,
    proof: inclusionProof(3, 4, changing.tiles).hashes,
  };
  const after = {
    ...world.completeFeed(changing, one, two),
    checkpoint: world.checkpointOf(changing, feed.origin, [next]),
  };
  const input = { cards, rotations: [rotation], feeds: [after] };

  it('from the earlier key to the later one', async () => {
    expect(verifyDossier(await buildDossier(input, exporter), trust)).toMatchObject({ exit: 0, faults: [] });
  });

  it('and never back', async () => {
    const before = { ...feed, origin: world.originOf(one, two, 'charter') };
    const later = [world.party(1, next).print, two.print];
    expect(verifyDossier(await buildDossier({ cards, feeds: [before] }, exporter), later)).toMatchObject({
      exit: 2,
      untrusted: [{ fingerprint: one.print, as: 'publisher' }],
    });
    expect(verifyDossier(await buildDossier(input, exporter), later)).toMatchObject({ exit: 0 });
  });

  it('not without the proof', async () => {
    expect(verifyDossier(await buildDossier({ ...input, rotations: [] }, exporter), trust)).toMatchObject({
      exit: 2,
      faults: [],
    });
  });

  it.each([
    ['the new key alone', { checkpoint: world.checkpointOf(changing, feed.origin, [next], 4) }, 'bad-rotation'],
    ['the old key alone', { checkpoint: world.checkpointOf(changing, feed.origin, [one], 4) }, 'bad-rotation'],
    ['another entry', { entry: changing.entries[0]!.entry }, 'bad-rotation'],
    ['another place', { index: 2 }, 'bad-proof'],
  ])('not by a checkpoint with %s', async (_, change, fault) => {
    expect(
      verifyDossier(await buildDossier({ ...input, rotations: [{ ...rotation, ...change }] }, exporter), trust),
    ).toMatchObject({ exit: 1, faults: [{ fault }] });
  });

  it('and the key that was replaced signs no more', async () => {
    const stale = { ...after, checkpoint: world.checkpointOf(changing, feed.origin, [one]) };
    expect(verifyDossier(await buildDossier({ ...input, feeds: [stale] }, exporter), trust)).toMatchObject({
      exit: 1,
      faults: [{ fault: 'superseded-key' }],
    });
  });
});
