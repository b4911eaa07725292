import { responsibleOf } from '../actors.ts';
import { UNNAMED } from '../parties.ts';
import type { Kind, Status } from '../reading.ts';
import { chineseDatesIn } from './dates.ts';
import { chineseCadence, chineseKind, outOfScope } from './kinds.ts';
import type { Clause } from './sentences.ts';
import { FIRM } from './setting.ts';
import type { Found, Setting, State } from './setting.ts';
import { PURPOSE } from './verbs.ts';
import type { Force } from './verbs.ts';

/** An undertaking before it is judged: how firmly, by whom, of whom, what. */
export type Draft = {
  readonly force: Force;
  readonly letters: readonly string[];
  readonly asked: readonly string[];
  readonly content: string;
  readonly words: string;
};

/** Judges a draft: its kind, whether it belongs in an action matrix, who answers for it, when. */
export function recordOf(
  clause: Clause,
  draft: Draft,
  { cast, anchor, sentence }: Setting,
  state: State,
): Found | undefined {
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
