import { responsibleOf } from './actors.ts';
import { responsibleLetters, statusOf } from './answerable.ts';
import { spanOf } from './clauses.ts';
import { dueIn } from './due.ts';
import { kindOf } from './kinds.ts';
import type { Judged } from './kinds.ts';
import { UNNAMED } from './parties.ts';
import type { Part } from './parts.ts';
import type { CommitmentRecord } from './reading.ts';
import { recurrenceIn } from './recurrence.ts';
import { hasSecurity, outOfScope } from './scope.ts';
import { leave, textOf } from './setting.ts';
import type { Draft, Reason, Setting } from './setting.ts';
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
  const judged = judge(setting, draft, content);
  const letters = responsibleLetters(setting, draft);
  const said = words
    .slice(trigger.at, Math.max(trigger.at + 1, Math.min(trigger.content, trigger.at + 4)))
    .map((word) => word.text)
    .join(' ');
  const out = (reason: Reason, why = said): undefined => leave(setting, span, reason, why);
  if (letters === undefined)
    return out(/^(?:request|invite)$/u.test(trigger.force) ? 'third party' : 'nobody answers for it');
  if (letters.length < doc.sides.letters.length && letters.some((letter) => letter.startsWith(UNNAMED)))
    return out('nobody answers for it');
  const vague = judged.kind === 'other' && content.split(/\s+/u).length < 9;
  const reason = outOfScope(
    { content, context: /^(?:request|seek)$/u.test(trigger.force) || vague ? scopeText : '' },
    judged.kind,
    { focus, words: doc.rules.scope },
  );
  if (trigger.force !== 'invite' && reason !== undefined) return out(reason.reason, reason.words);
  const secure = hasSecurity(content, doc.rules.scope);
  if (
    trigger.force === 'restate' &&
    !standsAgain(words, {
      trigger,
      content,
      secure,
      kind: judged.kind,
      joint: letters.length >= doc.sides.letters.length,
    })
  )
    return out('rhetoric');
  if (
    trigger.force === 'will' &&
    judged.kind === 'other' &&
    /^(?:reply|respond|decide|announce|know|see|like to see|be (?:announced|decided|known|seen))\b/u.test(content)
  )
    return out('talk', content); // "will reply in due course"
  if (trigger.force === 'willing' && !secure && judged.kind === 'other') return out('rhetoric');
  if (
    trigger.force === 'explore' &&
    judged.kind === 'other' &&
    !words[trigger.content]?.lower.startsWith('opportunit') &&
    !/^(?:propos|suggest|recommend)/u.test(words[trigger.at]?.lower ?? '')
  )
    return out('talk');
  if (trigger.force === 'look-forward' && judged.kind !== 'recurring-meeting' && judged.kind !== 'establish-mechanism')
    return out('rhetoric');
  if (sentence.block.role === 'list' && judged.kind === 'other' && draft.subject.from === draft.subject.to && !secure)
    return out('out of scope', 'an item without a word of security');
  if (
    /^(?:will|commit|willing)$/u.test(trigger.force) &&
    /^(?:we|our)\b/iu.test(draft.actor.why) &&
    /[“"]/u.test(sentence.text)
  )
    return out('rhetoric', 'we, in a quotation');
  if (trigger.force === 'plan' && draft.actor.body && /^(?:aim|expect|prepar)/u.test(words[trigger.at]?.lower ?? ''))
    return out('what a thing does');
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

/** The kind of what is undertaken; a signature and an invitation say it by themselves. */
function judge(setting: Setting, { trigger, ...draft }: Draft, content: string): Judged {
  const { words } = setting.sentence;
  const { kinds } = setting.doc.rules;
  if (trigger.passive)
    return kindOf(
      `${/^sign|^initial/u.test(words[trigger.at]?.lower ?? '') ? 'sign' : 'establish'} ${textOf(words, draft.subject)}`,
      kinds,
    );
  if (
    trigger.force === 'explore' &&
    /^(?:possibilit|prospect|option|feasib|proposal)/u.test(words[trigger.content]?.lower ?? '')
  )
    return kindOf(`establish ${content}`, kinds);
  if (trigger.force === 'sign') return { kind: 'establish-mechanism', why: `${words[trigger.at]?.text ?? ''} …` };
  if (trigger.force === 'invite') return { kind: 'event-attendance', why: 'invited' };
  const wanted =
    trigger.force === 'seek' ||
    (words[trigger.content - 1]?.lower === 'for' &&
      /^(?:ask|request|appeal|call|press|demand)/u.test(words[trigger.at]?.lower ?? ''));
  return kindOf(wanted ? `provide ${content}` : activeForm(words, { trigger, ...draft }, content), kinds);
}

/** A commitment said once more counts when it names something particular to do; fine words said again do not. */
function standsAgain(
  words: readonly Word[],
  {
    trigger,
    content,
    secure,
    kind,
    joint,
  }: {
    readonly trigger: Trigger;
    readonly content: string;
    readonly secure: boolean;
    readonly kind: string;
    readonly joint: boolean;
  },
): boolean {
  if (kind !== 'other') return true;
  // one side alone that reaffirms praises the partnership; both together settle something
  if (/^(?:reaffirm|renew)/u.test(words[trigger.at]?.lower ?? '') && !joint) return false;
  return (
    !/ (?:determination|resolve|resolution) /u.test(
      ` ${words
        .slice(trigger.at, trigger.content)
        .map((word) => word.lower)
        .join(' ')} `,
    ) &&
    !/^(?:underscor|restat|convey|recall|underlin|stress|emphasi|not)/u.test(words[trigger.at]?.lower ?? '') &&
    secure &&
    !/^(?:help|support|uphold|address|promote peace|ensure|maintain)\b/u.test(content)
  );
}
