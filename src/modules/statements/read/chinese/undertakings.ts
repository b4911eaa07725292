import { responsibleOf } from '../actors.ts';
import type { CommitmentRecord, Kind, Status } from '../reading.ts';
import type { Anchor } from './dates.ts';
import { chineseDatesIn } from './dates.ts';
import { chineseCadence, chineseKind, outOfScope } from './kinds.ts';
import type { Clause, Sentence } from './sentences.ts';
import { UNNAMED } from '../parties.ts';
import { namedIn } from './parties.ts';
import { personIn } from './persons.ts';
import { askedIn, subjectOf } from './subjects.ts';
import type { Cast } from './subjects.ts';
import { DENIED, LONG_SINCE, PAST, PURPOSE, REPORT, RHETORIC, startsWithAct, TREATED, triggersIn } from './verbs.ts';
import type { Force, Trigger } from './verbs.ts';

type Setting = { readonly cast: Cast; readonly anchor: Anchor; readonly sentence: Sentence };
/** What governs the clauses that follow: the verb that undertakes, who acts, who was asked. */
type Matrix = {
  readonly force: Force;
  readonly letters: readonly string[];
  readonly asked: readonly string[];
  readonly words: string;
};
type State = {
  matrix: Matrix | undefined;
  speaker: readonly string[];
  when: string | undefined;
  fresh: boolean;
  past: boolean;
};
type Found = CommitmentRecord & { readonly clause: Clause };

/** What follows in the sentence is another matter. */
const ENDS: ReadonlySet<Force> = new Set(['invite', 'accept', 'explore', 'sign', 'launch']);
const FIRM: ReadonlySet<Force> = new Set(['agree', 'promise', 'sign', 'launch']);
/** Verbs of an aim rather than of a task of its own. */
const AIM =
  /^(?:共同|坚决|严厉|依法|有效|切实|严密|持续|全力|继续|从严|高效|及时|密切|积极|进一步)*(?:打击|防范|预防|遏制|铲除|维护|应对|惩治|切断|紧盯|密切|提升|提高|优化|协调|配合|深化|支持|避免|防止|杜绝|协助|开展联动)/u;
/** Heads of lists of something else; and a joint text as a whole is no list of things agreed. */
const OTHER_LIST =
  /讨论|议题|话题|探讨|意见|出席|参加|参会|人员|名单|附件|指出|强调|表示|认为|介绍|回顾|通报了|信息|背景|声明|公报|全文|如下报告|问$|答$|原则|主持|记者/u;

export function chineseUndertakings(sentences: readonly Sentence[], cast: Cast, anchor: Anchor): CommitmentRecord[] {
  let last: { readonly paragraph: number; readonly matrix: Matrix | undefined; readonly speaker: readonly string[] } = {
    paragraph: -1,
    matrix: undefined,
    speaker: [],
  };
  return sentences.flatMap((sentence) => {
    const near = last.paragraph === sentence.paragraph;
    const listed =
      sentence.under !== '' &&
      !OTHER_LIST.test(/[^。！？，]*$/u.exec(sentence.under.replace(/[。：]?\s*$/u, ''))?.[0] ?? '');
    const resumed = near && goesOn(sentence) ? last.matrix : undefined;
    const state: State = {
      matrix: listed
        ? { force: 'agree', letters: cast.sides.letters, asked: [], words: sentence.under.slice(-16) }
        : resumed,
      speaker: near ? last.speaker : [],
      when: undefined,
      fresh: true,
      past: LONG_SINCE.test(sentence.clauses[0]?.text ?? ''),
    };
    const records: Found[] = [];
    for (const clause of sentence.clauses) {
      const setting = { cast, anchor, sentence };
      for (const part of partsOf(clause)) {
        const record = inClause(part, setting, state);
        if (record === undefined) {
          if (state.when === undefined || part.text.length > 12) state.fresh = false;
          continue;
        }
        state.fresh = false;
        const previous = records.at(-1);
        if (previous && /^(?:力争|争取|预计|计划)[^，]{0,6}[年月季][^，]{0,8}$/u.test(part.text))
          records[records.length - 1] = { ...joined(previous, record), ...(record.due ? { due: record.due } : {}) };
        else if (previous && continues(previous, record)) records[records.length - 1] = joined(previous, record);
        else records.push({ ...record, clause: part });
      }
    }
    last = { paragraph: sentence.paragraph, matrix: state.matrix, speaker: state.speaker };
    return records.map(({ clause: _clause, ...record }) => record);
  });
}

/** "同时，加强…": a sentence without a subject of its own goes on with the one before. */
const goesOn = (sentence: Sentence): boolean => {
  const first = sentence.clauses.find(({ text }) => !/^(?:同时|此外|另外|为此|会上|其中)$/u.test(text));
  return (
    first !== undefined &&
    startsWithAct(first.text) &&
    triggersIn(first.text).length === 0 &&
    !RHETORIC.test(first.text)
  );
};

/** "提供…并举办…": two verbs in one clause are two undertakings when they are of two kinds. */
function partsOf(clause: Clause): Clause[] {
  const at = [...clause.text.matchAll(/并(?:且)?(?!行|列|非|不)|以及(?=[\p{Script=Han}]{2})|，并/gu)].find((match) => {
    const rest = clause.text.slice(match.index + match[0].length);
    const head = clause.text.slice(0, match.index);
    return (
      head.length >= 8 &&
      rest.length >= 6 &&
      (startsWithAct(rest) || triggersIn(rest).some(({ at: place }) => place < 4)) &&
      chineseKind(head).kind !== 'other' &&
      chineseKind(rest).kind !== 'other' &&
      chineseKind(head).kind !== chineseKind(rest).kind
    );
  });
  if (at === undefined) return [clause];
  const cut = clause.start + at.index;
  return [
    { ...clause, end: cut, text: clause.text.slice(0, at.index) },
    { ...clause, start: cut, text: clause.text.slice(at.index), mark: '，' },
  ];
}

function inClause(clause: Clause, setting: Setting, state: State): Found | undefined {
  const { cast, anchor } = setting;
  const dates = chineseDatesIn(clause.text, clause.start, anchor);
  if (dates[0] && dates[0].end - dates[0].start >= clause.text.length - 2) {
    state.when = dates[0].value; // a clause of its own: "今年秋季，…"
    return undefined;
  }
  const triggers = triggersIn(clause.text);
  const first = mainTrigger(clause.text, triggers, state);
  const report = REPORT.exec(clause.text);
  if (report && (first === undefined || report.index < first.at) && !FIRM.has(first?.force ?? 'will')) {
    const said = subjectOf(clause.text.slice(0, report.index), cast, state.speaker);
    if (said.letters.length > 0 && said.role !== 'body') state.speaker = said.letters;
    if (first === undefined) {
      state.matrix = undefined;
      return undefined;
    }
  }
  const bare =
    first !== undefined &&
    clause.text.slice(first.end).trim() === '' &&
    state.matrix !== undefined &&
    startsWithAct(clause.text);
  if (first === undefined || bare) return untold(clause, setting, state);
  return told(
    clause,
    { trigger: first, from: report && report.index < first.at ? report.index + report[0].length : 0 },
    setting,
    state,
  );
}

/** The first verb that undertakes; after an agreement "将" or "应" only repeats it, so the agreement counts. */
function mainTrigger(text: string, triggers: readonly Trigger[], state: State): Trigger | undefined {
  const [first, second] = triggers;
  if (first === undefined || DENIED.test(text) || TREATED.test(text)) return undefined;
  if (state.past && (first.force === 'launch' || first.force === 'sign')) return undefined;
  const past = PAST.exec(text);
  if (
    past &&
    past.index < first.at &&
    !/将|愿|拟/u.test(first.words) &&
    first.force !== 'sign' &&
    first.force !== 'launch'
  )
    return undefined;
  // "就…达成共识": what is agreed stands before the verb
  const on = text.indexOf('就');
  if (first.force === 'agree' && first.words.startsWith('达成') && on >= 0 && on < first.at - 6)
    return { ...first, at: on, end: on + 1 };
  const settled = first.force === 'explore' ? triggers.find(({ force }) => force === 'agree') : undefined;
  if (settled) return { ...settled, at: first.at, end: first.end };
  if (
    first.force === 'explore' &&
    !/建立|设立|成立|签署|商签|开通|互派|开展.{0,12}(?:行动|演|谈判)|启动/u.test(text.slice(first.end))
  ) {
    return triggers.find(({ force }) => force === 'agree' || force === 'promise');
  }
  if (
    first.force === 'will' &&
    second &&
    second.at - first.end <= 6 &&
    ['propose', 'request', 'invite', 'sign'].includes(second.force)
  )
    return { ...second, at: first.at };
  if (first.force === 'agree' && second?.force === 'propose' && second.at - first.end <= 4)
    return { ...second, at: first.at };
  if (first.force === 'owed' && state.matrix === undefined && second && ['agree', 'promise'].includes(second.force))
    return second;
  return first;
}

function told(
  clause: Clause,
  { trigger, from }: { readonly trigger: Trigger; readonly from: number },
  setting: Setting,
  state: State,
): Found | undefined {
  const { cast } = setting;
  const outer = state.matrix;
  const firm = outer !== undefined && FIRM.has(outer.force);
  const before = clause.text.slice(from, trigger.at);
  if (/欢迎|感谢|赞赏|满意|祝贺/u.test(before)) return undefined;
  const subject = subjectOf(before, cast, state.speaker);
  let { letters } = subject;
  if (subject.role === 'none')
    letters = outer?.letters ?? (state.speaker.length > 0 ? state.speaker : cast.sides.letters);
  if (subject.role === 'thing') {
    const speaks = ['will', 'charge', 'owed', 'announce'].includes(trigger.force);
    if (!speaks || (!firm && !setting.sentence.item && chineseKind(clause.text).kind === 'other')) {
      if (!firm) state.matrix = undefined;
      return undefined;
    }
    letters = outer?.letters ?? (state.speaker.length > 0 ? state.speaker : cast.sides.letters);
  }
  const after = clause.text.slice(trigger.end);
  const content = trigger.force === 'invite' && after.length < 4 ? trigger.words : after;
  if (trigger.force === 'propose' && /^[，：]?(?:双方|两国|各方|三方)/u.test(content)) letters = cast.sides.letters;
  if (trigger.force === 'charge' && trigger.words.startsWith('由')) {
    const charged = namedIn(content.split(/负责|承担|牵头|主办|承办|担任/u)[0] ?? '', cast.sides);
    if (charged.length > 0) letters = charged;
  }
  const joint = letters.length === cast.sides.letters.length;
  let force = trigger.force;
  if (force === 'owed' && !firm) {
    if (joint || subject.role === 'none' || letters.some((letter) => state.speaker.includes(letter))) {
      state.matrix = undefined; // "双方应…" exhorts
      return undefined;
    }
    force = 'request';
  }
  if (
    ['will', 'owed', 'charge', 'announce', 'willing'].includes(force) &&
    outer &&
    !['request', 'invite', 'explore'].includes(outer.force)
  ) {
    force = firm ? outer.force : force;
  }
  const asked =
    trigger.force === 'owed' && force === 'request'
      ? letters
      : force === 'request' || force === 'invite'
        ? askedIn(content, cast, letters)
        : [];
  if (force === 'request' && asked.length === 0) {
    if (!startsWithAct(content) || joint) {
      state.matrix = undefined; // somebody else is asked
      return undefined;
    }
  }
  const jointHope = force === 'request' && asked.length === cast.sides.letters.length;
  if (jointHope) {
    state.matrix = undefined;
    return undefined;
  }
  const others = cast.sides.letters.filter((letter) => !letters.includes(letter));
  state.matrix = {
    force,
    letters,
    asked: asked.length > 0 ? asked : others,
    words: trigger.words,
  };
  if (subject.letters.length === 1 && subject.role === 'side') state.speaker = subject.letters;
  if (content.replace(/[“”：\s]/gu, '').length < 4) {
    if (subject.role === 'thing' || (firm && force === 'sign')) state.matrix = outer;
    return undefined;
  }
  if (RHETORIC.test(content.slice(0, 8)) && force !== 'invite') return undefined;
  if (/适当时候|另行|视情/u.test(content.slice(0, 10))) return undefined; // will reply in due course
  if (force === 'charge' && (subject.role === 'none' || personIn(clause.text, cast.persons))) return undefined; // who leads a delegation
  const record = recordOf(
    clause,
    { force, letters, asked: state.matrix.asked, content, words: trigger.words },
    setting,
    state,
  );
  // what is signed or begun among the things agreed does not end the list of them
  if (firm && subject.role === 'none' && ['sign', 'launch', 'propose'].includes(force)) state.matrix = outer;
  return record;
}

/** A clause without a verb of undertaking: it goes on with the one before, or says what is regularly done. */
function untold(clause: Clause, setting: Setting, state: State): Found | undefined {
  const { cast, sentence } = setting;
  const text = clause.text;
  const { matrix } = state;
  const { kind } = chineseKind(text);
  if (DENIED.test(text) || (PAST.test(text) && !sentence.item)) return undefined;
  if (RHETORIC.test(text) && !(matrix && startsWithAct(text) && kind !== 'other')) {
    const opens =
      !/^[就对向在]/u.test(text) && subjectOf(openingOf(text, text.search(RHETORIC)), cast, []).role === 'side';
    const praises = opens ? subjectOf(openingOf(text, text.search(RHETORIC)), cast, []).letters : [];
    if (praises.length === 1) state.speaker = praises;
    if (matrix !== undefined && opens && !sentence.item) state.matrix = undefined; // somebody's thanks or praise: another matter
    return undefined;
  }
  if (PURPOSE.test(text)) return undefined;
  const opening = openingOf(text, text.search(/[在向对就于为把]|每|由|负责|同步|轮流|联合|共同/u));
  const subject = subjectOf(opening, cast, state.speaker);
  const cadence = chineseCadence(text, kind);
  if (matrix === undefined) {
    const regular = cadence !== undefined && (kind === 'recurring-meeting' || kind === 'information-sharing');
    if (!regular || subject.letters.length === 0) return undefined;
    return recordOf(
      clause,
      { force: 'will', letters: subject.letters, asked: [], content: text, words: '每' },
      setting,
      state,
    );
  }
  if (ENDS.has(matrix.force)) return undefined;
  const named = subject.role === 'side' && subject.letters.length > 0;
  const leads = sentence.under !== '' && state.fresh && text.length > 7;
  const regular =
    kind !== 'other' &&
    (cadence !== undefined ||
      subject.role === 'body' ||
      (kind === 'recurring-meeting' && /举行|召开/u.test(text)) ||
      (kind === 'establish-mechanism' && /设[立在]|开通|启用/u.test(text)) ||
      (kind === 'information-sharing' && /互|及时/u.test(text)));
  if (!startsWithAct(text) && !(named && startsWithAct(text.slice(opening.length))) && !leads && !regular)
    return undefined;
  const letters = named && matrix.force !== 'request' ? subject.letters : matrix.letters;
  if (named && letters.length === cast.sides.letters.length) state.matrix = { ...matrix, letters };
  return recordOf(
    clause,
    { force: matrix.force, letters, asked: matrix.asked, content: text, words: `承前“${matrix.words}”` },
    setting,
    state,
  );
}

/** The subject of a clause without a verb of undertaking stands before its first verb. */
function openingOf(text: string, at: number): string {
  for (let length = 2; length <= Math.min(16, text.length); length += 1)
    if (startsWithAct(text.slice(length)) && (at < 0 || length <= at)) return text.slice(0, length);
  return at > 0 ? text.slice(0, at) : '';
}

type Draft = {
  readonly force: Force;
  readonly letters: readonly string[];
  readonly asked: readonly string[];
  readonly content: string;
  readonly words: string;
};

function recordOf(clause: Clause, draft: Draft, { cast, anchor, sentence }: Setting, state: State): Found | undefined {
  const { force, content } = draft;
  const { letters: all } = cast.sides;
  const judged =
    force === 'invite' || force === 'accept'
      ? { kind: 'event-attendance' as Kind, why: '邀请' }
      : force === 'sign'
        ? { kind: 'establish-mechanism' as Kind, why: '签署' }
        : chineseKind(force === 'launch' ? clause.text : content);
  const whole = judged.kind === 'other' ? chineseKind(clause.text) : judged;
  if (force !== 'invite' && force !== 'accept') {
    if (
      force === 'sign' &&
      (/纪要|^[^《]{0,12}(?:文件|文本)$|^(?:上述|有关|该|此)/u.test(content) ||
        !/协议|协定|备忘录|议定书|条约|方案|声明|安排|计划|意向书|公约/u.test(content))
    )
      return undefined;
    if (
      PURPOSE.test(content) ||
      outOfScope(clause.text, whole.kind, `${cast.topic}${sentence.text}`, sentence.under !== '' && FIRM.has(force)) !==
        undefined
    )
      return undefined;
    if (force === 'willing' && whole.kind === 'other' && /^(?:同|与|和)?[^，]{0,14}(?:一道|共同努力)$/u.test(content))
      return undefined;
  }
  const asks = force === 'request' || force === 'invite';
  const responsible = asks ? draft.asked : draft.letters;
  const joint = responsible.length === 0 || responsible.length >= all.length;
  if (!joint && responsible.every((letter) => letter.startsWith(UNNAMED))) return undefined;
  const status = statusOf(force, joint, content);
  const recurrence = chineseCadence(clause.text, whole.kind);
  const due =
    chineseDatesIn(clause.text, clause.start, anchor).find(
      (date) =>
        date.value.slice(0, 4) >= anchor.slice(0, 4) &&
        !/^.{0,12}(?:袭击|爆炸|事件|案|达成|签署的|会晤)/u.test(clause.text.slice(date.end - clause.start)),
    )?.value ?? state.when;
  return {
    clause,
    start: clause.start,
    end: clause.end,
    kind: whole.kind,
    responsible: responsibleOf(responsible, all),
    status,
    why: [`${draft.words}（${force}）`, `类别：${whole.why}`],
    ...(recurrence ? { recurrence } : {}),
    ...(due ? { due } : {}),
  };
}

function statusOf(force: Force, joint: boolean, content: string): Status {
  if (force === 'invite' || force === 'accept') return 'invited';
  if (force === 'request') return 'requested';
  if (force === 'propose' || force === 'explore') return 'proposed';
  if (/^(?:就|共同|继续|进一步)?.{0,4}(?:考虑|探讨|研究.{0,30}可能)/u.test(content)) return 'proposed';
  return joint || FIRM.has(force) ? 'agreed' : 'announced';
}

/** One undertaking told in two clauses: same kind, force and side, and the second adds neither a date nor a number. */
function continues(last: Found, next: Found): boolean {
  return (
    last.kind === next.kind &&
    last.status === next.status &&
    last.responsible === next.responsible &&
    next.clause.mark === '，' &&
    ['other', 'protection-measure', 'investigation', 'information-sharing'].includes(next.kind) &&
    next.due === undefined &&
    next.recurrence === last.recurrence &&
    !/\d|《/u.test(next.clause.text) &&
    !/^(?:并|还|同时|包括)|^将(?!.*(?:绳之以法|归案))/u.test(next.clause.text) &&
    (next.kind !== 'other' || AIM.test(next.clause.text))
  );
}

const joined = (last: Found, next: Found): Found => ({ ...last, end: next.end, why: [...last.why, ...next.why] });
