import { actorOf } from './actors.ts';
import { clauseEnd, groupStart, spanOf, subjectBefore } from './clauses.ts';
import { datesIn } from './dates.ts';
import { kindOf } from './kinds.ts';
import { bareReport, inherited, matrixOf } from './matrix.ts';
import { modalActor } from './modal.ts';
import { recurrenceIn } from './recurrence.ts';
import { leave, textOf } from './setting.ts';
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
  if (trigger.passive) return passiveDraft(setting, trigger);
  const subject = subjectBefore(words, trigger.at);
  const relative = /^(?:which|who|that)$/u.test(words[groupStart(words, trigger.at) - 1]?.lower ?? '');
  if (relative && !(words[groupStart(words, trigger.at) - 1]?.lower === 'that' && matrixOf(setting, trigger.at)))
    return relativeMeeting(setting, trigger);
  const span = spanOf(words, subject);
  // "the meeting where they agreed to …" is another meeting
  const where = words.findIndex(
    (word, i) => i > 2 && i < trigger.at && /^(?:where|when)$/u.test(word.lower) && words[i - 1]?.text !== ',',
  );
  if (
    where > 0 &&
    !words.slice(where, trigger.at).some((word) => /^[,;]$/u.test(word.text)) &&
    words.slice(0, where).some((word) => word.pos === 'VERB')
  )
    return leave(
      setting,
      spanOf(words, { from: where, to: words.length }),
      'background',
      textOf(words, { from: where, to: trigger.at + 1 }),
    );
  if (
    (trigger.force === 'sign' && isPast(setting, subject.from)) ||
    (trigger.force === 'agree' && saysPast(setting, subject.from))
  )
    return leave(
      setting,
      spanOf(words, { from: 0, to: words.length }),
      'background',
      textOf(words, { from: 0, to: subject.from }),
    );
  // "the dialogue, which X will host": the clause describes what stands before "which"
  if (
    trigger.force === 'will' &&
    subject.from < subject.to &&
    /^(?:which|whom|whose)$/u.test(words[subject.from - 1]?.lower ?? '')
  )
    return undefined;
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
    if (allowed === undefined)
      return leave(
        setting,
        spanOf(words, { from: subject.from, to: Math.min(words.length, trigger.content + 6) }),
        'what a thing does',
        `${textOf(words, subject)} ${words[trigger.at]?.text ?? ''}`,
      );
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

/** "A joint unit was set up", "six groups have been created": the thing is the subject, and the parties did it together. */
function passiveDraft(setting: Setting, trigger: Trigger): Draft | undefined {
  const { words } = setting.sentence;
  const subject = subjectBefore(words, trigger.at);
  if (subject.to - subject.from < 2) return undefined;
  const comma = words.findIndex((word, i) => i > trigger.at && word.text === ',');
  const end = clauseEnd(words, trigger.at, comma < 0 ? words.length : comma);
  const told = textOf(words, { from: trigger.at, to: end });
  const signed = /^sign|^initial/u.test(words[trigger.at]?.lower ?? '');
  // a date of its own, or an earlier meeting, makes it history; what is scheduled has its date before it
  const ahead = /^(?:is|are)$/u.test(words[trigger.at - 1]?.lower ?? '');
  if (
    !ahead &&
    /\b(?:in|since|on) (?:the )?(?:\d|January|February|March|April|May|June|July|August|September|October|November|December)|\b(?:last|previous|earlier|ago|already)\b/u.test(
      told,
    )
  )
    return leave(setting, spanOf(words, { from: subject.from, to: end }), 'background', told);
  const thing = textOf(words, subject);
  const { kind } = kindOf(`${signed ? 'sign' : 'establish'} ${thing}`, setting.doc.rules.kinds);
  if (kind === 'other' || kind === 'protection-measure' || kind === 'investigation') return undefined;
  return {
    trigger: { ...trigger, content: subject.from },
    subject,
    actor: { letters: setting.doc.sides.letters, body: false, why: '' },
    content: { from: subject.from, to: end },
    from: subject.from,
    matrix: undefined,
  };
}

/** "Last month, the two agreed …" tells of another time in so many words. */
function saysPast(setting: Setting, subject: number): boolean {
  const lead = textOf(setting.sentence.words, { from: 0, to: Math.min(subject, 8) });
  return /^(?:last (?:week|month|year|autumn|spring|summer|winter)|earlier|previously|in (?:19|20|21)\d\d|at (?:the|their) (?:previous|last|first) (?:meeting|session|round))\b/iu.test(
    lead,
  );
}

/** "In March, during the visit, both countries signed …": a time before the meeting's own opens the sentence. */
function isPast(setting: Setting, subject: number): boolean {
  const { words } = setting.sentence;
  const start = words[0]?.start ?? 0;
  const lead = setting.doc.text.slice(start, words[subject]?.start ?? start).replace(/\s+/gu, ' ');
  if (/\b(?:last|previous|earlier|ago|already|since)\b/iu.test(lead)) return true;
  return datesIn(lead, 0, setting.doc.year).some(
    ({ value }) => setting.doc.date === undefined || !setting.doc.date.startsWith(value.slice(0, 7)),
  );
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
