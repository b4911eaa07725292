import { actorOf } from './actors.ts';
import { spanOf } from './clauses.ts';
import type { Status } from './reading.ts';
import type { Draft, Setting } from './setting.ts';

/** Who must act: the subject, or for a request or an invitation the side asked. */
export function responsibleLetters(setting: Setting, draft: Draft): readonly string[] | undefined {
  const { doc, sentence, discourse } = setting;
  const { words } = sentence;
  const { trigger, actor, matrix } = draft;
  const all = doc.sides.letters;
  const others = all.filter((letter) => !actor.letters.includes(letter));
  if (trigger.force === 'request' || trigger.force === 'invite') {
    const passive = /^(?:was|were|been)$/u.test(words[trigger.at - 1]?.lower ?? '');
    if (passive) return actor.letters.length > 0 ? actor.letters : undefined;
    const wanted = doc.text
      .slice(words[trigger.at + 1]?.start ?? 0, words[trigger.content - 1]?.end ?? 0)
      .replace(/\s+/gu, ' ');
    // "called for closer cooperation": what takes both is asked of both
    if (words[trigger.at]?.lower.startsWith('call') && wanted === 'for')
      return actor.letters.length > 0 &&
        JOINT.test(
          doc.text.slice(words[trigger.content]?.start ?? 0, words[trigger.content + 14]?.start ?? sentence.end),
        )
        ? all
        : undefined;
    if (WORLD_AT_LARGE.test(wanted) && !/\b(?:both|two|three|four) /u.test(wanted)) return undefined;
    // who is asked stands between the verb and its "to"
    const last = /^(?:to|for|that)$/u.test(words[trigger.content - 1]?.lower ?? '')
      ? trigger.content - 1
      : trigger.content;
    const first = /^(?:on|upon|for|to)$/u.test(words[trigger.at + 1]?.lower ?? '') ? trigger.at + 2 : trigger.at + 1;
    const target = actorOf(doc, spanOf(words, { from: first, to: Math.max(first, last) }), discourse);
    if (target.letters.length === all.length && actor.letters.length < all.length) return all;
    const targeted = target.letters.filter(
      (letter) => actor.letters.length === all.length || !actor.letters.includes(letter),
    );
    if (targeted.length === all.length && actor.letters.length === all.length) return undefined; // "all parties": the world
    if (targeted.length > 0) return targeted;
    const named = doc.text.slice(words[trigger.at + 1]?.start ?? 0, words[trigger.content - 1]?.end ?? 0);
    const counterpart =
      /\b(?:counterparts?|colleague|him|her|them|it|the (?:other|visiting) side|guests?|hosts?|visitor|invitation|that|for)\b/u.test(
        named,
      ) ||
      (all.length === 2 &&
        actor.letters.length === 1 &&
        doc.rules.offices.offices.has(
          /^(?:the |his |her )?(?:\p{Lu}[\p{L}-]+ )*?(\p{Lu}[\p{L}-]+) to$/u
            .exec(named.replace(/\s+/gu, ' '))?.[1]
            ?.toLowerCase() ?? '',
        )) ||
      trigger.content <= trigger.at + 2;
    if (!counterpart) return undefined; // a call on others
    const within = actorOf(
      doc,
      spanOf(words, { from: trigger.content, to: Math.min(words.length, trigger.content + 6) }),
      discourse,
    ).letters.filter((letter) => !actor.letters.includes(letter));
    return within.length > 0 ? within : others.length > 0 && others.length < all.length ? others : undefined;
  }
  if (trigger.force === 'seek') return actor.letters.length > 0 && others.length > 0 ? others : undefined;
  if ((trigger.force === 'should' && matrix?.force !== 'agree') || matrix?.force === 'hope')
    return actor.letters.length > 0 ? actor.letters : undefined;
  // "proposed that the two sides …": who is to act stands in the clause
  if (trigger.force === 'explore' && words[trigger.content - 1]?.lower === 'that') {
    const inner = actorOf(
      doc,
      spanOf(words, { from: trigger.content, to: Math.min(words.length, trigger.content + 4) }),
      discourse,
    ).letters;
    if (inner.length > 0) return inner;
  }
  if (actor.letters.length > 0) return actor.letters;
  if (trigger.force === 'sign') return all;
  // an agreement without a named subject is the statement's own; a plan or a willingness must have an owner
  return /^(?:agree|commit|explore|sign|restate|look-forward)$/u.test(trigger.force) && draft.actor.why === ''
    ? all
    : undefined;
}

const JOINT =
  /\b(?:cooperation|co-operation|coordination|collaboration|exchanges|dialogue|joint|jointly|mutual|the two|both|efforts)\b/iu;
/** Everybody, not the side across the table. */
const WORLD_AT_LARGE =
  /\b(?:all (?:parties|countries|states|nations|sides|groups|governments)|(?:countries|states|nations|parties|companies|platforms|governments) (?:of|in|from|that|which|concerned)|international community|world|member states|armed groups|others)\b/iu;

/** How firmly, as the text says it. */
export function statusOf(draft: Draft, letters: readonly string[], sides: number, firstVerb: string): Status {
  const { force } = draft.trigger;
  const joint = letters.length >= sides;
  if (force === 'invite') return 'invited';
  if (
    force === 'request' ||
    force === 'seek' ||
    (force === 'should' && draft.matrix?.force !== 'agree') ||
    draft.matrix?.force === 'hope'
  )
    return 'requested';
  if (force === 'explore' || /^(?:consider|explore|examine|study|discuss)(?:ing)?$/u.test(firstVerb)) return 'proposed';
  if (force === 'agree' || force === 'sign') return 'agreed';
  if (
    draft.matrix?.force === 'agree' &&
    (draft.matrix.actor.letters.length >= sides || draft.matrix.actor.letters.length === 0)
  )
    return 'agreed';
  return joint ? 'agreed' : 'announced';
}
