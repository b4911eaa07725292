import { actorOf } from './actors.ts';
import type { Actor } from './actors.ts';
import { spanOf } from './clauses.ts';
import type { Range } from './clauses.ts';
import type { Matrix } from './matrix.ts';
import { textOf } from './setting.ts';
import type { Setting } from './setting.ts';
import type { Word } from './tag.ts';
import type { Trigger } from './triggers.ts';

const MEETS = /^(?:meet|hold|convene|take|speak|reconvene|gather|consult|continue|be|host|conduct)$/u;
const BY_PASSIVE = /^(?:be|continue)$/u;

/** Only a party's "will" undertakes. A thing's "will" describes, unless it is done to by the parties or is their meeting. */
export function modalActor(
  setting: Setting,
  trigger: Trigger,
  of: { subject: Range; actor: Actor; matrix: Matrix | undefined },
): Actor | undefined {
  const { words } = setting.sentence;
  let verb = trigger.content;
  while (words[verb]?.pos === 'ADV' || /^(?:also|further|not|jointly|henceforth)$/u.test(words[verb]?.lower ?? ''))
    verb += 1;
  const head = words[verb]?.lower ?? '';
  const subjectText = textOf(words, of.subject);
  // "agreed that the plan should be carried out first in …" settles as "will" does
  const settled = of.matrix?.force === 'agree' && of.matrix.actor.letters.length > 0;
  if (trigger.force === 'should' && !settled)
    return of.actor.letters.length > 0 && !of.actor.body && of.actor.letters.length < setting.doc.sides.letters.length
      ? of.actor
      : undefined;
  // an agency's report shifts "will" back: "Alveria would hand over the vessels"; a wish or a condition is none
  if (
    words[trigger.at]?.lower === 'would' &&
    of.matrix === undefined &&
    ((of.actor.letters.length === 0 && !BY_PASSIVE.test(head)) ||
      /^(?:like|welcome|appreciate|have|prefer|want|seem|need|mean|make|help|allow|require)$/u.test(head) ||
      words.some((word) => word.lower === 'if'))
  )
    return undefined;
  if (BY_PASSIVE.test(head))
    while (words[verb + 1]?.pos === 'ADV' || /^(?:first|also|further|jointly)$/u.test(words[verb + 1]?.lower ?? ''))
      verb += 1;
  const passive =
    BY_PASSIVE.test(head) && /(?:ed|en|held|set|built|made|sent|put|given|led)$/u.test(words[verb + 1]?.lower ?? '');
  // "will be the key to …" describes
  if (
    head === 'be' &&
    !passive &&
    !/^(?:responsible|ready|able|subject|open|posted|present)$/u.test(words[verb + 1]?.lower ?? '')
  )
    return undefined;
  if (settled && !of.actor.body && of.actor.letters.length === 0 && of.matrix)
    return { ...of.matrix.actor, why: subjectText };
  if (of.actor.body || setting.doc.rules.actors.thing.test(subjectText)) {
    if (!of.actor.body) return passive && of.matrix ? { ...of.actor, letters: of.matrix.actor.letters } : undefined;
    if (/^(?:visit|travel|arrive)$/u.test(head) && of.matrix && of.matrix.actor.letters.length > 0)
      return { ...of.actor, body: false, letters: of.matrix.actor.letters };
    const by = passive ? agentAfter(setting, verb + 1) : undefined;
    if (by) return by;
    const series = MEETS.test(head) || head.startsWith('plan');
    return series ? { ...of.actor, letters: setting.doc.sides.letters } : undefined;
  }
  if (passive) {
    if (/^(?:they|it|this|these|that|he|she)$/iu.test(subjectText) && !of.matrix) return undefined;
    if (
      /^(?:improved|seen|known|felt|remembered|welcomed|possible|needed|required|achieved|reflected|recalled|appreciated)$/u.test(
        words[verb + 1]?.lower ?? '',
      )
    )
      return undefined;
    const by = agentAfter(setting, verb + 1);
    if (by) return by;
    // "forty investigators will be trained": who announced it answers for it, else all
    if (of.matrix) return { letters: of.matrix.actor.letters, body: false, why: of.matrix.actor.why };
    return { letters: setting.doc.sides.letters, body: false, why: subjectText };
  }
  if (of.actor.letters.length > 0) return of.actor;
  // an institution of the speaker's: "she announced that … the Coast Guard will …"
  const institution =
    /(?:^|the )\p{Lu}/u.test(subjectText) &&
    subjectText
      .split(' ')
      .some((word) => /^\p{Lu}/u.test(word) && setting.doc.rules.offices.institutions.has(word.toLowerCase()));
  return institution && of.matrix?.actor.letters.length === 1 ? { ...of.matrix.actor, why: subjectText } : undefined;
}

const endOfAgent = (words: readonly Word[], from: number): number => {
  let to = from;
  while (to < Math.min(words.length, from + 6) && !/^(?:ADP|PART|PUNCT|SCONJ)$/u.test(words[to]?.pos ?? '')) to += 1;
  return to;
};

/** "will be set up by the Alverian side": who does it, where the clause says so. */
function agentAfter(setting: Setting, participle: number): Actor | undefined {
  const { words } = setting.sentence;
  for (let i = participle + 1; i < Math.min(words.length, participle + 8); i += 1) {
    if (/^[,;.:]$/u.test(words[i]?.text ?? '')) return undefined;
    if (
      words[i]?.lower !== 'by' ||
      /^\d|^(?:the end|may|june|july|january|february|march|april|august|september|october|november|december)/u.test(
        words[i + 1]?.lower ?? '',
      )
    )
      continue;
    const actor = actorOf(setting.doc, spanOf(words, { from: i + 1, to: endOfAgent(words, i + 2) }), setting.discourse);
    return actor.letters.length > 0 && !actor.body ? actor : undefined;
  }
  return undefined;
}
