import { responsibleOf } from '../actors.ts';
import { UNNAMED } from '../parties.ts';
import type { CommitmentRecord, Kind, ParticipantRecord, Status } from '../reading.ts';
import { urduDatesIn } from './dates.ts';
import { outOfScope, urduCadence, urduKind } from './kinds.ts';
import { urduLetters } from './parties.ts';
import type { UrduSides } from './parties.ts';
import type { Piece } from './sentences.ts';

/**
 * Verbs close their clause in Urdu: a clause runs from the last opening to one of these. What stands before "کہ" governs what
 * follows it.
 */
type Force = Status | 'may';
const DONE =
  '(?:کیا|ہوا|ہو ?گیا|کر ?لیا|ظاہر کیا|کا اظہار کیا|کا اعادہ کیا|پایا|کرلی|کی|رکھی|دیا)(?: گیا| گئی)?(?: ہے| ہیں| تھا)?';
const FIRM = '(?:اتفاق(?: رائے)?|فیصلہ|عہد|وعدہ|عزم|تہیہ|معاہدہ|طے|اتفاق رائے)';
const ENDINGS: readonly (readonly [Force, RegExp])[] = [
  ['invited', /دعوت (?:بھی )?(?:دی(?: گئی)?|دیتے|دے دی)(?: ہے)?/gu],
  [
    'proposed',
    /(?:پر )?غور (?:کرے ?گا|کریں ?گے|کرے ?گی|کیا جائے ?گا|کیا جا رہا)|(?:کی )?(?:تجویز|پیش ?کش) (?:دی|پیش کی|کی|کیا)(?: گئی)?(?! کہ)|(?:پر )?(?:تفصیلی |مفصل )?(?:تبادلہ ?خیال|گفتگو|بات چیت) (?:کیا|کی|ہوا|ہوئی)(?: گیا| گئی)?/gu,
  ],
  [
    'agreed',
    new RegExp(
      `(?:(?:پر|کا|کے|کی) )?(?:بھی )?(?:اصولی |مکمل )?(?:بھی )?${FIRM} (?:بھی )?${DONE}(?! کہ)|یقین دہانی کرائی(?! کہ)|(?:پر )?متفق (?:ہوئے|ہیں|ہو گئے|ہو گئیں)|دستخط (?:کیے|کئے|کر دیے)(?: گئے)?`,
      'gu',
    ),
  ],
  [
    'announced',
    /(?<=\p{L}[ ]?)(?<![\p{L}])(?:گا|گے|گی)(?![\p{L}])|(?:کریگا|کریگی|کرینگے|کرینگی|دیگا|دیگی|دینگے|لینگے|ہوگا|ہوگی|ہونگے|جائیگا|جائیگی|جائینگے|رکھیگا|رکھینگے)(?![\p{L}])/gu,
  ],
  [
    'requested',
    /(?:(?:کی درخواست|کی اپیل|کا مطالبہ|کی توقع)(?: بھی)? (?:کی|کیا|ظاہر کی)(?: گئی| گیا)?|پر زور دیا)(?! کہ)/gu,
  ],
  [
    'may',
    /(?<![\p{L}])(?:کرے|کریں|کرائے|کرائیں|دے|دیں|بنائے|بنائیں|رکھے|رکھیں|لائے|لائیں|جائے|جائیں|لے|لیں|بڑھائے|بڑھائیں|پہنچائے|روکے|روکیں|اٹھائے|اٹھائیں|ہوں|ہو)(?! ?(?:گا|گے|گی))(?=[ ]?[۔،]| اور | تاکہ |$)/gu,
  ],
];
const OPENINGS =
  /(?:^|(?<=[\p{L}]) کہ |(?<=(?:گا|گے|گی|کیا|دی|گیا|گئی|گئے|کئے|کیے|ہے|جائے|جائیں|کرے|کریں|تھا|لیا)) ?(?:،|اور|جبکہ|،? ساتھ ہی|؛)+ ?|، ?(?:جبکہ|ساتھ ہی) |، ?(?:جس|جن) (?:میں|کا|سے|کے|پر) |(?<=\S) جو (?=ہر ))/gu;
const RELATIVE = /(?:جس|جن) \S+ $/u;
const ASKS =
  /(?:سے|کو|پر|کا|کی) (?:کہا|درخواست کی|مطالبہ کیا|زور دیا|توقع ظاہر کی|اپیل کی|درخواست|مطالبہ)(?: ہے| گیا)? کہ $/u;
const AGREES = new RegExp(`${FIRM} ${DONE} کہ $|متفق (?:ہوئے|ہیں) کہ $`, 'u');
const ASSURES = /(?:یقین دہانی کرائی|یقین دلایا|وعدہ کیا|عہد کیا)(?: ہے)? کہ $/u;
const SUGGESTS = /(?:تجویز (?:دی|پیش کی|کیا)|پیش ?کش کی)(?: ہے)? کہ $/u;

/** What every step looks at: the sides, the year, who spoke last, and the persons with their sides. */
export type Setting = {
  readonly sides: UrduSides;
  readonly year: string;
  readonly speaker: readonly string[];
  readonly persons: readonly ParticipantRecord[];
};

export function undertakingsIn(sentence: Piece, setting: Setting): CommitmentRecord[] {
  let before: readonly string[] = [];
  const { text } = sentence;
  const found = ENDINGS.flatMap(([force, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      force,
      at: match.index,
      end: match.index + match[0].length,
      words: match[0],
    })),
  ).sort((a, b) => a.end - b.end || a.at - b.at);
  const openings = [...text.matchAll(OPENINGS)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    that: match[0].endsWith('کہ '),
  }));
  const records: CommitmentRecord[] = [];
  let until = 0;
  let matrix = '';
  for (const item of found) {
    if (item.at < until) continue;
    const within = openings.filter((open) => open.end <= item.at && open.end >= until);
    const opening = within.at(-1);
    const that = within.filter((open) => open.that).at(-1);
    if (that) matrix = text.slice(0, that.end);
    const from = Math.max(until, opening?.end ?? 0);
    const relative = RELATIVE.test(text.slice(0, opening?.end ?? 0));
    until = item.end;
    for (const piece of piecesOf(text, from, item)) {
      const record = recordOf(sentence, { ...item, ...piece, matrix, before }, setting);
      if (record) before = lettersOf(record.responsible, setting.sides);
      if (record && (!relative || record.recurrence !== undefined)) records.push(record); // a relative clause describes
    }
  }
  return records;
}

type Item = { readonly force: Force; readonly at: number; readonly end: number; readonly words: string };
type Range = { readonly from: number; readonly end: number };
type Found = Item & Range & { readonly matrix: string; readonly before: readonly string[] };

/** "A کرنے، B کرنے اور C کرنے پر اتفاق کیا": each infinitive that stands for a task is one. */
function piecesOf(text: string, from: number, item: Item): Range[] {
  if (item.force !== 'agreed') return [{ from, end: item.end }];
  const body = text.slice(from, item.at);
  const cuts = [
    ...body.matchAll(/(?<=(?<![\p{L}])(?:کرنے|رکھنے|بڑھانے|بنانے|دینے|لانے|لینے|کرانے))(?:،| اور) (?=\S)/gu),
  ].filter(({ index }) => {
    const before = body.slice(0, index);
    return !/(?:روک|نمٹ|خاتمہ کر|مقابلہ کر)\S* ?\S*$/u.test(before.slice(-16));
  });
  const ranges: Range[] = [];
  let begin = from;
  for (const cut of cuts) {
    ranges.push({ from: begin, end: from + cut.index });
    begin = from + cut.index + cut[0].length;
  }
  ranges.push({ from: begin, end: item.end });
  return ranges.every(({ from: one, end }) => end - one >= 14) ? ranges : [{ from, end: item.end }];
}

function recordOf(sentence: Piece, found: Found, setting: Setting): CommitmentRecord | undefined {
  const { sides, year } = setting;
  const { matrix } = found;
  const raw = sentence.text.slice(found.from, found.end);
  const skip =
    /^(?:اور|،|\s|مگر|بھی|جبکہ|ساتھ ہی|اس کے علاوہ|علاوہ ازیں|انہوں نے کہا کہ|یہ بھی)*/u.exec(raw)?.[0].length ?? 0;
  const lead = topic(raw.slice(skip)) + skip;
  const clause = raw.slice(lead);
  const actorLead = /^[^۔]{1,90}? نے (?=\S)/u.exec(clause)?.[0] ?? '';
  const content = clause.slice(actorLead.length);
  if (content.length < 10 || /^(?:یہ|اہم) فیصل|اس تجویز|غور کرنے کا وعدہ|(?:فیصلوں|معاہدوں) پر/u.test(content))
    return undefined;
  const force = forceOf(found.force, matrix);
  if (force === undefined) return undefined;
  const judged = urduKind(content);
  if (force !== 'invited' && outOfScope(content, judged.kind)) return undefined;
  if (
    found.force === 'announced' &&
    /(?:ہوگا|ہوگی|ہو ?گا|ہو ?گی|ہوں ?گے|جائے ?گا|جائے ?گی|جائیں ?گے)$/u.test(clause) &&
    judged.kind === 'other' &&
    !/انتظام|اقدام/u.test(content)
  )
    return undefined;
  if (force === 'proposed' && found.words.includes('خیال') && judged.kind === 'other') return undefined;
  if (
    force === 'proposed' &&
    /(?:خیال|گفتگو|بات چیت)/u.test(found.words) &&
    !/(?:قائم|قیام|مضبوط|بہتر|تشکیل|شروع)/u.test(content)
  )
    return undefined;
  const letters = actorsOf({ force, clause, actorLead, matrix, kind: judged.kind, before: found.before }, setting);
  if (
    letters === undefined ||
    (letters.length < sides.letters.length && letters.every((letter) => letter.startsWith(UNNAMED)))
  )
    return undefined;
  const joint = letters.length >= sides.letters.length;
  const status: Status = force === 'announced' && joint ? 'agreed' : force;
  const asked =
    force === 'requested' && ASKS.test(matrix) ? matrix.search(/\S+ (?:سے|کو) (?:کہا|درخواست|مطالبہ)/u) : -1;
  const recurrence = urduCadence(content);
  const due = urduDatesIn(content, 0, year).find(
    (date) => year === '' || (date.value.slice(0, 4) >= year && !/^.{0,34}حمل/u.test(content.slice(date.end))),
  )?.value;
  const own = found.from + lead + (force === 'invited' || actorLead.length > 60 ? 0 : actorLead.length);
  return {
    start: sentence.start + (asked >= 0 && found.from - asked < 60 ? asked : own),
    end: sentence.start + found.end,
    kind: force === 'invited' ? 'event-attendance' : judged.kind,
    responsible: responsibleOf(letters, sides.letters),
    status,
    why: [found.words.trim(), judged.why],
    ...(recurrence ? { recurrence } : {}),
    ...(due ? { due } : {}),
  };
}

function forceOf(force: Force, matrix: string): Status | undefined {
  if (ASKS.test(matrix) && force !== 'invited' && force !== 'agreed') return 'requested';
  if (SUGGESTS.test(matrix)) return 'proposed';
  if (AGREES.test(matrix) || ASSURES.test(matrix)) return force === 'announced' || force === 'may' ? 'agreed' : force;
  return force === 'may' ? undefined : force;
}

/** A topic before the undertaking: "مارچ کے حملے کے بارے میں دونوں وزراء نے …", "ملاقات میں …". */
function topic(clause: string): number {
  return (
    /^[^۔]{0,120}?(?:کے بارے میں|کے حوالے سے|اس ضمن میں|بیان کے مطابق) (?=\S)/u.exec(clause)?.[0].length ??
    /^(?:[^۔:]{0,24}: )?(?:[^۔،]{0,90} )?(?:ملاقات|اجلاس|مذاکرات|موقع|سلسلے|بیان) (?:میں|پر) (?=\S)/u.exec(clause)?.[0]
      .length ??
    /^[^۔:]{2,24}: /u.exec(clause)?.[0].length ??
    0
  );
}

function actorsOf(
  of: {
    readonly force: Status;
    readonly clause: string;
    readonly actorLead: string;
    readonly matrix: string;
    readonly kind: Kind;
    readonly before: readonly string[];
  },
  setting: Setting,
): readonly string[] | undefined {
  const { sides, speaker } = setting;
  const all = sides.letters;
  const issuer = sides.issuer === undefined ? [] : [sides.issuer];
  const actor = sayer(of.actorLead, setting);
  const outer = sayer(/(?:^|[۔،] )?([^۔]{1,110}? نے )/u.exec(of.matrix)?.[1] ?? '', setting);
  if (of.force === 'invited') {
    const guest = lettersIn(
      / نے (.{1,60}?) کو /u.exec(` نے ${of.clause.slice(of.actorLead.length)}`)?.[1] ?? '',
      setting,
    );
    if (actor.length === 1) return all.filter((letter) => !actor.includes(letter));
    return guest.length > 0 ? guest : issuer.length > 0 ? issuer : undefined;
  }
  if (of.force === 'requested') {
    const named = urduLetters(
      / نے (.{1,60}?) (?:سے|کو) (?=کہا|درخواست|مطالبہ|اپیل)/u.exec(of.matrix === '' ? of.clause : of.matrix)?.[1] ?? '',
      sides,
    );
    if (named.length > 0) return named;
    const asker = outer.length > 0 ? outer : actor;
    const others = all.filter((letter) => !asker.includes(letter));
    return others.length > 0 && others.length < all.length ? others : undefined;
  }
  if (of.force === 'proposed' && of.kind === 'establish-mechanism' && /کے درمیان|دونوں/u.test(of.clause)) return all;
  if (of.actorLead !== '') return actor.length > 0 ? actor : issuer.length > 0 ? issuer : all;
  if (of.force === 'agreed' && of.matrix === '' && of.actorLead === '' && !/(?:گا|گے|گی)۔?$/u.test(of.clause))
    return all;
  if (/^(?:وہ|اس) /u.test(of.clause)) return outer.length > 0 ? outer : speaker.length > 0 ? speaker : undefined;
  const head = subjectIn(of.clause, sides);
  if (of.kind === 'recurring-meeting' && of.matrix === '') return all;
  if (head.length > 0) return head;
  if (of.matrix !== '')
    return AGREES.test(of.matrix) ? all : outer.length > 0 ? outer : speaker.length > 0 ? speaker : all;
  if (of.before.length > 0) return of.before;
  return of.force === 'announced' && speaker.length === 1 ? speaker : all;
}

/** Who "… نے" is: named, "دونوں", a person told of before, or the one who spoke before ("انہوں نے"). */
function sayer(words: string, setting: Setting): readonly string[] {
  const { sides, speaker } = setting;
  if (words === '') return [];
  if (/^(?:انہوں|انھوں|اس) نے/u.test(words)) return speaker;
  const named = lettersIn(words, setting);
  if (named.length > 0) return named;
  if (/^(?:وفاقی )?(?:وزیر|وزارت|حکومت|ترجمان)/u.test(words) && sides.issuer) return [sides.issuer];
  if (/سفیر|ہم منصب/u.test(words) && sides.issuer) return sides.letters.filter((letter) => letter !== sides.issuer);
  return [];
}

/** Sides by name; else by a person of theirs, or by the beginning of one person's title ("وفاقی وزیر"). */
function lettersIn(words: string, { sides, persons }: Setting): readonly string[] {
  const named = urduLetters(words, sides);
  if (named.length > 0) return named;
  const said = new Set(
    persons.flatMap(({ name, side }) =>
      side !== undefined && name.split(' ').some((part) => part.length > 3 && words.includes(part)) ? [side] : [],
    ),
  );
  if (said.size === 1) return [...said];
  const office = words.replace(/ نے.*$/u, '').trim();
  const titled = office.length < 8 ? [] : persons.filter(({ title }) => title?.startsWith(office) ?? false);
  const [side] = new Set(titled.map((person) => person.side));
  return titled.length > 0 && new Set(titled.map((person) => person.side)).size === 1 && side !== undefined
    ? [side]
    : [];
}

const lettersOf = (responsible: string, sides: UrduSides): readonly string[] =>
  responsible === 'both' ? sides.letters : responsible.split('+');

/** A name that opens its clause and has no postposition of an object after it. */
function subjectIn(clause: string, sides: UrduSides): readonly string[] {
  const head = clause.slice(0, 70);
  if (
    /^[^،۔]{0,40}?(?:دونوں|فریقین|رابطہ کار|ورکنگ گروپ|ٹاسک فورس)/u.test(head) &&
    !/^\S+ (?:دونوں|فریقین) کو/u.test(head)
  )
    return sides.letters;
  const words = head.split(' ');
  const opening = words.slice(0, 5).join(' ');
  if (/^\S+(?: \S+)? اور \S+/u.test(opening) && urduLetters(opening, sides).length === sides.letters.length)
    return sides.letters;
  for (const [name, letter] of [...sides.aliases].sort((a, b) => head.indexOf(a[0]) - head.indexOf(b[0]))) {
    const at = head.indexOf(name);
    if (at < 0 || at > 20) continue;
    const after = head.slice(at + name.length).trimStart();
    if (/^(?:کو|سے|پر|میں)(?![\p{L}])|^(?:کے|کی) (?:\S+ ){0,4}کو(?![\p{L}])/u.test(after)) continue; // an object
    return [letter];
  }
  return [];
}
