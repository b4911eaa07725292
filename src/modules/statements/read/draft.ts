import { actorOf } from './actors.ts';
import { clauseEnd, groupStart, spanOf, subjectBefore } from './clauses.ts';
import { bareReport, inherited, matrixOf } from './matrix.ts';
import { modalActor } from './modal.ts';
import { recurrenceIn } from './recurrence.ts';
import { textOf } from './setting.ts';
import type { Draft, Setting } from './setting.ts';
import type { Word } from './tag.ts';
import type { Trigger } from './triggers.ts';

export function draftOf(
  setting: Setting,
  trigger: Trigger,
  { next, previous }: { readonly next: Trigger | undefined; readonly previous: Draft | undefined },
): Draft | undefined {
  const { words } = setting.sentence;
  if (trigger.that) return undefined; // what is agreed stands in the clause after "that", under its own verb
  const subject = subjectBefore(words, trigger.at);
  const relative = /^(?:which|who|that)$/u.test(words[groupStart(words, trigger.at) - 1]?.lower ?? '');
  if (relative && !(words[groupStart(words, trigger.at) - 1]?.lower === 'that' && matrixOf(setting, trigger.at)))
    return relativeMeeting(setting, trigger);
  const span = spanOf(words, subject);
  // "would build … and would hand over": the second has neither subject nor report of its own
  const goesOn =
    subject.from === subject.to &&
    previous !== undefined &&
    previous.trigger.force === 'will' &&
    trigger.force === 'will';
  const matrix =
    matrixOf(setting, trigger.at) ?? bareReport(setting, subject) ?? (goesOn ? previous.matrix : undefined);
  const own = subject.to - subject.from === 1 ? (words[subject.from]?.lower ?? '') : '';
  let actor = goesOn
    ? previous.actor
    : subject.from === subject.to || /^(?:its|their|his|her)$/u.test(own)
      ? inherited(setting, trigger.at)
      : actorOf(setting.doc, span, setting.discourse);
  if (/^it$/u.test(own) && /^(?:was|is|has)$/u.test(words[subject.to]?.lower ?? ''))
    actor = { letters: setting.doc.sides.letters, body: false, why: 'it was …' };
  // "X stated that it will": the pronoun is X
  if (matrix && matrix.actor.letters.length > 0 && /^(?:it|he|she|they)$/u.test(own)) actor = matrix.actor;
  if (trigger.force === 'will' || trigger.force === 'should') {
    const allowed = modalActor(setting, trigger, { subject, actor, matrix });
    if (allowed === undefined) return undefined;
    actor = allowed;
  }
  // a trigger that only opens another ("plans to | consider creating", "agreed that … will") leaves the record to the inner one
  if (next && next.at <= trigger.content + 1 && next.force !== 'explore' && trigger.force !== 'invite')
    return undefined;
  // "requested that X will …" is told by its own verb; "requested that X share …" has none
  if (
    trigger.force === 'request' &&
    words[trigger.content - 1]?.lower === 'that' &&
    next &&
    /^(?:will|should)$/u.test(next.force)
  )
    return undefined;
  const limit = nextStart(words, trigger, next);
  const content = { from: trigger.content, to: clauseEnd(words, trigger.content, limit) };
  if (content.to - content.from < 1) return undefined;
  const from = subject.from < subject.to ? subject.from : groupStart(words, trigger.at);
  return { trigger, subject, actor, content, from, matrix };
}

/** A clause ends where the next trigger's subject begins. */
function nextStart(words: readonly Word[], trigger: Trigger, next: Trigger | undefined): number {
  if (next === undefined || next.at <= trigger.content) return words.length;
  if (/^(?:which|who|that)$/u.test(words[groupStart(words, next.at) - 1]?.lower ?? '')) return words.length;
  const subject = subjectBefore(words, next.at);
  const at = subject.from < subject.to ? subject.from : groupStart(words, next.at);
  // a verb inside the clause (no subject of its own, no joint before it) does not end it
  return at > trigger.content && /^(?:,|;|and|while|that|but|with|adding)$/u.test(words[at - 1]?.lower ?? '')
    ? at
    : words.length;
}

/** A relative clause describes, save that it can set a body's meetings: "…, which will meet every six months". */
function relativeMeeting(setting: Setting, trigger: Trigger): Draft | undefined {
  const { words } = setting.sentence;
  const content = { from: trigger.content, to: clauseEnd(words, trigger.content, words.length) };
  const text = textOf(words, content);
  if (
    trigger.force !== 'will' ||
    !/^(?:meet|be held|hold|convene)\b/u.test(text) ||
    recurrenceIn(text, 'recurring-meeting') === undefined
  )
    return undefined;
  return {
    trigger,
    subject: { from: trigger.at, to: trigger.at },
    actor: { letters: setting.doc.sides.letters, body: false, why: 'the body just named' },
    content,
    from: trigger.at,
    matrix: undefined,
  };
}
