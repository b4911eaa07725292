import { responsibleOf } from '../actors.ts';
import type { CommitmentRecord, Kind, Status } from '../reading.ts';
import { chineseDatesIn } from './dates.ts';
import { chineseCadence, chineseKind, chineseRhetoric } from './kinds.ts';
import { chineseLetters } from './parties.ts';
import type { ChineseSides } from './parties.ts';
import type { ChinesePerson } from './persons.ts';
import type { ChineseSentence, Clause } from './read-chinese.ts';

type Force = 'agree' | 'promise' | 'announce' | 'report' | 'request' | 'invite' | 'explore' | 'will';
type Setting = { readonly sides: ChineseSides; readonly year: string; readonly persons: readonly ChinesePerson[] };

/** The first of these that stands in a clause says how firmly; what follows it is undertaken. */
const VERBS: readonly (readonly [Force, RegExp])[] = [
  ['explore', /就(?=.{0,40}(?:建立|设立|成立|开设|签署|开展|举行).{0,40}交换(?:了)?意见)|(?:提议|建议|探讨)(?=.)/u],
  ['invite', /邀请/u],
  ['request', /请求|要求|希望|敦促|呼吁/u],
  ['agree', /(?:一致)?同意|商定|约定|决定|达成(?:一致|共识)/u],
  ['promise', /承诺|保证(?!金)/u],
  ['agree', /签署(?:了)?(?=.{0,30}(?:协议|备忘录|协定|议定书))/u],
  ['announce', /宣布|计划|拟(?=[\p{Script=Han}])/u],
  ['report', /重申|表示|指出|通报|强调|介绍/u],
  ['will', /将(?!军|领|来|近|士|官|其|上述)/u],
];
const SUBJECT_ONLY = /^[\p{Script=Han}·]{0,16}$/u;

type State = {
  force: Force | undefined;
  letters: readonly string[];
  speaker: readonly string[];
  asked: readonly string[];
  when: string | undefined;
};

export function chineseUndertakings(sentences: readonly ChineseSentence[], setting: Setting): CommitmentRecord[] {
  let speaker: readonly string[] = [];
  return sentences.flatMap((sentence) => {
    if (!/[。！？]$/u.test(sentence.text)) return [];
    const state: State = { force: undefined, letters: [], speaker, asked: [], when: undefined };
    const records: CommitmentRecord[] = [];
    for (const clause of sentence.clauses) {
      const record = inClause(sentence, clause, setting, state);
      if (record === undefined) continue;
      const last = records.at(-1);
      // one undertaking told in two clauses: same kind, same force, only a comma between
      if (
        last &&
        last.kind === record.kind &&
        last.status === record.status &&
        last.responsible === record.responsible &&
        continues(sentence, last, clause) &&
        !/将|(?:邀请|请求|要求)/u.test(clause.text.slice(0, 8))
      )
        records[records.length - 1] = {
          ...last,
          end: record.end,
          why: [...last.why, ...record.why],
          ...(last.due ? {} : record.due ? { due: record.due } : {}),
        };
      else records.push(record);
    }
    speaker = state.speaker;
    return records;
  });
}

const continues = (sentence: ChineseSentence, last: CommitmentRecord, clause: Clause): boolean =>
  /^[，、]\s*$/u.test(sentence.text.slice(last.end - sentence.start, clause.start - sentence.start));

function inClause(
  sentence: ChineseSentence,
  clause: Clause,
  setting: Setting,
  state: State,
): CommitmentRecord | undefined {
  const dates = chineseDatesIn(clause.text, clause.start, setting.year);
  if (dates[0] && dates[0].end - dates[0].start >= clause.text.length - 1) {
    state.when = dates[0].value; // a clause of its own: "今年秋季，…"
    return undefined;
  }
  const found = VERBS.map(([force, pattern]) => ({ force, match: pattern.exec(clause.text) }))
    .filter((item) => item.match !== null)
    .sort((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0));
  const first = found.find((item) => item.force !== 'report') ?? found[0];
  const at = first?.match?.index ?? 0;
  const before = clause.text.slice(0, first?.match ? at : Math.min(12, clause.text.length));
  // a subject opens its clause; a name further in is an object
  const opens =
    /双方|两国|各方|两部|两位|各自/u.test(clause.text.slice(0, 8)) ||
    setting.sides.aliases.some(([alias]) => clause.text.indexOf(alias) >= 0 && clause.text.indexOf(alias) < 3) ||
    setting.persons.some((person) => clause.text.startsWith(person.name));
  const letters = first === undefined && !opens ? [] : lettersOf(before, setting);
  if (first === undefined || first.match === null) {
    if (/交换(?:了)?意见|讨论|认为|评价|感谢|赞赏|欢迎/u.test(clause.text)) {
      state.force = undefined;
      return undefined;
    }
    return carried(sentence, clause, setting, state, letters);
  }
  const content = clause.text.slice(at + first.match[0].length);
  if (first.force === 'report') {
    Object.assign(state, { force: 'report', letters, speaker: letters.length > 0 ? letters : state.speaker });
    return undefined;
  }
  const subject = letters.length > 0 ? letters : state.letters.length > 0 ? state.letters : state.speaker;
  const outer = state.force;
  Object.assign(state, {
    force: first.force === 'will' ? (outer && outer !== 'report' ? outer : 'will') : first.force,
    letters: subject,
    speaker: letters.length > 0 ? letters : state.speaker,
  });
  if (content.length < 4 || (SUBJECT_ONLY.test(content) && /^(?:，|了)?$/u.test(content))) return undefined;
  return recordOf(
    clause,
    {
      force: first.force === 'will' && outer && outer !== 'report' ? outer : first.force,
      subject,
      content,
      verb: first.match[0],
    },
    setting,
    state,
  );
}

/** A clause without a verb of undertaking goes on with the one before: its own subject, or a list of things agreed. */
function carried(
  sentence: ChineseSentence,
  clause: Clause,
  setting: Setting,
  state: State,
  letters: readonly string[],
): CommitmentRecord | undefined {
  const kind = chineseKind(clause.text).kind;
  if (
    (state.force === undefined || state.force === 'report') &&
    kind === 'recurring-meeting' &&
    letters.length > 0 &&
    chineseCadence(clause.text, kind)
  )
    return recordOf(clause, { force: 'will', subject: letters, content: clause.text, verb: '' }, setting, state);
  if (state.force === undefined || state.force === 'report' || state.force === 'invite' || state.force === 'explore')
    return undefined;
  const listed = sentence.text[clause.start - sentence.start - 1] === '；';
  if (kind === 'other' && !listed && letters.length === 0) return undefined;
  if (/^(?:以|为|从而|使|直至|前提|不断|进一步落实|检查|确定|作为|符合)/u.test(clause.text)) return undefined;
  return recordOf(
    clause,
    {
      force: state.force,
      subject: letters.length > 0 && state.force !== 'request' ? letters : state.letters,
      content: clause.text,
      verb: '',
    },
    setting,
    state,
  );
}

function recordOf(
  clause: Clause,
  found: {
    readonly force: Force;
    readonly subject: readonly string[];
    readonly content: string;
    readonly verb: string;
  },
  { sides, year }: Setting,
  state: State,
): CommitmentRecord | undefined {
  const { force, subject, content } = found;
  const judged =
    force === 'invite'
      ? { kind: 'event-attendance' as Kind, why: '邀请' }
      : chineseKind(content.length < 14 ? clause.text : content);
  const kind = judged.kind === 'other' ? chineseKind(clause.text) : judged;
  if (force !== 'invite' && chineseRhetoric(clause.text, kind.kind)) return undefined;
  const asked = force === 'request' || force === 'invite';
  const others = sides.letters.filter((letter) => !subject.includes(letter));
  const carriedOn = found.verb === '';
  const targets = !asked
    ? []
    : carriedOn
      ? state.asked
      : chineseLetters(content.slice(0, 14), sides).filter((letter) => !subject.includes(letter));
  state.asked = targets;
  if (asked && targets.length === 0 && subject.length === 0) return undefined;
  const responsible = asked ? (targets.length > 0 ? targets : others) : subject;
  const joint = responsible.length === 0 || responsible.length >= sides.letters.length;
  const status: Status =
    force === 'invite'
      ? 'invited'
      : force === 'request'
        ? 'requested'
        : force === 'explore'
          ? 'proposed'
          : force === 'agree' || force === 'promise' || joint
            ? 'agreed'
            : 'announced';
  const recurrence = chineseCadence(clause.text, kind.kind);
  const due =
    chineseDatesIn(clause.text, clause.start, year).find(
      (date) =>
        (year === '' || date.value.slice(0, 4) >= year) &&
        !/^.{0,8}(?:袭击|事件|案)/u.test(clause.text.slice(date.end - clause.start)),
    )?.value ?? state.when;
  return {
    start: clause.start,
    end: clause.end,
    kind: kind.kind,
    responsible: responsibleOf(responsible, sides.letters),
    status,
    why: [`${found.verb || '承前'}（${force}）`, `类别：${kind.why}`],
    ...(recurrence ? { recurrence } : {}),
    ...(due ? { due } : {}),
  };
}

function lettersOf(before: string, { sides, persons }: Setting): readonly string[] {
  const letters = chineseLetters(before.replace(/[在向为对驻][^，]{0,12}$/u, ''), sides);
  if (letters.length > 0) return letters;
  const person = persons.find(
    (one) => one.side !== undefined && one.name.split('·').some((part) => part.length > 1 && before.includes(part)),
  );
  return person?.side ? [person.side] : [];
}
