import { ed25519PublicKey, ed25519Sign, fromUtf8, toBase64, utf8 } from '#platform';
import { canonicalize } from '#kernel/json/canonical.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosign, cosignerKey, verifyCosignature } from '#kernel/log/cosignature.ts';
import { formatEntryBundle, parseEntryBundle } from '#kernel/log/entry-bundle.ts';
import { encodeEntry, parseEntry } from '#kernel/log/entry.ts';
import type { Entry } from '#kernel/log/entry.ts';
import { isFault } from '#kernel/log/faults.ts';
import { formatNote, parseNote, parseSignatureLine, signatureLine } from '#kernel/log/note.ts';
import { formatOrigin, parseOrigin } from '#kernel/log/origin.ts';
import { formatTilePath, parseTilePath } from '#kernel/log/tile-path.ts';
import { formatVerifierKey, parseVerifierKey } from '#kernel/log/verifier-key.ts';
import checkpoints from '../../vectors/checkpoint.json' with { type: 'json' };
import cosignatures from '../../vectors/cosignature.json' with { type: 'json' };
import notes from '../../vectors/note.json' with { type: 'json' };
import tiles from '../../vectors/tile.json' with { type: 'json' };
import { hold, isSameBytes, refusing, textOf } from '../target.ts';
import type { Target } from '../target.ts';

const SEED = new Uint8Array(32).fill(1);
const KEY = ed25519PublicKey(SEED);
const [first] = checkpoints.checkpoints;
const ORIGIN = checkpoints.origin.text;

/** A text whose one spelling is what `write` makes of what was read. */
function spelling<T>(
  name: string,
  read: (text: string) => T,
  write: (value: T) => string,
  more: Pick<Target, 'seeds' | 'words'>,
): Target {
  return {
    name,
    ...more,
    check: (input) => {
      const text = textOf(input);
      const found = refusing(['bad-encoding', 'too-large', 'unsupported-type'], () => read(text));
      if (found === undefined) return 'refused';
      hold('what was read is written as it was', write(found.value) === text);
      return 'taken';
    },
  };
}

const note: Target = {
  name: 'note',
  seeds: () => [
    ...checkpoints.checkpoints.map((one) => one.note),
    ...notes.notes.map(({ text, line }) => `${text}\n${line}\n`),
  ],
  words: ['\u2014 ', '\n\n', '\n\u2014 a b\n', 'AAAAAAAA', '+'],
  check: (input) => {
    const found = refusing(['bad-encoding', 'too-large'], () => parseNote(input));
    if (found === undefined) return 'refused';
    hold('a note has one spelling', isSameBytes(utf8(formatNote(found.value)), input));
    return 'taken';
  },
};

/** Behind the signature: the text is signed again after it was changed. */
const checkpoint: Target = {
  name: 'checkpoint',
  seeds: () => checkpoints.checkpoints.map((one) => one.note),
  words: [`${ORIGIN}\n`, '/1\n', '0\n', '9007199254740992\n', `${toBase64(new Uint8Array(32))}\n`],
  mend: (input) => {
    const text = textOf(input).split('\n\n')[0]!;
    if (!text.isWellFormed()) return input;
    const [whole, origin] = [`${text}\n`, text.split('\n')[0]!];
    const signed = refusing(['bad-encoding'], () => {
      const { name, id } = parseSignatureLine(first!.note.trimEnd().split('\n').at(-1)!);
      return formatNote({
        text: whole,
        signatures: [{ name: origin === ORIGIN ? name : origin, id, signature: ed25519Sign(SEED, utf8(whole)) }],
      });
    });
    return signed ? utf8(signed.value) : input;
  },
  check: (input) => {
    const opened = openCheckpoint(input, ORIGIN, [KEY]);
    if (isFault(opened)) return 'refused';
    hold('it is of the feed that was asked for', opened.checkpoint.origin === ORIGIN);
    hold('its text has one spelling', formatCheckpoint(opened.checkpoint) === opened.note.text);
    const alone = signCheckpoint(opened.checkpoint, [{ seed: SEED, publicKey: KEY }]);
    hold(
      'it bears the signature that its key makes',
      alone
        .trimEnd()
        .split('\n')
        .every((line) => textOf(input).includes(line)),
    );
    return 'taken';
  },
};

const cosigner = cosignerKey(
  cosignatures.party,
  ed25519PublicKey(Uint8Array.from(Buffer.from(cosignatures.seed, 'hex'))),
);
const cosignature: Target = {
  name: 'cosignature',
  seeds: () => [
    cosignatures.line,
    signatureLine(
      cosign(cosignatures.text, 1, { key: cosigner, seed: Uint8Array.from(Buffer.from(cosignatures.seed, 'hex')) }),
    ),
  ],
  words: [cosigner.name, '\u2014 '],
  check: (input) => {
    const line = textOf(input);
    const read = refusing(['bad-encoding'], () => parseSignatureLine(line));
    if (read === undefined) return 'refused';
    hold('a signature line has one spelling', signatureLine(read.value) === line);
    const verified = verifyCosignature({ text: cosignatures.text, signatures: [read.value] }, cosigner);
    if (isFault(verified)) return 'refused';
    hold('a signature that holds is one that was made', cosignature.seeds().includes(line));
    return 'taken';
  },
};

const ROOT = toBase64(new Uint8Array(32).fill(7));
const SEEN = [1, 5, ROOT] as const;
const COMMON = { v: 1, at: '2026-01-05T09:30:00.000Z', seen: SEEN } as const;
const ENTRIES: readonly Entry[] = [
  { ...COMMON, kind: 'record', c: ROOT },
  {
    ...COMMON,
    kind: 'receipt',
    from: 0,
    size: 5,
    root: ROOT,
    exceptions: [
      { index: 3, state: 'refused', code: 'bad-record' },
      { index: 4, state: 'stored', code: 'lifted' },
    ],
  },
  { ...COMMON, kind: 'recall', index: 3, code: 'error' },
  { ...COMMON, kind: 'expunge', index: 3 },
  { ...COMMON, kind: 'key', key: ROOT },
  { ...COMMON, kind: 'epoch', previous: SEEN },
];
const entry: Target = {
  name: 'entry',
  seeds: () => ENTRIES.map((one) => canonicalize(one)),
  words: [
    'kind',
    'record',
    'receipt',
    'recall',
    'expunge',
    'key',
    'epoch',
    'exceptions',
    'state',
    'stored',
    'lifted',
    'missing',
    'quarantined',
    'previous',
    'seen',
    'index',
    'from',
    'size',
    ROOT,
  ],
  check: (input) => {
    const read = refusing(['bad-encoding', 'bad-json', 'bad-input', 'too-large'], () => parseEntry(input));
    if (read === undefined) return 'refused';
    hold('an entry has one spelling', isSameBytes(encodeEntry(read.value), input) && input.length < 1024);
    return 'taken';
  },
};

const bundle: Target = {
  name: 'entry-bundle',
  seeds: () => [
    formatEntryBundle(ENTRIES.map(encodeEntry)),
    formatEntryBundle([]),
    formatEntryBundle([new Uint8Array(), Uint8Array.of(1)]),
  ],
  check: (input) => {
    const read = refusing(['bad-encoding', 'too-large'], () => parseEntryBundle(input));
    if (read === undefined) return 'refused';
    hold('a bundle has one spelling', isSameBytes(formatEntryBundle(read.value), input) && read.value.length <= 256);
    return 'taken';
  },
};

export const logTargets: readonly Target[] = [
  note,
  checkpoint,
  cosignature,
  entry,
  bundle,
  spelling('checkpoint-text', parseCheckpoint, formatCheckpoint, {
    seeds: () => checkpoints.checkpoints.map(({ text }) => text),
    words: ['\n0\n', '\n01\n'],
  }),
  spelling('origin', parseOrigin, formatOrigin, {
    seeds: () => [ORIGIN],
    words: ['entente.v1/', '/charter/', '/0', '/9007199254740993', '--'],
  }),
  spelling('tile-path', parseTilePath, formatTilePath, {
    seeds: () => [...tiles.paths.map(({ path }) => path), ...tiles.bad],
    words: ['tile/', 'entries/', '/x000', '.p/', '/255', '/063', '64'],
  }),
  spelling('verifier-key', parseVerifierKey, formatVerifierKey, {
    seeds: () => [...notes.notes.map(({ key }) => key), ...notes.badKeys],
    words: ['+', fromUtf8(Uint8Array.of(0x2b)), 'AQ=='],
  }),
];
