import { describe, expect, it } from 'vitest';
import { toBase64, utf8 } from '#platform';
import { buildDossier } from '#kernel/dossier/build.ts';
import { dossierVerifier, verifyDossier } from '#kernel/dossier/verify.ts';
import type { Entry, Seen } from '#kernel/log/entry.ts';
import vectors from '../../vectors/dossier.json' with { type: 'json' };
import * as world from './two-parties.ts';

const { one, two, at, unseen } = world;
const trust = [one.print, two.print];
const build = (...feeds: Parameters<typeof world.dossierOf>) => buildDossier(world.dossierOf(...feeds), one.exporter);

// Party one shares three records; party two has seen them, acknowledges two and refuses one, then one is deleted.
const written = world.log([
  world.shared(world.record(one, 1)),
  world.shared(world.record(one, 2), { open: [0] }),
  { ...world.shared(world.record(one, 3)), disclosure: null },
  world.plain({ v: 1, kind: 'recall', at, seen: unseen, index: 2, code: 'error' }),
]);
const seen: Seen = [1, 3, toBase64(world.rootOf(written, 3))];
const receipt: Entry = {
  v: 1,
  kind: 'receipt',
  at,
  seen,
  from: 0,
  size: 3,
  root: seen[2],
  exceptions: [{ index: 1, state: 'refused', code: 'above-ceiling' }],
};
const answered = world.log([world.plain(receipt), world.plain({ v: 1, kind: 'expunge', at, seen, index: 2 })]);
const complete = await build(world.completeFeed(written, one, two), world.completeFeed(answered, two, one));

describe('a dossier', () => {
  it('holds for a reader who trusts both keys', () => {
    const verdict = verifyDossier(complete, trust);
    expect(verdict).toMatchObject({ exit: 0, faults: [], untrusted: [] });
    expect(verdict.lines).toEqual([
      'Party 1 to Party 2, charter, epoch 1: complete feed of 4 entries; the recipient holds 4, cosigned 2026-01-05T08:00:00.000Z',
      `  index 0: statement statement--00000001-1111-4111-8111-111111111111, version ${at}, whole`,
      `  index 1: statement statement--00000002-1111-4111-8111-111111111111, version ${at}, 1 of 2 parts withheld; refused by the recipient (above-ceiling)`,
      '  index 2: lawfully deleted, commitment held',
      'Party 2 to Party 1, charter, epoch 1: complete feed of 2 entries; the recipient holds 2, cosigned 2026-01-05T08:00:00.000Z',
    ]);
  });

  it('is consistent, and no more, for a reader who trusts not every key', () => {
    expect(verifyDossier(complete, [])).toMatchObject({ exit: 2, faults: [] });
    const verdict = verifyDossier(complete, [one.print]);
    expect(verdict).toMatchObject({
      exit: 2,
      untrusted: [{ party: two.id, fingerprint: two.print }, { party: two.id }],
    });
    expect(verifyDossier(complete, [...trust, world.party(3).print]).unused).toEqual([world.party(3).print]);
  });

  it('may hold selected entries, each with its proof', async () => {
    for (const cosignedSize of [1, 3, 4]) {
      const bytes = await build(world.selectedFeed(written, [one, two], [1, 2, 3], cosignedSize));
      const verdict = verifyDossier(bytes, trust);
      expect(verdict).toMatchObject({ exit: 0, faults: [] });
      expect(verdict.lines[0]).toContain(`selected 3 of 4 entries; the recipient holds ${cosignedSize}`);
      expect(verdict.lines[2]).toBe('  index 2: lawfully deleted, commitment held');
    }
  });

  it('says which contents it does not hold', async () => {
    const bare = world.log(
      [0, 1, 2, 3, 4].map((n) => ({ ...world.shared(world.record(one, n)), ...(n === 3 ? {} : { disclosure: null }) })),
    );
    expect(verifyDossier(await build(world.completeFeed(bare, one, two)), trust).lines.at(-1)).toBe(
      '  content not in this dossier: index 0-2, 4',
    );
  });

  it('gives the same verdict in whatever pieces it is read', () => {
    for (const size of [1, 7, 1000]) {
      const verifier = dossierVerifier(trust);
      for (let from = 0; from < complete.length; from += size)
        expect(verifier.take(complete.subarray(from, from + size))).toBe(true);
      expect(verifier.finish()).toEqual(verifyDossier(complete, trust));
    }
  });

  it('of many tiles holds', async () => {
    const many = world.log(
      Array.from({ length: 600 }, (_, n) => ({ ...world.shared(world.record(one, n)), disclosure: null })),
    );
    const feed = {
      ...world.completeFeed(many, one, two),
      cosigned: world.cosigned(world.checkpointOf(many, world.originOf(one, two), [one], 300), two),
    };
    expect(verifyDossier(await build(feed), trust)).toMatchObject({ exit: 0 });
  });

  it.each(vectors.dossiers)('as the vector "$what" gives exit $exit', ({ lines, trust: given, exit, faults }) => {
    const verdict = verifyDossier(utf8(lines.map((line) => `${line}\n`).join('')), given);
    expect(verdict.exit).toBe(exit);
    expect(verdict.faults.map(({ fault }) => fault)).toEqual(faults);
  });
});

describe('no change goes unnoticed:', () => {
  it('no byte of a dossier can be flipped', async () => {
    const small = await build(
      world.completeFeed(world.log([world.shared(world.record(one, 1)), ...written.entries.slice(3)]), one, two),
    );
    expect(verifyDossier(small, trust).exit).toBe(0);
    const passed: number[] = [];
    for (let i = 0; i < small.length; i++) {
      for (const bit of [1 << (i % 8), 0x20]) {
        small[i]! ^= bit;
        if (verifyDossier(small, trust).exit !== 1) passed.push(i);
        small[i]! ^= bit;
      }
    }
    expect(passed).toEqual([]);
  });

  it('none can be cut off, repeated or added', () => {
    const lines = world.linesOf(complete);
    const join = (list: string[]) => utf8(list.map((line) => `${line}\n`).join(''));
    for (let i = 0; i < lines.length; i++) {
      expect(verifyDossier(join(lines.toSpliced(i, 1)), trust).exit).toBe(1);
      expect(verifyDossier(join(lines.toSpliced(i, 0, lines[i] ?? '')), trust).exit).toBe(1);
      expect(verifyDossier(join(lines.slice(0, i)), trust).exit).toBe(1);
    }
    for (const extra of [0x0a, 0x20, 0x22, 0x00])
      expect(verifyDossier(Uint8Array.of(...complete, extra), trust).exit).toBe(1);
    expect(verifyDossier(complete.subarray(0, -1), trust).exit).toBe(1);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a newline', utf8('\n')],
    ['text', utf8('hello\nworld\n')],
    ['JSON of another kind', utf8('{"a":1}\n')],
    ['a list', utf8('[]\n')],
    ['a string', utf8('"entente-dossier-1"\n')],
    ['deep nesting', utf8(`${'['.repeat(100_000)}\n`)],
    ['a kind from the prototype', utf8('{"line":"toString"}\n')],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x00, 0x0a)],
    ['zeros without an end', new Uint8Array(17 * 1024 * 1024)],
  ])('%s is no dossier, and that is one line', (_, bytes) => {
    const verdict = verifyDossier(bytes, trust);
    expect(verdict.exit).toBe(1);
    expect(verdict.faults).toHaveLength(1);
    expect(verdict.faults[0]?.line).not.toContain('\n');
  });
});
