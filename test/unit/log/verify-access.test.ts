import { expect, test } from 'vitest';
import { ed25519PublicKey, sha256, toBase64, utf8 } from '#platform';
import { accessOrigin, accessText, type AccessEntry } from '#kernel/log/access-entry.ts';
import { entryLine, formatHead, tileLine, withoutLine } from '#kernel/log/access-export.ts';
import { signCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosign } from '#kernel/log/cosignature.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { append, leafHash, tileReader } from '#kernel/log/merkle.ts';
import { formatNote, parseNote } from '#kernel/log/note.ts';
import { accessVerifier, oversightKey } from '#kernel/log/verify-access.ts';

const PARTY = '6c1d2f4e-0000-4000-8000-000000000001';
const origin = accessOrigin(PARTY);
const [node, oversight, stranger] = [1, 2, 3].map((n) => {
  const seed = sha256(Uint8Array.of(n));
  const publicKey = ed25519PublicKey(seed);
  return { seed, publicKey, print: fingerprint(`identity--${PARTY}`, publicKey) };
}) as [Key, Key, Key];
type Key = { seed: Uint8Array; publicKey: Uint8Array; print: string };

const text = (i: number, purpose = 'reading'): string =>
  accessText({
    v: 1,
    at: new Date(1_780_000_000_000 + i).toISOString(),
    kind: 'read',
    person: `person-${i % 7}`,
    token: null,
    asked: `GET /api/v1/records/${i}`,
    purpose,
    count: 1,
    digest: toBase64(sha256(utf8(String(i)))),
    to: null,
    outcome: 'answered',
  } satisfies AccessEntry);

const rootOf = (texts: readonly string[]) =>
  append({ size: 0, tiles: tileReader([]), leaves: texts.map((one) => leafHash(utf8(one))) }).root;
const checkpoint = (texts: readonly string[]): string =>
  signCheckpoint({ origin, size: texts.length, root: rootOf(texts) }, [node]);
function cosigned(texts: readonly string[], by = oversight): string {
  const { text: said, signatures } = parseNote(checkpoint(texts));
  const line = cosign(said, 1_780_000_000, { key: oversightKey(PARTY, by.publicKey), seed: by.seed });
  return formatNote({ text: said, signatures: [...signatures, line] });
}

type Shape = { size?: number; cosignedAt?: readonly number[]; without?: (i: number) => boolean };
/** The lines of an export as the node writes it. */
function exported({ size = 600, cosignedAt = [300, 500], without = () => false }: Shape = {}): string[] {
  const texts = Array.from({ length: size }, (_, i) => text(i));
  const lines = [
    formatHead({
      v: 1,
      kind: 'entente-access-1',
      origin,
      checkpoint: checkpoint(texts),
      cosigned: cosignedAt.map((at) => cosigned(texts.slice(0, at))),
      keys: [toBase64(node.publicKey)],
      cosigners: [toBase64(oversight.publicKey)],
    }),
  ];
  for (let from = 0; from < size; from += 256) {
    const some = texts.slice(from, from + 256);
    some.forEach((one, i) =>
      lines.push(without(from + i) ? withoutLine(from + i, 'not-selected') : entryLine(from + i, one)),
    );
    lines.push(tileLine(from / 256, Uint8Array.from(some.flatMap((one) => [...leafHash(utf8(one))]))));
  }
  return lines.map((line) => line.slice(0, -1));
}

function verify(lines: readonly string[], trust = [node.print, oversight.print]) {
  const verifier = accessVerifier(trust);
  for (const line of lines) if (!verifier.take(line)) break;
  return verifier.finish();
}

test('an exported access log holds, and says how far oversight vouches for it', () => {
  expect(verify(exported())).toEqual({
    exit: 0,
    origin,
    size: 600,
    cosignedSize: 500,
    shown: 600,
    removed: 0,
    faults: [],
    untrusted: [],
  });
});

test('of a selection the rest is proved by its hashes alone', () => {
  expect(verify(exported({ without: (i) => i % 10 !== 0 }))).toMatchObject({ exit: 0, shown: 60 });
});

test.each([0, 1, 255, 256, 257, 512])('a log of %i entries holds', (size) => {
  expect(verify(exported({ size, cosignedAt: [size] }))).toMatchObject({ exit: 0, size, cosignedSize: size });
});

// The line of entry i: behind the head, and one line of hashes after each 256.
const lineOf = (index: number): number => index + 1 + Math.floor(index / 256);

test.each([0, 255, 256, 299, 300, 550, 599])('a change of entry %i shows by its number', (index) => {
  const lines = exported();
  lines[lineOf(index)] = entryLine(index, text(index, 'something else')).slice(0, -1);
  expect(verify(lines)).toMatchObject({ exit: 1, faults: [{ line: lineOf(index) + 1, index }] });
});

test.each([0, 255, 256, 599])('a missing entry %i shows by its number', (index) => {
  const lines = exported();
  lines.splice(lineOf(index), 1);
  const [fault] = verify(lines).faults;
  expect(fault).toMatchObject({ line: lineOf(index) + 1 });
  if (index % 256 !== 255 && index !== 599) expect(fault).toMatchObject({ index });
});

test('two entries that changed places show, also when their numbers were changed with them', () => {
  const lines = exported();
  const [a, b] = [lineOf(40), lineOf(41)];
  const swapped = lines.with(a, lines[b]!).with(b, lines[a]!);
  expect(verify(swapped)).toMatchObject({ exit: 1, faults: [{ line: a + 1, index: 40 }] });
  const renumbered = lines.with(a, entryLine(40, text(41)).slice(0, -1)).with(b, entryLine(41, text(40)).slice(0, -1));
  expect(verify(renumbered).faults.map(({ index }) => index)).toEqual([40, 41]);
});

test.each([1, 2, 50, 300])('a file that lacks its last %i lines fails', (lacking) => {
  expect(verify(exported().slice(0, -lacking))).toMatchObject({ exit: 1 });
});

test('an entry that was changed with its hash is found between two signed sizes', () => {
  const lines = exported();
  const changed = text(310, 'something else');
  lines[lineOf(310)] = entryLine(310, changed).slice(0, -1);
  const leaves = Array.from({ length: 256 }, (_, i) => leafHash(utf8(i === 54 ? changed : text(256 + i))));
  lines[lineOf(511) + 1] = tileLine(1, Uint8Array.from(leaves.flatMap((leaf) => [...leaf]))).slice(0, -1);
  const { exit, faults } = verify(lines);
  expect(exit).toBe(1);
  expect(faults[0]).toMatchObject({ index: 300, what: expect.stringContaining('entries 300 to 499') });
});

test('a history that the node signed anew does not pass oversight’s cosignature', () => {
  const texts = Array.from({ length: 400 }, (_, i) => text(i, i === 7 ? 'other' : 'reading'));
  const lines = exported({ size: 400, cosignedAt: [300] });
  const head = JSON.parse(lines[0]!) as Record<string, unknown>;
  const forged = [
    formatHead({ ...head, checkpoint: checkpoint(texts) } as unknown as Parameters<typeof formatHead>[0]).slice(0, -1),
    ...lines.slice(1),
  ];
  forged[lineOf(7)] = entryLine(7, texts[7]!).slice(0, -1);
  const leaves = texts.slice(0, 256).map((one) => leafHash(utf8(one)));
  forged[lineOf(255) + 1] = tileLine(0, Uint8Array.from(leaves.flatMap((leaf) => [...leaf]))).slice(0, -1);
  expect(verify(forged)).toMatchObject({ exit: 1, faults: [{ index: 0 }] });
});

test('a key that nobody compared is not trusted, and a log that nobody cosigned is not vouched for', () => {
  expect(verify(exported(), [node.print])).toMatchObject({
    exit: 2,
    cosignedSize: null,
    untrusted: [{ fingerprint: oversight.print, as: 'oversight' }],
  });
  expect(verify(exported(), [stranger.print]).untrusted).toHaveLength(2);
  expect(verify(exported({ cosignedAt: [] }))).toMatchObject({ exit: 2, untrusted: [] });
});

test('no flipped byte of a line passes', () => {
  const lines = exported({ size: 3, cosignedAt: [2] });
  const bytes = utf8(lines.join('\n'));
  for (let at = 0; at < bytes.length; at += 1) {
    const flipped = bytes.with(at, bytes[at]! ^ 1);
    expect(verify(new TextDecoder().decode(flipped).split('\n')).exit, `byte ${at}`).not.toBe(0);
  }
});
