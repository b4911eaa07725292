import type { Random } from '../simulation/random.ts';

const MAX_BYTES = 60_000;

type Mutator = (input: Uint8Array, random: Random, other: Uint8Array, words: readonly string[]) => Uint8Array;

const encoder = new TextEncoder();

/** Spellings that look alike, end texts early or are no texts at all. */
const ODD: readonly (string | readonly number[])[] = [
  '\0',
  '\ufeff',
  '\u2028',
  '\u200b',
  '\u202e',
  '\u00a0',
  '\u0430', // Cyrillic a
  '\u2014',
  '\uff11', // a fullwidth digit
  '\u0660',
  'e\u0301',
  '\u212a', // the Kelvin sign, lower case of which is k
  '\u{1f91d}',
  '\\u0000',
  '\\ud800',
  '\\u0061',
  '\r\n',
  '\n\n',
  ' ',
  '\t',
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xff],
  [0x80],
];
const NUMBERS: readonly string[] = [
  '0',
  '-0',
  '-1',
  '1',
  '255',
  '256',
  '65535',
  '4294967295',
  '4294967296',
  '9007199254740991',
  '9007199254740992',
  '-9007199254740993',
  '18446744073709551616',
  '1e999',
  '1e-400',
  '0.1',
  '1E5',
  '00',
  '+1',
  '1.0',
  '9'.repeat(400),
];

const MUTATORS: readonly Mutator[] = [
  (input, random) => edited(input, random.int(input.length + 1), 0, random.bytes(1 + random.int(4))),
  (input, random) => {
    const copy = Uint8Array.from(input);
    const at = random.int(copy.length);
    if (copy.length > 0) copy[at] = copy[at]! ^ (1 << random.int(8));
    return copy;
  },
  (input, random) => {
    const copy = Uint8Array.from(input);
    if (copy.length > 0) copy[random.int(copy.length)] = random.int(256);
    return copy;
  },
  // Cut out, cut off, doubled, moved.
  (input, random) => edited(input, random.int(input.length), 1 + span(input, random)),
  (input, random) => input.slice(0, random.int(input.length + 1)),
  (input, random) => input.slice(random.int(input.length + 1)),
  (input, random) => {
    const [at, size] = [random.int(input.length), span(input, random)];
    return edited(input, at, 0, input.slice(at, at + size));
  },
  (input, random) => {
    const from = random.int(input.length);
    return edited(input, random.int(input.length + 1), 0, input.slice(from, from + span(input, random)));
  },
  (input, random) => {
    const [at, size] = [random.int(input.length), 1 + random.int(8)];
    return edited(input, at, 0, repeated(input.slice(at, at + size), 1 << random.int(12)));
  },
  // With another input.
  (input, random, other) =>
    joined(input.slice(0, random.int(input.length + 1)), other.slice(random.int(other.length + 1))),
  (input, random, other) => {
    const from = random.int(other.length);
    return edited(input, random.int(input.length + 1), random.int(8), other.slice(from, from + span(other, random)));
  },
  // With something that means something.
  (input, random) => {
    const odd = random.pick(ODD);
    return edited(input, random.int(input.length + 1), random.int(2), bytesOf(odd));
  },
  (input, random) => replaceRun(input, random, isDigit, encoder.encode(random.pick(NUMBERS))),
  (input, random) => replaceRun(input, random, isBase64, encoder.encode(encodedNoise(random))),
  (input, random, _, words) =>
    edited(
      input,
      random.int(input.length + 1),
      random.int(4),
      encoder.encode(words.length > 0 ? random.pick(words) : ' '),
    ),
  (input, random) => {
    const [open, close] = random.pick([
      ['[', ']'],
      ['(', ')'],
      ['{"a":', '}'],
      ['([', '])'],
    ] as const);
    const [depth, at] = [1 << random.int(13), random.int(input.length + 1)];
    const opened = edited(input, at, 0, encoder.encode(open.repeat(depth)));
    return random.chance(0.5) ? opened : joined(opened, encoder.encode(close.repeat(depth)));
  },
  // Another spelling of the same, where a parser is careless.
  (input, random) => swapLines(input, random),
  (input, random) => {
    const copy = Uint8Array.from(input);
    for (let tries = 0; tries < 20 && copy.length > 0; tries++) {
      const at = random.int(copy.length);
      if ((copy[at]! | 0x20) < 0x61 || (copy[at]! | 0x20) > 0x7a) continue;
      copy[at] = copy[at]! ^ 0x20;
      break;
    }
    return copy;
  },
];

/** One to a few changes, one after the other. */
export function mutateBytes(
  input: Uint8Array,
  random: Random,
  other: Uint8Array,
  words: readonly string[],
): Uint8Array {
  let changed = input;
  for (let left = 1 + (random.chance(0.4) ? random.int(6) : 0); left > 0; left--)
    changed = random.pick(MUTATORS)(changed, random, other, words).slice(0, MAX_BYTES);
  return changed;
}

const span = (input: Uint8Array, random: Random): number =>
  1 + random.int(random.chance(0.8) ? Math.min(16, input.length + 1) : input.length + 1);

function edited(input: Uint8Array, at: number, removed: number, put: Uint8Array = new Uint8Array()): Uint8Array {
  return joined(input.slice(0, at), put, input.slice(at + removed));
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function repeated(piece: Uint8Array, times: number): Uint8Array {
  const whole = new Uint8Array(piece.length * times);
  for (let i = 0; i < times; i++) whole.set(piece, i * piece.length);
  return whole;
}

const bytesOf = (odd: string | readonly number[]): Uint8Array =>
  typeof odd === 'string' ? encoder.encode(odd) : Uint8Array.from(odd);

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isBase64 = (byte: number): boolean =>
  isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) || byte === 0x2b || byte === 0x2f || byte === 0x3d;

function encodedNoise(random: Random): string {
  const encoded = Buffer.from(random.bytes(random.pick([0, 1, 31, 32, 33, 64, 68, 76]))).toString('base64');
  return random.chance(0.3) ? encoded.replaceAll('=', '') : encoded;
}

/** Puts something in the place of one whole run of such bytes. */
function replaceRun(input: Uint8Array, random: Random, is: (byte: number) => boolean, put: Uint8Array): Uint8Array {
  for (let tries = 0; tries < 20; tries++) {
    let from = random.int(input.length);
    if (!is(input[from] ?? 0)) continue;
    while (from > 0 && is(input[from - 1]!)) from--;
    let to = from;
    while (to < input.length && is(input[to]!)) to++;
    return edited(input, from, to - from, put);
  }
  return input;
}

function swapLines(input: Uint8Array, random: Random): Uint8Array {
  const lines = Buffer.from(input).toString('latin1').split('\n');
  const [a, b] = [random.int(lines.length), random.int(lines.length)];
  [lines[a], lines[b]] = [lines[b]!, lines[a]!];
  return Uint8Array.from(Buffer.from(lines.join('\n'), 'latin1'));
}
