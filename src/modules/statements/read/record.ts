import { responsibleOf } from './actors.ts';
import { responsibleLetters, statusOf } from './answerable.ts';
import { spanOf } from './clauses.ts';
import { dueIn } from './due.ts';
import { kindOf } from './kinds.ts';
import { UNNAMED } from './parties.ts';
import type { Part } from './parts.ts';
import type { CommitmentRecord } from './reading.ts';
import { recurrenceIn } from './recurrence.ts';
import { hasSecurity, outOfScope } from './scope.ts';
import { textOf } from './setting.ts';
import type { Draft, Setting } from './setting.ts';
import type { Word } from './tag.ts';
import type { Trigger } from './triggers.ts';

/** Judges a draft: its kind, whether it belongs in an action matrix, who answers for it, when. Undefined when it does not belong. */
export function recordOf(setting: Setting, draft: Draft, part: Part, first: boolean): CommitmentRecord | undefined {
  const { doc, sentence, focus } = setting;
  const { words } = sentence;
  const { trigger, matrix } = draft;
  const span = spanOf(words, part.range);
  const content = doc.text.slice(words[part.content.from]?.start ?? span.start, span.end);
  if (content.trim().length < 6 || /\b(?:to|following|below)$/iu.test(content)) return undefined; // the second: the head of a list
  const scopeText = content.split(/\s+/u).length < 9 ? sentence.text : content;
  const judged =
    trigger.force === 'sign'
      ? { kind: 'establish-mechanism' as const, why: 'signed' }
      : trigger.force === 'invite'
        ? { kind: 'event-attendance' as const, why: 'invited' }
        : kindOf(
            trigger.force === 'seek' ||
              (words[trigger.content - 1]?.lower === 'for' && /^(?:ask|request)/u.test(words[trigger.at]?.lower ?? ''))
              ? `provide ${content}`
              : activeForm(words, draft, content),
          );
  const letters = responsibleLetters(setting, draft);
  if (
    letters === undefined ||
    (letters.length < doc.sides.letters.length && letters.some((letter) => letter.startsWith(UNNAMED)))
  )
    return undefined;
  const vague = judged.kind === 'other' && content.split(/\s+/u).length < 9;
  const reason = outOfScope(
    { content, context: /^(?:request|seek)$/u.test(trigger.force) || vague ? scopeText : '' },
    judged.kind,
    focus,
  );
  if (trigger.force !== 'invite' && reason !== undefined) return undefined;
  if (trigger.force === 'restate' && !standsAgain(words, trigger, content, judged.kind)) return undefined;
  if (
    trigger.force === 'will' &&
    judged.kind === 'other' &&
    /^(?:reply|respond|decide|announce|know|see|be (?:announced|decided|known))\b/u.test(content)
  )
    return undefined; // "will reply in due course"
  if (trigger.force === 'willing' && !hasSecurity(content)) return undefined;
  if (trigger.force === 'explore' && judged.kind === 'other') return undefined;
  if (trigger.force === 'look-forward' && judged.kind !== 'recurring-meeting' && judged.kind !== 'establish-mechanism')
    return undefined;
  if (
    sentence.block.role === 'list' &&
    judged.kind === 'other' &&
    draft.subject.from === draft.subject.to &&
    !hasSecurity(content)
  )
    return undefined;
  if (trigger.force === 'will' && /^we$/iu.test(draft.actor.why) && /[“"]/u.test(sentence.text)) return undefined; // a speaker's own "we"
  const status = statusOf(draft, letters, doc.sides.letters.length, words[part.content.from]?.lower ?? '');
  const recurrence = recurrenceIn(content, judged.kind);
  const due = dueIn(doc, { start: span.start, end: trigger.force === 'invite' && first ? sentence.end : span.end });
  const why = [
    `${words
      .slice(trigger.at, Math.max(trigger.at + 1, Math.min(trigger.content, trigger.at + 4)))
      .map((word) => word.text)
      .join(' ')} (${trigger.force}) → ${status}`,
    `who: ${draft.actor.why === '' ? 'the statement as a whole' : draft.actor.why}`,
    `kind: ${judged.why}`,
    ...(matrix ? [`under: ${words[matrix.at]?.text ?? ''} that`] : []),
    ...(recurrence ? [`recurs: ${recurrence}`] : []),
    ...(due ? [`due: ${due.words}`] : []),
  ];
  return {
    ...span,
    kind: judged.kind,
    responsible: responsibleOf(letters, doc.sides.letters),
    status,
    why,
    ...(recurrence ? { recurrence } : {}),
    ...(due ? { due: due.value } : {}),
  };
}

/** What is done to a thing, told as doing: "the line will be opened" is "opened the line"; a meeting that takes place keeps its name. */
function activeForm(words: readonly Word[], draft: Draft, content: string): string {
  const subject = textOf(words, draft.subject);
  const passive = /^be\s+(?:jointly\s+|further\s+|also\s+)?(\S.*)$/su.exec(content);
  if (draft.trigger.force === 'will' && passive?.[1])
    return `${/^\S+(?:\s(?:up|over|out))?/u.exec(passive[1])?.[0] ?? ''} ${subject} ${passive[1]}`;
  return draft.trigger.force === 'will' && draft.actor.body ? `${subject} ${content}` : content;
}

/** A commitment said once more counts when it names something particular to do; fine words said again do not. */
function standsAgain(words: readonly Word[], trigger: Trigger, content: string, kind: string): boolean {
  if (kind !== 'other') return true;
  return (
    !/^(?:reaffirm|underscor|renew|restat|convey)/u.test(words[trigger.at]?.lower ?? '') &&
    hasSecurity(content) &&
    !/^(?:help|support|uphold|address)\b/u.test(content)
  );
}
