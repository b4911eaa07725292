import type { Group, Lexicon } from './lexicon.ts';
import { formsOf, oneOf } from './lexicon.ts';
import {
  NEGATED,
  NO_ANNOUNCED,
  THAT,
  afterAccordNoun,
  afterCommitmentNoun,
  afterInvitation,
  afterNounTo,
  afterOn,
  afterReached,
  afterTarget,
  afterTo,
  afterTopic,
  isBase,
  lower,
} from './constructions.ts';
import type { After } from './constructions.ts';
import type { Word } from './tag.ts';

/** Stage 6: the verbs by which a statement undertakes. `content` is the first word of what is undertaken. */
export type Force =
  | 'agree'
  | 'commit'
  | 'plan'
  | 'will'
  | 'announce'
  | 'request'
  | 'should'
  | 'seek'
  | 'invite'
  | 'explore'
  | 'willing'
  | 'sign'
  | 'restate'
  | 'look-forward';

export type Trigger = {
  readonly at: number;
  readonly content: number;
  readonly force: Force;
  readonly that?: boolean;
  /** The thing stands before its verb: "a joint unit was set up". */
  readonly passive?: boolean;
};

type Rule = { readonly force: Force; readonly then: After; readonly that?: boolean; readonly passive?: boolean };

/** A form of a verb -> what it can open, in the order in which it is tried. */
export type Triggers = ReadonlyMap<string, readonly Rule[]>;

/** One rule for each group of verbs; what may follow is grammar, which verbs it is are words of the lexicon. */
function rulesOf(lexicon: Lexicon): readonly { readonly verbs: Group; readonly rule: Rule }[] {
  const nounOf = (group: Group): RegExp => new RegExp(`^${oneOf(lexicon[group])}$`, 'u');
  const sought = new RegExp(`^${oneOf(lexicon['help that is sought'])}$`, 'u');
  const paper = new RegExp(`^${oneOf(lexicon['paper that is signed'])}s?$`, 'u');
  const paperWithin = (words: readonly Word[], i: number, span: number): boolean => {
    for (let k = i; k < Math.min(words.length, i + span); k += 1) {
      if (/^[,;.:]$/u.test(words[k]?.text ?? '')) return false;
      if (paper.test(lower(words, k)) || paper.test(`${lower(words, k)} ${lower(words, k + 1)} ${lower(words, k + 2)}`))
        return true;
    }
    return false;
  };
  const proposal = new RegExp(`^${oneOf(lexicon['what may come of talk'])}(?: |$)`, 'u');
  const mechanism = new RegExp(`^(?:${oneOf(lexicon.mechanism)})$`, 'u');
  const isPaper = (w: readonly Word[], verb: number): boolean => {
    const before = w.slice(Math.max(0, verb - 6), verb).map((word) => word.lower);
    const noun = before.findLast(
      (word) => paper.test(word) || /^(?:document|text|communiqué|communique|deal)$/u.test(word),
    );
    return (
      noun !== undefined &&
      !before.slice(before.indexOf(noun) + 1).some((word) => /^(?:to|of|and|that|which|[,;.])$/u.test(word))
    );
  };
  /** "a review was arranged", "six groups have been created": done or settled in the act, not at a time of its own. */
  const wasDone: After = (w, i) =>
    past(w[i - 1]) &&
    (/^(?:was|were|is|are)$/u.test(lower(w, i - 2)) ||
      (lower(w, i - 2) === 'been' && /^(?:has|have)$/u.test(lower(w, i - 3)))) &&
    !/^(?:it|they|he|she|this|that|which|who)$/u.test(lower(w, i - 3)) &&
    !/^(?:in|by|on|at|last|earlier)$/u.test(lower(w, i))
      ? Math.max(0, i - 1)
      : undefined;
  const past = (word: Word | undefined): boolean =>
    /(?:ed|up|en)$/u.test(word?.lower ?? '') || /^(?:set|began|held)$/u.test(word?.lower ?? '');
  return [
    { verbs: 'agree to', rule: { force: 'agree', then: afterTo } },
    { verbs: 'agree on', rule: { force: 'agree', then: afterOn } },
    { verbs: 'agree that', rule: { force: 'agree', then: THAT, that: true } },
    {
      verbs: 'agree on',
      // "agreed to a framework", "consented to the offer"
      rule: {
        force: 'agree',
        then: (w, i) =>
          lower(w, i) === 'to' &&
          /^(?:a|an|the)$/u.test(lower(w, i + 1)) &&
          !/^(?:need|importance|necessity|fact|principle)$/u.test(lower(w, i + 2))
            ? i + 1
            : undefined,
      },
    },
    {
      verbs: 'agree on',
      rule: {
        force: 'agree',
        // "have agreed a cooperation plan"
        then: (w, i) =>
          /^agreed?$/u.test(lower(w, i - 1)) && /^(?:a|an)$/u.test(lower(w, i)) && paperWithin(w, i, 6) ? i : undefined,
      },
    },
    { verbs: 'reach agreement', rule: { force: 'agree', then: (w, i) => afterAccordNoun(w, i) ?? afterReached(w, i) } },
    { verbs: 'commit to', rule: { force: 'commit', then: afterTo } },
    {
      verbs: 'commit itself',
      rule: {
        force: 'commit',
        then: (w, i) =>
          /^(?:itself|themselves|himself|herself|ourselves)$/u.test(lower(w, i)) ? afterTo(w, i + 1) : undefined,
      },
    },
    {
      verbs: 'restate a commitment',
      rule: { force: 'restate', then: (w, i) => afterCommitmentNoun(w, i, nounOf('noun of commitment')) },
    },
    {
      verbs: 'restate a commitment',
      rule: { force: 'restate', then: afterNounTo(nounOf('noun of resolve'), 5) },
    },
    {
      verbs: 'restate a commitment',
      rule: {
        force: 'plan',
        then: (w, i) =>
          /^(?:discuss|underscor|recall|underl|note|stress|emphasi)/u.test(lower(w, i - 1))
            ? undefined
            : afterNounTo(nounOf('noun of intention'))(w, i),
      },
    },
    {
      verbs: 'restate a commitment',
      rule: { force: 'willing', then: afterNounTo(nounOf('noun of readiness'), 5) },
    },
    {
      verbs: 'propose doing',
      rule: { force: 'explore', then: (w, i) => (lower(w, i - 1).startsWith('propos') ? afterTo(w, i) : undefined) },
    },
    { verbs: 'plan to', rule: { force: 'plan', then: afterTo } },
    {
      verbs: 'propose doing',
      rule: { force: 'explore', then: (w, i) => (lower(w, i).endsWith('ing') && w[i]?.pos !== 'NOUN' ? i : undefined) },
    },
    {
      verbs: 'propose doing',
      rule: {
        force: 'explore',
        then: (w, i) =>
          THAT(w, i) !== undefined &&
          !w.slice(i, i + 22).some((word) => /^(?:will|would|should|shall)$/u.test(word.lower))
            ? THAT(w, i)
            : undefined,
      },
    },
    {
      verbs: 'propose doing',
      rule: {
        force: 'explore',
        then: (w, i) =>
          /^(?:a|an|the|joint|regular|further)$/u.test(lower(w, i))
            ? afterTopic(
                new RegExp(`^(?:${oneOf(lexicon['what may come of talk'])}|${oneOf(lexicon.mechanism)})(?: |$)`, 'u'),
              )(w, i)
            : undefined,
      },
    },
    { verbs: 'offer to', rule: { force: 'plan', then: afterTo } },
    {
      verbs: 'look forward',
      rule: {
        force: 'look-forward',
        then: (w, i) =>
          lower(w, i) === 'forward' && lower(w, i + 1) === 'to'
            ? i + 2
            : lower(w, i - 1).startsWith('await')
              ? i
              : undefined,
      },
    },
    {
      verbs: 'task others to',
      rule: {
        force: 'agree',
        then: (w, i) =>
          /^(?:to|by|for|against|that|with)$/u.test(lower(w, i)) ? undefined : afterTarget(w, i, /^(?:to|with)$/u),
      },
    },
    {
      verbs: 'announce a thing',
      rule: {
        force: 'announce',
        then: (w, i) =>
          NO_ANNOUNCED.test(lower(w, i)) || (NO_ANNOUNCED.test(lower(w, i + 1)) && lower(w, i) === 'the')
            ? undefined
            : i,
      },
    },
    {
      verbs: 'request of',
      rule: {
        force: 'request',
        then: (w, i) =>
          (/^(?:invit|(?:hope|wish)\w*$)/u.test(lower(w, i - 1)) &&
            (lower(w, i - 1).startsWith('invit') || lower(w, i) === 'to')) ||
          (lower(w, i) === 'for' && lower(w, i - 1).startsWith('call'))
            ? undefined
            : afterTarget(w, lower(w, i) === 'on' || lower(w, i) === 'upon' ? i + 1 : i, /^to$/u),
      },
    },
    {
      verbs: 'request for',
      rule: { force: 'request', then: (w, i) => (lower(w, i) === 'for' ? i + 1 : afterTarget(w, i, /^for$/u, true)) },
    },
    { verbs: 'request that', rule: { force: 'request', then: THAT } },
    {
      verbs: 'request of',
      rule: {
        force: 'request',
        then: (w, i) => (lower(w, i - 1).startsWith('hope') && lower(w, i) === 'for' ? i + 1 : undefined),
      },
    },
    {
      verbs: 'restate a commitment',
      rule: {
        force: 'request',
        then: (w, i) => {
          for (let k = i; k < i + 3; k += 1)
            if (/^hopes?$/u.test(lower(w, k)) && /^(?:for|that)$/u.test(lower(w, k + 1))) return k + 2;
          return undefined;
        },
      },
    },
    {
      verbs: 'seek a thing',
      rule: {
        force: 'seek',
        then: (w, i) =>
          w.slice(i, i + 7).some((word) => sought.test(word.lower)) && !/^(?:to|by)$/u.test(lower(w, i))
            ? i
            : undefined,
      },
    },
    { verbs: 'invite to', rule: { force: 'invite', then: (w, i) => afterTarget(w, i, /^(?:to|for)$/u) } },
    { verbs: 'extend an invitation', rule: { force: 'invite', then: afterInvitation } },
    {
      verbs: 'talk about',
      rule: {
        force: 'explore',
        then: (w, i) =>
          /^(?:to|will|would|shall)$/u.test(lower(w, i - 2))
            ? undefined
            : lower(w, i).endsWith('ing') && lower(w, i - 1).startsWith('consider')
              ? i
              : afterTopic(proposal)(w, i),
      },
    },
    {
      verbs: 'exchange views',
      rule: {
        force: 'explore',
        then: (w, i) => (/^(?:views|opinions|ideas)$/u.test(lower(w, i)) ? afterTopic(proposal)(w, i) : undefined),
      },
    },
    {
      verbs: 'exchange views',
      // "shared the view to work to hold": a common view to do a thing is an agreement
      rule: {
        force: 'agree',
        then: (w, i) =>
          lower(w, i - 1).startsWith('shar')
            ? afterNounTo(/^(?:view|understanding|intention|intent)$/u, 4)(w, i)
            : undefined,
      },
    },
    {
      verbs: 'be ready to',
      rule: {
        force: 'willing',
        then: (w, i) =>
          w
            .slice(Math.max(0, i - 5), i - 1)
            .some((word) => /^(?:is|are|stands?|was|were|be|remains?|remained)$/u.test(word.lower))
            ? afterTo(w, i)
            : undefined,
      },
    },
    {
      verbs: 'be set to',
      rule: {
        force: 'will',
        then: (w, i) => (/^(?:is|are|also|now)$/u.test(lower(w, i - 2)) ? afterTo(w, i) : undefined),
      },
    },
    {
      verbs: 'be set to',
      // "the next round is scheduled for May"
      rule: {
        force: 'sign',
        passive: true,
        then: (w, i) =>
          /^(?:is|are)$/u.test(lower(w, i - 2)) && /^(?:for|in|on|at|during)$/u.test(lower(w, i))
            ? Math.max(0, i - 1)
            : undefined,
      },
    },
    {
      verbs: 'sign a thing',
      rule: {
        force: 'sign',
        then: (w, i) =>
          paperWithin(w, i, 10) && lower(w, i - 2) !== 'had' && lower(w, i) !== 'in' && lower(w, i) !== 'by'
            ? i
            : undefined,
      },
    },
    { verbs: 'sign a thing', rule: { force: 'sign', passive: true, then: wasDone } },
    { verbs: 'agree upon a thing', rule: { force: 'sign', passive: true, then: wasDone } },
    { verbs: 'set up in the act', rule: { force: 'sign', passive: true, then: wasDone } },
    {
      verbs: 'agree to',
      rule: {
        force: 'sign',
        passive: true,
        then: (w, i) => (lower(w, i) === 'to' || lower(w, i) === 'that' ? undefined : wasDone(w, i)),
      },
    },
    {
      verbs: 'paper provides',
      // "the memorandum envisages a joint centre": what a paper says that it sets up
      rule: {
        force: 'sign',
        then: (w, i) =>
          /^(?:the|a|an|two|three|joint|regular)$/u.test(lower(w, i)) &&
          isPaper(w, i - 1) &&
          w.slice(i, i + 8).some((word) => mechanism.test(word.lower) || SERIES.test(word.lower))
            ? i
            : undefined,
      },
    },
    {
      verbs: 'agree upon a thing',
      rule: {
        force: 'sign',
        then: (w, i) =>
          past(w[i - 1]) && /^(?:a|an|the|their)$/u.test(lower(w, i)) && paperWithin(w, i, 8) ? i : undefined,
      },
    },
    {
      verbs: 'set up in the act',
      rule: {
        force: 'sign',
        then: (w, i) =>
          past(w[i - 1]) &&
          /^(?:a|an|two|three|joint)$/u.test(lower(w, i)) &&
          w.slice(i, i + 8).some((word) => mechanism.test(word.lower)) &&
          !w.slice(i, i + 8).some((word) => /^[,;.]$/u.test(word.text) && word !== w[i + 7])
            ? i
            : undefined,
      },
    },
  ];
}

const WILL: readonly (readonly [string, Rule])[] = [
  ...['will', 'shall', 'would', "'ll"].map(
    (verb) => [verb, { force: 'will', then: (_w: readonly Word[], i: number) => i }] as const,
  ),
  ...['should', 'must'].map(
    (verb) => [verb, { force: 'should', then: (_w: readonly Word[], i: number) => i }] as const,
  ),
  // "the commanders are to meet every quarter"
  ...['is', 'are'].map(
    (verb) =>
      [
        verb,
        {
          force: 'will',
          then: (w: readonly Word[], i: number) =>
            (lower(w, i) === 'to' && isBase(w[i + 1])) || (lower(w, i) === 'to' && lower(w, i + 1) === 'be')
              ? i + 1
              : undefined,
        },
      ] as const,
  ),
];

export function triggersOf(lexicon: Lexicon): Triggers {
  const byForm = new Map<string, Rule[]>();
  const add = (form: string, rule: Rule): void => void byForm.set(form, [...(byForm.get(form) ?? []), rule]);
  for (const { verbs, rule } of rulesOf(lexicon))
    for (const entry of lexicon[verbs])
      for (const form of new Set([...formsOf(entry), entry.split('/')[0] ?? entry])) add(form, rule);
  for (const [form, rule] of WILL) add(form, rule);
  return byForm;
}

const SERIES = /^(?:meetings?|consultations|teams|exercises?|patrols|training|talks)$/u;

const AIM =
  /\b(?:aim|goal|purpose|objective|task|idea|priority|intention|role|mission|focus|key|challenge|plan|function)\b/u;

/** Verbs that are nouns as well. */
const HOMOGRAPH =
  /^(?:hope|request|call|plan|appeal|demand|promise|pledge|offer|vow|wish|order|charge|press|reply|report|aim|share|exchange|commission|task|set|form|sign|invite|launch|resolve|state|note|advance|share|float|process|study|mandate|trust|point|bound|permit)s?$/u;
/** "repeated its request that …": a noun that still asks. */
const MADE = /^(?:repeat|reiterat|renew|made|make|making|makes|convey|submit|put|reaffirm|lodg|present)/u;
const isNoun = (words: readonly Word[], i: number): boolean => {
  const before = words[i - 1];
  if (
    /^(?:request|appeal|demand|call)s?$/u.test(lower(words, i)) &&
    (MADE.test(lower(words, i - 2)) || MADE.test(lower(words, i - 3)))
  )
    return false;
  return (
    before !== undefined &&
    (/^(?:DET|ADJ|NUM)$/u.test(before.pos) ||
      (before.pos === 'ADP' && before.lower !== 'to') ||
      /^(?:its|their|our|his|her|'s|expressing|express|expressed|voiced|no|any)$/u.test(before.lower)) &&
    !/^(?:both|all|each|that)$/u.test(before.lower)
  );
};

export function triggersIn(words: readonly Word[], triggers: Triggers): Trigger[] {
  const found: Trigger[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined || (/^\p{Lu}/u.test(word.text) && i > 1)) continue;
    if (/^(?:had|previously|as)$/u.test(lower(words, i - 1)) && !/^(?:will|would)$/u.test(word.lower)) continue;
    if (lower(words, i - 2) === 'had' && (lower(words, i - 1) === 'been' || words[i - 1]?.pos === 'ADV')) continue;
    // "the aim …, is to devise": what something is, not what somebody is to do
    if (
      /^(?:is|are)$/u.test(word.lower) &&
      (words[i - 1]?.text === ',' ||
        AIM.test(
          words
            .slice(Math.max(0, i - 12), i)
            .map((one) => one.lower)
            .join(' '),
        ))
    )
      continue;
    if (HOMOGRAPH.test(word.lower) && isNoun(words, i)) continue;
    // an infinitive inside what another verb undertakes is part of it: "agreed to stay in contact and to ask …"
    if (lower(words, i - 1) === 'to' && found.some((other) => other.force !== 'announce' && other.content <= i))
      continue;
    for (const { force, then, that, passive } of triggers.get(word.lower) ?? []) {
      const content = then(words, i + 1);
      if (content === undefined || content >= words.length) continue;
      if (NEGATED.test(lower(words, i + 1)) || NEGATED.test(lower(words, i - 1))) break;
      found.push({ at: i, content, force, ...(that ? { that: true } : {}), ...(passive ? { passive: true } : {}) });
      break;
    }
  }
  return found;
}
