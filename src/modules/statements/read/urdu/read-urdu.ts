import { OFFICES_UR } from '../../data/offices.ts';
import { responsibleOf } from '../actors.ts';
import { maskText } from '../mask.ts';
import type {
  CommitmentRecord,
  EventRecord,
  IncidentRecord,
  MeetingRecord,
  ParticipantRecord,
  Reading,
  Span,
  Status,
} from '../reading.ts';
import { urduDatesIn } from './dates.ts';
import { urduCadence, urduKind } from './kinds.ts';
import { urduLetters, urduSidesOf } from './parties.ts';
import type { UrduSides } from './parties.ts';

/** The Urdu pack, thin: sentences by ۔, sides by دونوں and by names, undertakings by the verbs that end their clauses. */
type Piece = Span & { readonly text: string };

const LONGEST_SENTENCE = 2500;

export function readUrdu(text: string): Reading {
  const masked = maskText(text);
  const sides = urduSidesOf(masked);
  const year = /(?<!\d)((?:19|20|21)\d\d)/u.exec(masked)?.[1] ?? '';
  const sentences = sentencesOf(masked);
  const meeting = meetingIn(sentences, year);
  return {
    synthetic: false,
    lang: 'ur',
    parties: sides.parties,
    meetings: meeting ? [meeting.record] : [],
    participants: meeting ? personsIn(meeting.sentence, sides) : [],
    commitments: sentences.flatMap((sentence) => undertakingsIn(sentence, sides, year)),
    events: sentences.flatMap((sentence) => eventsIn(sentence, year)),
    incidents: sentences.flatMap((sentence) => incidentsIn(sentence, year)),
  };
}

function sentencesOf(text: string): Piece[] {
  return [...text.matchAll(/[^۔؟\n]+[۔؟]?/gu)]
    .filter((match) => /[۔؟]$/u.test(match[0]) && match[0].length <= LONGEST_SENTENCE)
    .map((match) => {
      const lead = match[0].length - match[0].trimStart().length;
      return { start: match.index + lead, end: match.index + match[0].length, text: match[0].slice(lead) };
    });
}

function meetingIn(sentences: readonly Piece[], year: string): { record: MeetingRecord; sentence: Piece } | undefined {
  for (const sentence of sentences) {
    const sign = /(?:ملاقات|بات چیت|مذاکرات|گفتگو) کی|(?:اجلاس|ملاقات|مذاکرات).{0,40}(?:ہوا|ہوئی|ہوئے|منعقد)|ملے/u.exec(
      sentence.text,
    );
    if (sign === null || /اتفاق|گا۔|گے۔/u.test(sentence.text)) continue;
    const date = urduDatesIn(sentence.text, 0, year)[0]?.value;
    const format = /ٹیلی ?فون/u.test(sentence.text)
      ? 'bilateral, by telephone'
      : /ویڈیو/u.test(sentence.text)
        ? 'bilateral, by video link'
        : 'bilateral, in person';
    return {
      sentence,
      record: {
        start: sentence.start,
        end: sentence.start + sign.index + sign[0].length,
        format,
        why: [sign[0]],
        ...(date ? { date } : {}),
      },
    };
  }
  return undefined;
}

const OFFICE = new RegExp(`(?:${[...OFFICES_UR].sort((a, b) => b.length - a.length).join('|')})`, 'u');
const OFFICE_WORD =
  /^(?:و|انصاف|پولیس|داخلہ|خارجہ|دفاع|قانون|انسدادِ?|منشیات|عوامی|تحفظ|امور|برائے|کے|کی|کا|جنرل|سلامتی|قومی)$/u;

/** "وزیر داخلہ X سے", "… X نے": the words between the office and the postposition. */
function personsIn(sentence: Piece, sides: UrduSides): ParticipantRecord[] {
  const records: ParticipantRecord[] = [];
  for (const match of sentence.text.matchAll(/ (?:نے|سے|کے ساتھ|اور)(?= |۔)/gu)) {
    const before = sentence.text.slice(0, match.index);
    const office = [...before.matchAll(new RegExp(OFFICE.source, 'gu'))].at(-1);
    if (office === undefined) continue;
    const rest = before.slice(office.index + office[0].length);
    const tokens = rest
      .trim()
      .split(' ')
      .filter((token) => token !== '');
    const name = tokens.slice(tokens.findLastIndex((token) => OFFICE_WORD.test(token)) + 1);
    if (name.length === 0 || name.length > 4 || /\d/u.test(name.join(''))) continue;
    const joined = name.join(' ');
    const at = before.lastIndexOf(joined);
    if (at < 0 || records.some((record) => record.name === joined)) continue;
    const titleStart = before.slice(0, office.index).endsWith('وفاقی ') ? office.index - 6 : office.index;
    const title = before.slice(titleStart, at).trim();
    const [side] = urduLetters(before.slice(Math.max(0, titleStart - 25), titleStart), sides);
    records.push({
      start: sentence.start + at,
      end: sentence.start + at + joined.length,
      name: joined,
      title,
      why: [title],
      ...((side ?? sides.issuer) ? { side: side ?? sides.issuer ?? '' } : {}),
    });
  }
  return records;
}

type Force = Status;
/** Verbs close their clause in Urdu: a clause runs from the last opening to one of these. */
const ENDINGS: readonly (readonly [Force, RegExp])[] = [
  ['invited', /دعوت (?:بھی )?(?:دی(?: گئی)?|دیتے|قبول کی)/gu],
  ['proposed', /(?:پر )?غور کری?ے? ?(?:ں )?(?:گا|گے|گی)|تجویز (?:دی|پیش کی)|تبادلہ[ٔء]? ?خیال کیا/gu],
  [
    'agreed',
    /(?:پر |کا )?(?:بھی )?اتفاق (?:رائے )?کیا(?! کہ)|(?:کا|کی) (?:بھی )?(?:عہد|وعدہ|فیصلہ|عزم) کیا|یقین دہانی کرائی(?! کہ)/gu,
  ],
  ['announced', /(?<= )(?:گا|گے|گی)(?=[ ۔،])/gu],
  [
    'requested',
    /(?:فراہم|جاری|مکمل|پیش|قائم|حوالے|یقینی|بہتر|تیز) (?:کرے|رکھے|کریں|بنائے|رکھیں)(?=[ ۔،])(?! (?:گا|گے|گی))/gu,
  ],
];
const OPENINGS =
  /(?:^|(?:کہا|بتایا|کیا|اعلان بھی کیا|دی|کی|دہانی کرائی) کہ |(?<= (?:گا|گے|گی|کیا|دی)) اور |، (?:جس|جن) (?:میں|کا|سے|کے) )/gu;

function undertakingsIn(sentence: Piece, sides: UrduSides, year: string): CommitmentRecord[] {
  const records: CommitmentRecord[] = [];
  const found = ENDINGS.flatMap(([force, pattern]) =>
    [...sentence.text.matchAll(pattern)].map((match) => ({
      force,
      at: match.index,
      end: match.index + match[0].length,
      words: match[0],
    })),
  ).sort((a, b) => a.end - b.end);
  const openings = [...sentence.text.matchAll(OPENINGS)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    that: match[0].endsWith('کہ '),
  }));
  let until = 0;
  for (const item of found) {
    if (item.at < until) continue;
    const opening = openings.filter((open) => open.end <= item.at && open.end >= until).at(-1);
    const from = Math.max(until, opening?.end ?? 0);
    const record = recordOf(
      sentence,
      { ...item, from, matrix: opening?.that ? sentence.text.slice(0, opening.end) : '' },
      sides,
      year,
    );
    until = item.end;
    if (record && !/(?:جس|جن) \S+ $/u.test(sentence.text.slice(0, opening?.end ?? 0))) records.push(record); // a relative clause describes
  }
  return records;
}

type Found = {
  readonly force: Force;
  readonly from: number;
  readonly end: number;
  readonly words: string;
  readonly matrix: string;
};

function recordOf(sentence: Piece, found: Found, sides: UrduSides, year: string): CommitmentRecord | undefined {
  const raw = sentence.text.slice(found.from, found.end);
  const skip = /^(?:اور|وہ|،|\s|مگر|بھی)*/u.exec(raw)?.[0].length ?? 0;
  const lead = topic(raw.slice(skip)) + skip;
  const clause = raw.slice(lead);
  if (
    clause.length < 12 ||
    (/(?:جائے گا|ہوگا|ہوں گے|ہوگی)$/u.test(clause) && !/(?:قائم|منعقد|تربیت|فراہم)/u.test(clause))
  )
    return undefined;
  const judged = urduKind(clause);
  if (judged.kind === 'other' && /(?:تعلقات|دوستی|شراکت)/u.test(clause)) return undefined;
  const asks = /(?:سے کہا|درخواست کی|مطالبہ کیا|زور دیا|توقع ظاہر کی|درخواست|اپیل کی) ?(?:ہے )?کہ $/u.test(
    found.matrix,
  );
  const agreed = /(?:اتفاق|فیصلہ) (?:رائے )?کیا کہ $/u.test(found.matrix);
  const force: Force =
    found.force === 'announced' && agreed
      ? 'agreed'
      : asks
        ? 'requested'
        : found.force === 'requested'
          ? 'requested'
          : found.force;
  if (found.force === 'requested' && !asks) return undefined;
  const pronoun = /(?:^|اور )وہ /u.test(raw.slice(0, skip)) && !asks;
  const letters = responsibleLetters(
    { force, clause: pronoun ? `وہ ${clause}` : clause, matrix: found.matrix, sentence: sentence.text },
    sides,
  );
  if (letters === undefined) return undefined;
  const joint = letters.length >= sides.letters.length;
  const status: Status = force === 'announced' && joint ? 'agreed' : force;
  const start = asks ? Math.max(0, found.matrix.search(/\S+ سے (?:کہا|درخواست|مطالبہ)/u)) : found.from + lead;
  const recurrence = urduCadence(clause);
  const due = urduDatesIn(clause, 0, year).find(
    (date) => year === '' || (date.value.slice(0, 4) >= year && !/^.{0,14}حمل/u.test(clause.slice(date.end))),
  )?.value;
  return {
    start: sentence.start + start,
    end: sentence.start + found.end,
    kind: force === 'invited' ? 'event-attendance' : judged.kind,
    responsible: responsibleOf(letters, sides.letters),
    status,
    why: [found.words.trim(), judged.why],
    ...(recurrence ? { recurrence } : {}),
    ...(due ? { due } : {}),
  };
}

/** A topic before the undertaking, closed by "میں " or "کے بارے میں" and the actor: "مارچ کے حملے کے بارے میں دونوں وزراء نے …". */
function topic(clause: string): number {
  return /^[^۔]{0,120}?(?:کے بارے میں|کے حوالے سے|اس ضمن میں) (?=\S)/u.exec(clause)?.[0].length ?? 0;
}

function responsibleLetters(
  of: { readonly force: Force; readonly clause: string; readonly matrix: string; readonly sentence: string },
  sides: UrduSides,
): readonly string[] | undefined {
  const all = sides.letters;
  const actorText = /^(.{0,60}?) نے /u.exec(of.clause)?.[1];
  const issuer = sides.issuer === undefined ? [] : [sides.issuer];
  if (of.force === 'invited') {
    const asker = actorText === undefined ? [] : urduLetters(actorText, sides);
    const others = all.filter((letter) => !asker.includes(letter));
    if (asker.length === 1) return others;
    const guest = /^(.{0,60}?) کو /u.exec(of.clause)?.[1] ?? '';
    const named = urduLetters(guest, sides);
    return named.length > 0 ? named : issuer.length > 0 ? issuer : undefined;
  }
  if (of.force === 'requested') {
    const target = / نے (.{1,50}?) سے /u.exec(of.matrix)?.[1] ?? '';
    const named = urduLetters(target, sides);
    if (named.length > 0) return named;
    const asker = urduLetters(/^(.{0,60}?) نے /u.exec(of.matrix)?.[1] ?? '', sides);
    const others = all.filter((letter) => !asker.includes(letter));
    return others.length > 0 && others.length < all.length ? others : undefined;
  }
  if (actorText !== undefined) {
    const letters = urduLetters(actorText, sides);
    if (letters.length > 0) return letters;
    return issuer.length > 0 ? issuer : undefined;
  }
  const opening = of.clause.startsWith('وہ ') ? [] : urduLetters(of.clause.split(' ').slice(0, 4).join(' '), sides);
  if (opening.length > 0)
    return /^\S+ اور \S+/u.test(of.clause)
      ? urduLetters(of.clause.slice(0, 40), sides)
      : opening.slice(0, /دونوں|فریقین|ہر فریق|گروپ/u.test(of.clause.slice(0, 30)) ? all.length : 1);
  const matrixActor = urduLetters(
    /^(.{0,60}?) نے /u.exec(of.matrix === '' ? of.sentence : of.matrix)?.[1] ?? of.sentence.slice(0, 25),
    sides,
  );
  if (matrixActor.length > 0) return matrixActor;
  return of.matrix === '' ? undefined : issuer.length > 0 ? issuer : undefined;
}

function eventsIn(sentence: Piece, year: string): EventRecord[] {
  const pattern =
    /(?:([\u0621-\u06d3]+(?: \d{4})?) میں )?([\u0621-\u06d3]+(?: [\u0621-\u06d3]+)?) میں ہونے والے?ی? ((?:[\u0621-\u06d3]+ ){1,7}?(?:کانفرنس|فورم|اجلاس|سربراہی اجلاس))/gu;
  return [...sentence.text.matchAll(pattern)].map((match) => {
    const date = urduDatesIn(match[1] ?? '', 0, year)[0]?.value;
    return {
      start: sentence.start + match.index,
      end: sentence.start + match.index + match[0].length,
      name: match[3] ?? '',
      place: match[2] ?? '',
      why: [match[3] ?? ''],
      ...(date ? { date } : {}),
    };
  });
}

function incidentsIn(sentence: Piece, year: string): IncidentRecord[] {
  const pattern =
    /(?:(?!وہ )[\u0621-\u06d3]+ میں )?(?:(?!وہ |اور )[\u0621-\u06d3]+ ){1,2}(?:پر ہونے والے|میں \d{4} کے|کے) (?:حملے|دھماکے|حملہ)/gu;
  return [...sentence.text.matchAll(pattern)].map((match) => {
    const date = urduDatesIn(match[0], 0, year)[0]?.value;
    return {
      start: sentence.start + match.index,
      end: sentence.start + match.index + match[0].length,
      name: match[0],
      why: [match[0]],
      ...(date ? { date } : {}),
    };
  });
}
