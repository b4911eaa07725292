import type { Word } from './tag.ts';

/** What may follow a verb that undertakes: from the word after it to the first word of what is undertaken. */
export type After = (words: readonly Word[], i: number) => number | undefined;

export const lower = (words: readonly Word[], i: number): string => words[i]?.lower ?? '';
export const NEGATED = /^(?:not|never|neither|cannot|n't)$/u;
const NOT_A_VERB =
  /^(?:the|a|an|all|each|its|their|our|this|that|these|those|both|be|his|her|any|such|principles?|which|whom|whose|what|one|two|three|four|five|some|every|everyone)$/u;
export const isBase = (word: Word | undefined): boolean =>
  word !== undefined && /^\p{Ll}/u.test(word.text) && !NOT_A_VERB.test(word.lower);
const SKIPPED =
  /^(?:also|further|furthermore|jointly|today|themselves|ourselves|itself|himself|herself|mutually|,|here|in|principle|on|friday|thursday|wednesday|tuesday|monday|saturday|sunday|yesterday|both|together|again|moreover|as|well|inter|alia)$|ly$/u;

/** Past "to", over adverbs and a day: "agreed here on Friday to launch", "agreed in principle to". */
export function afterTo(words: readonly Word[], i: number): number | undefined {
  let k = i;
  while (k < i + 6 && SKIPPED.test(lower(words, k))) k += 1;
  if (lower(words, k) !== 'to') k = pastAside(words, i);
  if (lower(words, k) !== 'to') return undefined;
  const verb = /ly$|^(?:also|further|jointly)$/u.test(lower(words, k + 1)) && isBase(words[k + 2]) ? k + 2 : k + 1;
  return isBase(words[verb]) ? k + 1 : undefined;
}

/** "decided during the talks to …", "agreed, through their ministries, to …": over a time or a manner between verb and "to". */
function pastAside(words: readonly Word[], i: number): number {
  const enclosed = words[i]?.text === ',';
  if (!enclosed && !/^(?:during|at|in|through|following|after|on)$/u.test(lower(words, i))) return i;
  for (let k = i + 1; k < i + (enclosed ? 16 : 8); k += 1) {
    if (/^[;:.]$/u.test(words[k]?.text ?? '') || lower(words, k) === 'that') return i;
    if (lower(words, k) !== 'to' || words[k + 1]?.pos !== 'VERB') continue;
    return enclosed === (words[k - 1]?.text === ',') ? k : i;
  }
  return i;
}

export function afterOn(words: readonly Word[], i: number): number | undefined {
  let k = i;
  while (k < i + 3 && /^(?:also|in|principle|further|jointly)$/u.test(lower(words, k))) k += 1;
  if (!/^(?:on|upon)$/u.test(lower(words, k))) return undefined;
  // a day is no subject matter, nor is that something is important
  return /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d.*|january|february|march|april|may|june|july|august|september|october|november|december)$/u.test(
    lower(words, k + 1),
  ) || /^(?:urgency|importance|need|necessity|significance|value)$/u.test(lower(words, k + 2))
    ? undefined
    : k + 1;
}

/** "(reached) consensus on …", "an agreement to …", "resulted in agreement on …". */
export function afterAccordNoun(words: readonly Word[], i: number): number | undefined {
  for (let k = i; k < i + 5; k += 1)
    if (/^(?:consensus|agreement|understanding|agreements|understandings)$/u.test(lower(words, k))) {
      if (/^(?:was|has|been|have|were)$/u.test(lower(words, k + 1))) return undefined;
      return afterOn(words, k + 1) ?? afterTo(words, k + 1);
    }
  return undefined;
}

/** "Agreement was reached on …". */
export function afterReached(words: readonly Word[], i: number): number | undefined {
  const before = words.slice(Math.max(0, i - 5), i - 1).map((word) => word.lower);
  return before.some((word) => /^(?:agreement|consensus|understanding)$/u.test(word)) &&
    before.some((word) => /^(?:was|been|were)$/u.test(word))
    ? (afterOn(words, i) ?? afterTo(words, i))
    : undefined;
}

export const THAT: After = (words, i) => {
  let k = i;
  while (k < i + 3 && /^(?:also|further|,|here|in|principle)$/u.test(lower(words, k))) k += 1;
  return lower(words, k) === 'that' ? k + 1 : undefined;
};

/** "their intention to V". */
export const afterNounTo =
  (noun: RegExp, within = 4): After =>
  (words, i) => {
    for (let k = i; k < i + within; k += 1) {
      if (/^[,;:.]$/u.test(words[k]?.text ?? '')) return undefined;
      if (noun.test(lower(words, k))) return afterTo(words, k + 1);
    }
    return undefined;
  };

export function afterTarget(words: readonly Word[], i: number, from: RegExp, noun = false): number | undefined {
  let quiet = 0;
  for (let k = i; k < Math.min(words.length, i + 16); k += 1) {
    const mark = words[k]?.text ?? '';
    if (/^[;:.]$/u.test(mark)) return undefined;
    if (mark === ',' && (quiet += 1) > 2) return undefined;
    if (mark === ',' && k === i) return undefined;
    if (
      from.test(lower(words, k)) &&
      (noun ? k > i - 1 : k >= i && isBase(words[k + 1]) && words[k + 1]?.pos !== 'ADP')
    ) {
      // "called on X to Y": what stands between is who is asked, with no finite verb of its own
      if (words.slice(i, k).some((word) => word.pos === 'AUX' || SUBJECTLESS.test(word.lower))) return undefined;
      return k + 1;
    }
  }
  return undefined;
}
const SUBJECTLESS = /^(?:that|which|who|because|while|when|if)$/u;

export function afterCommitmentNoun(words: readonly Word[], i: number, noun: RegExp): number | undefined {
  for (let k = i; k < i + 14 && k < words.length; k += 1) {
    if (/^[;:.]$/u.test(words[k]?.text ?? '') || words[k]?.lower === 'that') return undefined;
    if (!noun.test(lower(words, k))) continue;
    for (let m = k + 1; m < k + 20 && m < words.length; m += 1) {
      if (words[m]?.lower === 'to' && words[m + 1]?.pos === 'DET') return undefined;
      if (/^[,;.]$/u.test(words[m]?.text ?? '') && m === k + 1) return undefined;
      if (lower(words, m) === 'to') return isBase(words[m + 1]) ? m + 1 : undefined;
    }
    return undefined;
  }
  return undefined;
}

/** "extended an invitation to X to visit": the verb's object is the invitation. */
export function afterInvitation(words: readonly Word[], i: number): number | undefined {
  for (let k = i; k < i + 7; k += 1)
    if (/^invitations?$/u.test(lower(words, k)))
      return afterTarget(words, k + 1, /^to$/u) ?? (/^(?:to|for)$/u.test(lower(words, k + 1)) ? k + 2 : undefined);
  return undefined;
}

const TOPIC_LEAD =
  /^(?:the|a|an|possible|potential|various|new|next|steps|for|on|about|regarding|of|also|further|joint|future|early|ways|mutual|their|concrete)$/u;

/** "discussed the possibility of …": what may come of it begins with a word of making, meeting or training. */
export const afterTopic =
  (proposal: RegExp): After =>
  (words, i) => {
    let k = i;
    if (/^(?:views|opinions|ideas|notes)$/u.test(lower(words, k)))
      k += /^(?:on|about|regarding)$/u.test(lower(words, k + 1)) ? 2 : 1;
    while (TOPIC_LEAD.test(lower(words, k)) && k < i + 7) k += 1;
    const here = `${lower(words, k)} ${lower(words, k + 1)}`;
    return proposal.test(here) && lower(words, k) !== 'exchange' ? k : undefined;
  };

export const NO_ANNOUNCED =
  /^(?:in|by|at|on|last|that|during|earlier|,|\.|to|:|following|below|and|as|here|yesterday|today|after|with|from)$/u;
