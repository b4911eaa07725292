import { chineseDatesIn } from './dates.ts';
import { chineseCadence, chineseKind } from './kinds.ts';
import { namedIn } from './parties.ts';
import { personIn } from './persons.ts';
import { recordOf } from './record.ts';
import type { Clause } from './sentences.ts';
import { FIRM } from './setting.ts';
import type { Found, Setting, State } from './setting.ts';
import { askedIn, subjectOf } from './subjects.ts';
import { DENIED, PAST, PURPOSE, REPORT, RHETORIC, startsWithAct, TREATED, triggersIn } from './verbs.ts';
import type { Force, Trigger } from './verbs.ts';

/** What follows in the sentence is another matter. */
const ENDS: ReadonlySet<Force> = new Set(['invite', 'accept', 'explore', 'sign', 'launch']);

/** What a clause undertakes, in the light of what its sentence has said so far. */
export function inClause(clause: Clause, setting: Setting, state: State): Found | undefined {
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
