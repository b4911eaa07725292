import { toBase64 } from '#platform';
import { buildDossier } from '#kernel/dossier/build.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import type { Entry, Seen } from '#kernel/log/entry.ts';
import * as world from '../unit/dossier/two-parties.ts';

const { one, two, at, unseen } = world;

/** A dossier of each kind that a verifier has to tell apart; the same for the command and for the page. */
export type Sample = {
  readonly what: string;
  readonly bytes: Uint8Array;
  readonly trust: readonly string[];
  readonly exit: 0 | 1 | 2;
};

const id = (n: number) => `commitment--${String(n).padStart(8, '0')}-1111-4111-8111-111111111111`;
const later = (minutes: number) => new Date(Date.parse(at) + minutes * 60_000).toISOString();

const commitment = world.record(one, 1, {
  type: 'commitment',
  id: id(1),
  title: { en: 'A joint exercise every year', 'zh-Hans': '每年一次联合演练', ur: 'ہر سال مشترکہ مشق' },
  text: 'Both sides will hold a joint exercise every year.',
  responsible: [one.id, two.id],
});
const committed = world.shared(commitment);
const c = committed.entry.kind === 'record' ? committed.entry.c : '';
const step = (party: typeof one, n: number, changes: object) =>
  world.record(party, n, {
    type: 'step',
    id: `step--${String(n).padStart(8, '0')}-1111-4111-8111-111111111111`,
    subject: { id: id(1), modified: at, c },
    ...changes,
  });

// Party one shares four records; party two answers two with steps, refuses one, and deletes one as asked.
const written = world.log([
  committed,
  world.shared(world.record(one, 2), { open: [0] }),
  { ...world.shared(world.record(one, 3)), disclosure: null },
  world.shared(world.record(one, 4)),
  world.plain({ v: 1, kind: 'recall', at: later(20), seen: unseen, index: 2, code: 'person-request' }),
]);
const seen: Seen = [1, 5, toBase64(world.rootOf(written, 5))];
const receipt: Entry = {
  v: 1,
  kind: 'receipt',
  at: later(5),
  seen,
  from: 0,
  size: 5,
  root: seen[2],
  exceptions: [{ index: 3, state: 'refused', code: 'above-ceiling' }],
};
const answered = world.log([
  world.plain(receipt),
  world.shared(step(two, 5, { verb: 'accept' }), { seen }),
  world.shared(step(two, 6, { verb: 'report', evidence: 'Planning group named.\nIt meets in March.' }), { seen }),
  world.plain({ v: 1, kind: 'expunge', at: later(30), seen, index: 2 }),
]);

const build = (...feeds: Parameters<typeof world.dossierOf>) => buildDossier(world.dossierOf(...feeds), one.exporter);
export const complete = await build(world.completeFeed(written, one, two), world.completeFeed(answered, two, one));
const selected = await build(
  world.selectedFeed(written, [one, two], [0, 2, 4], 4),
  world.selectedFeed(answered, [two, one], [1, 3]),
);
export const trust = [one.print, two.print];

const changed = (bytes: Uint8Array, from: string, to: string) =>
  new TextEncoder().encode(new TextDecoder().decode(bytes).replace(from, to));
const liar = world.log([
  world.shared(world.record(one, 1)),
  world.shared(world.record(one, 1, { text: 'something else' })),
  world.shared(world.record(two, 2)),
]);

export const samples: readonly Sample[] = [
  { what: 'good', bytes: complete, trust, exit: 0 },
  { what: 'of which a key is not trusted', bytes: complete, trust: [one.print], exit: 2 },
  { what: 'of which no key is trusted', bytes: complete, trust: [], exit: 2 },
  { what: 'with a fingerprint that nobody has', bytes: complete, trust: [...trust, world.party(3).print], exit: 0 },
  { what: 'selected, with parts withheld and a deletion', bytes: selected, trust, exit: 0 },
  {
    what: 'with a changed content',
    bytes: changed(complete, 'joint exercise every year.', 'joint exercise never.'),
    trust,
    exit: 1,
  },
  { what: 'with a changed entry', bytes: changed(complete, '"from":0', '"from":1'), trust, exit: 1 },
  { what: 'cut short', bytes: complete.subarray(0, -200), trust, exit: 1 },
  {
    what: 'by a publisher who contradicts itself',
    bytes: await build(world.completeFeed(liar, one, two)),
    trust,
    exit: 1,
  },
  { what: 'that is none', bytes: new TextEncoder().encode('hello\n'), trust, exit: 1 },
  { what: 'that is empty', bytes: new Uint8Array(), trust: [], exit: 1 },
];

const SCRIPT =
  '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1"><svg onload=alert(1)></svg></script>-->';
/** Its signatures hold and its keys are trusted; all that a text can do to a reader, it tries. */
export const hostile = await buildDossier(
  {
    ...world.dossierOf(
      world.completeFeed(
        world.log([
          world.shared(
            world.record(one, 1, {
              title: SCRIPT,
              text: `${SCRIPT}\u202etxet eht snrut\u2066\u0007\u200b`,
              [SCRIPT]: SCRIPT,
            }),
          ),
          world.shared(
            world.record(one, 2, {
              type: SCRIPT,
              id: SCRIPT,
              created_by_ref: null,
              accord_ref: `accord--${world.accord}`,
            }),
          ),
          world.shared(world.record(one, 3, { text: 'a'.repeat(3_000_000), remark: '\u0301'.repeat(200_000) })),
          world.shared(world.record(one, 4, { title: { en: { toString: 1 } }, deep: nest(60), wide: wide(20_000) })),
          world.shared(
            world.record(one, 5, {
              text: 'a line\n'.repeat(100_000),
              extra: JSON.parse('{"__proto__": {"pwned": 1}, "constructor": 2}'),
            }),
          ),
          world.shared(
            world.record(one, 6, {
              type: 'step',
              verb: SCRIPT,
              subject: { id: '__proto__', modified: at, c: 'x' },
              reason: SCRIPT,
            }),
          ),
        ]),
        one,
        two,
      ),
    ),
    cards: [
      { card: { ...one.card, names: { en: `${SCRIPT}\u202e`, __proto__: 'x' }, url: 'javascript:alert(1)' } },
      { card: two.card },
    ],
  },
  one.exporter,
);

function nest(depth: number): JsonObject {
  return depth === 0 ? { end: SCRIPT } : { in: nest(depth - 1) };
}

function wide(size: number): JsonObject {
  return Object.fromEntries(Array.from({ length: size }, (_, i) => [`k${i}`, `v${i}`]));
}

/** So many entries, one in fifty with content. */
export function long(entries: number): Promise<Uint8Array> {
  const longLog = world.log(
    Array.from({ length: entries }, (_, n) =>
      n % 50 === 0
        ? world.shared(world.record(one, n))
        : world.plain({ v: 1, kind: 'recall', at, seen: unseen, index: 0, code: 'error' }),
    ),
  );
  return build(world.completeFeed(longLog, one, two));
}
