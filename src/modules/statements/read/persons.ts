import { MONTHS_EN, MONTH_SHORT_EN, WEEKDAYS_EN } from '../data/calendar.ts';
import { mentionsIn } from './gazetteer.ts';
import type { Lexicon } from './lexicon.ts';
import type { Sides } from './parties.ts';
import type { Span } from './reading.ts';

/** Stage 4: persons with their offices. A name is known by the office or courtesy form beside it. */
export type Person = Span & {
  readonly name: string;
  readonly title?: string;
  readonly side?: string;
  readonly plural: boolean;
};

type Class =
  | 'particle'
  | 'office'
  | 'institution'
  | 'party'
  | 'honorific'
  | 'acronym'
  | 'name'
  | 'link'
  | 'comma'
  | 'stop';
type Piece = Span & { readonly text: string; readonly as: Class; readonly letter?: string };

const LINKS = new Set(['of', 'for', 'the', 'and', 'to', 'on', 'in', 'at', 'against', '&', "'s", '’s', "'", '’']);
const CALENDAR: ReadonlySet<string> = new Set([
  ...MONTHS_EN,
  ...WEEKDAYS_EN,
  ...Object.keys(MONTH_SHORT_EN),
  'today',
  'yesterday',
]);
const RANK =
  /^(?:(?:ambassador|dr|major|lieutenant|brigadier|general|colonel|admiral|captain|senator|professor|sir|commodore|marshal|vice|rear|inspector|h\.e|mr|mrs|ms)\.? ?)+$/iu;
/** Lower-case words that may open an office set after a name: "…, the visiting minister of …". */
const LEADS_OFFICE = new Set([
  'a',
  'an',
  'special',
  'senior',
  'acting',
  'visiting',
  'current',
  'newly',
  'appointed',
  'national',
  'federal',
  'top',
  'its',
  'his',
  'her',
  'their',
  'first',
  'permanent',
  'executive',
  'prime',
  'foreign',
  'interior',
  'police',
  'border',
  'security',
  'state',
  'joint',
  'additional',
]);
const PARTICLES = new Set([
  'al',
  'bin',
  'bint',
  'ibn',
  'van',
  'von',
  'de',
  'del',
  'der',
  'da',
  'dos',
  'di',
  'el',
  'ul',
  'ur',
  'ter',
  'la',
]);

/** Words of offices and institutions, and courtesy forms. */
export type OfficeWords = {
  readonly offices: ReadonlySet<string>;
  readonly institutions: ReadonlySet<string>;
  readonly courtesies: ReadonlySet<string>;
};

export const officeWords = (lexicon: Lexicon): OfficeWords => ({
  offices: new Set(lexicon.office),
  institutions: new Set(lexicon.institution),
  courtesies: new Set(lexicon['courtesy form']),
});

export function personsIn(
  text: string,
  offset: number,
  { sides, words }: { readonly sides: Sides; readonly words: OfficeWords },
): Person[] {
  const pieces = piecesOf(text, sides, words);
  const persons: Person[] = [];
  for (let i = 0; i < pieces.length; i += 1) {
    if (!startsName(pieces, i)) continue;
    const end = endOfName(pieces, i);
    const before = officeBefore(pieces, i);
    const ranked = before.office && RANK.test(titleOf(text, before.run));
    const after = before.office && !ranked && !before.comma ? undefined : officeAfter(pieces, end, words);
    const previous = persons.at(-1);
    const shared = previous?.plural === true && coordinated(pieces, i, previous.end - offset) ? previous : undefined;
    if (before.office || before.honorific || after || shared) {
      const start = pieces[i]?.start ?? 0;
      const stop = pieces[end - 1]?.end ?? start;
      const run = before.office && !(after && (ranked || before.comma)) ? before.run : (after ?? []);
      const title = shared?.title ?? titleOf(text, run);
      const side =
        letterIn(text, run) ?? (after && before.comma ? undefined : letterIn(text, before.run)) ?? shared?.side;
      persons.push({
        start: offset + start,
        end: offset + stop,
        name: text.slice(start, stop).replace(/\s+/gu, ' '),
        plural:
          shared !== undefined ||
          run.some(
            (piece) => piece.as === 'office' && piece.text.endsWith('s') && !/^(?:affairs|sms|dgs)$/iu.test(piece.text),
          ),
        ...(title === '' ? {} : { title }),
        ...(side === undefined ? {} : { side }),
      });
    }
    i = end - 1;
  }
  return persons;
}

function piecesOf(text: string, sides: Sides, words: OfficeWords): Piece[] {
  const mentions = mentionsIn(text, 0, sides.gazetteer);
  const pieces: Piece[] = [];
  let m = 0;
  for (const match of text.matchAll(
    /(?:H\.E|(?:\p{Lu}\.){2,}|\p{L}[\p{L}\p{M}]*(?:[’'-](?!s\b)[\p{L}\p{M}]+)*)\.?|[’']s?|\d+|[^\s\p{L}\d]/gu,
  )) {
    const start = match.index;
    while (m < mentions.length && (mentions[m]?.end ?? 0) <= start) m += 1;
    const mention = mentions[m];
    if (mention && start > mention.start) continue; // inside a longer name already taken
    const end = mention && start === mention.start ? mention.end : start + match[0].length;
    const letter = mention && start === mention.start ? sides.letterOf.get(mention.key) : undefined;
    const piece = text.slice(start, end);
    pieces.push({
      start,
      end: piece.endsWith('.') && !/^(?:\p{Lu}\.)+$/u.test(piece) ? end - 1 : end,
      text: piece,
      as: mention && start === mention.start ? 'party' : classOf(piece, words),
      ...(letter === undefined ? {} : { letter }),
    });
  }
  return pieces;
}

function classOf(piece: string, words: OfficeWords): Class {
  const bare = piece.replace(/\.$/u, '');
  const lower = bare.toLowerCase();
  if (
    CALENDAR.has(lower) &&
    lower !== 'may' &&
    lower !== 'march' &&
    lower !== 'mar' &&
    lower !== 'jan' &&
    lower !== 'april' &&
    lower !== 'june'
  )
    return 'stop';
  if (words.courtesies.has(lower)) return 'honorific';
  if (LINKS.has(piece) || (LINKS.has(piece.toLowerCase()) && !/^(?:To|On|An|At)$/u.test(piece))) return 'link';
  if (/^(?:To|On|An|At)$/u.test(piece)) return 'particle';
  if (words.offices.has(lower) || (lower.includes('-') && lower.split('-').every((part) => words.offices.has(part))))
    return 'office';
  if (piece === ',') return 'comma';
  if (!/^\p{L}/u.test(piece)) return piece === '(' || piece === ')' ? 'comma' : 'stop';
  if (
    words.institutions.has(lower) ||
    lower.split('-').every((part) => words.institutions.has(part) || words.offices.has(part))
  )
    return /^\p{Lu}/u.test(piece) ? 'institution' : 'stop';
  if (!/^\p{Lu}/u.test(piece)) return 'stop';
  return /^\p{Lu}{2,6}s?$/u.test(bare) ? 'acronym' : 'name';
}

/** A country's name can be a person's ("Monaco", "Israel") beside another name word; an office word before it must touch. */
function startsName(pieces: readonly Piece[], i: number): boolean {
  const piece = pieces[i];
  if (piece === undefined) return false;
  if (piece.as === 'name') return true;
  const led = pieces[i - 1]?.as === 'office' || pieces[i - 1]?.as === 'honorific';
  // "General To Lam", "Ambassador REEL Oskan": a syllable that is also a word, a family name in capitals
  if (
    (piece.as === 'particle' ||
      (piece.as === 'acronym' && piece.text.length < 6 && !/^\p{Lu}{1,2}$/u.test(piece.text)) ||
      (piece.as === 'acronym' && piece.text.length === 3)) &&
    led &&
    pieces[i + 1]?.as === 'name' &&
    pieces[i + 2]?.as !== 'name' &&
    pieces[i + 2]?.as !== 'office'
  )
    return true;
  const touching = pieces[i - 1]?.as === 'office' || pieces[i - 1]?.as === 'honorific';
  if (piece.as === 'party')
    return (
      touching &&
      pieces[i + 1]?.as === 'name' &&
      !/\s/u.test(piece.text) &&
      !/^(?:of|to)$/u.test(pieces[i - 1]?.text ?? '') &&
      pieces[i + 2]?.as !== 'office'
    );
  return false;
}

function endOfName(pieces: readonly Piece[], from: number): number {
  let i = from + 1;
  for (; i < pieces.length; i += 1) {
    const piece = pieces[i];
    if (piece === undefined) break;
    const next = pieces[i + 1];
    if (pieces[i - 1]?.text.endsWith('.') && !/^(?:\p{Lu}\.)+$/u.test(pieces[i - 1]?.text ?? '')) break;
    if (piece.as === 'name' || (piece.as === 'party' && !/\s/u.test(piece.text) && next?.as !== 'office')) continue;
    // a syllable that is also a preposition, written large inside a name
    if (piece.as === 'particle') continue;
    if (/^\p{Lu}\.?$/u.test(piece.text) || /^(?:al|el|ul|ud|ur|an|as|ash|ben|bin|ibn)-\p{Lu}/u.test(piece.text))
      continue;
    if (PARTICLES.has(piece.text.toLowerCase()) && next?.as === 'name') continue;
    break;
  }
  return i;
}

function officeBefore(
  pieces: readonly Piece[],
  i: number,
): { run: Piece[]; office: boolean; honorific: boolean; comma: boolean } {
  const run: Piece[] = [];
  let honorific = false;
  let comma = false;
  let k = i - 1;
  // "Minister of Justice of Alveria, Oskan Reel": one comma may stand between the office and the name
  if (
    pieces[k]?.as === 'comma' &&
    pieces[k]?.text === ',' &&
    (pieces[k - 1]?.as === 'party' || pieces[k - 1]?.as === 'institution' || pieces[k - 1]?.as === 'office')
  ) {
    k -= 1;
    comma = true;
  }
  for (; k >= 0; k -= 1) {
    const piece = pieces[k];
    if (piece === undefined) break;
    if (piece.as === 'honorific') honorific = true;
    else if (piece.text === ')') {
      const open = pieces.slice(Math.max(0, k - 6), k).findLastIndex((p) => p.text === '(');
      if (open < 0) break;
      k = Math.max(0, k - 6) + open;
    } else if (piece.text === ',' && honorific && run.length === 0) comma = true;
    else if (['office', 'institution', 'party', 'acronym', 'link'].includes(piece.as)) run.unshift(piece);
    else break;
  }
  while (run[0]?.as === 'link') run.shift();
  const last = run.at(-1);
  return {
    run,
    honorific,
    comma,
    office: run.some((piece) => piece.as === 'office') && (last?.as !== 'link' || honorific),
  };
}

/** "Name, special assistant to …": an apposition that begins with an office, up to the next comma. */
function officeAfter(pieces: readonly Piece[], end: number, words: OfficeWords): Piece[] | undefined {
  if (pieces[end]?.text !== ',') return undefined;
  const run: Piece[] = [];
  let lead = 0;
  for (let k = end + 1; k < pieces.length && k < end + 25; k += 1) {
    const piece = pieces[k];
    if (piece === undefined || piece.as === 'comma' || piece.as === 'name') break;
    if (piece.as === 'stop' && run.some((one) => one.as === 'office')) {
      if (/^\p{Ll}/u.test(piece.text) && words.institutions.has(piece.text)) {
        run.push(piece);
        continue;
      }
      break;
    }
    if (piece.as === 'stop') {
      if (!LEADS_OFFICE.has(piece.text) || (lead += 1) > 2) break;
    }
    run.push(piece);
  }
  const head = run.findIndex((piece) => piece.as === 'office');
  return head >= 0 && head <= 4 ? run : undefined;
}

function coordinated(pieces: readonly Piece[], i: number, previousEnd: number): boolean {
  let k = i - 1;
  for (; k >= 0 && (pieces[k]?.start ?? 0) >= previousEnd; k -= 1) {
    const piece = pieces[k];
    if (piece?.text !== ',' && piece?.text !== 'and' && piece?.as !== 'honorific') return false;
  }
  return k < i - 1;
}

function titleOf(text: string, run: readonly Piece[]): string {
  const from = run.findIndex((piece) => piece.as !== 'link' && piece.as !== 'party' && !/^['’]/u.test(piece.text));
  const first = run[from];
  const last = run.findLast((piece) => piece.as !== 'link' && piece.as !== 'stop');
  return first && last
    ? text
        .slice(first.start, last.end)
        .replace(/\s+/gu, ' ')
        .replace(/^(?:Mr|Mrs|Ms|Dr)\.? /u, '')
    : '';
}

/** The side an office belongs to: the first party in it, unless it is the post's place ("Ambassador to X"). */
function letterIn(text: string, run: readonly Piece[]): string | undefined {
  return run.find(
    (piece, index) =>
      piece.letter !== undefined &&
      !/\bto (?:the )?$/u.test(text.slice(run[Math.max(0, index - 2)]?.start ?? 0, piece.start)),
  )?.letter;
}

/** One name is the other, or its last words, or its first (family names come first in half the world). */
export function sameName(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const parts = long.split(' ');
  const wanted = short.split(' ');
  if (wanted.length === 1) return parts[0] === short || parts.at(-1) === short;
  return wanted.every((part) => parts.includes(part));
}
