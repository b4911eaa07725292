import type { Word } from './tag.ts';

/** The verbs by which a statement undertakes. `content` is the first word of what is undertaken. */
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
  | 'accept-invitation'
  | 'explore'
  | 'willing'
  | 'sign'
  | 'restate'
  | 'look-forward';

export type Trigger = { readonly at: number; readonly content: number; readonly force: Force; readonly that?: boolean };

type Rule = {
  readonly force: Force;
  readonly verb: RegExp;
  readonly then: (words: readonly Word[], i: number) => number | undefined;
  readonly that?: boolean;
};

const lower = (words: readonly Word[], i: number): string => words[i]?.lower ?? '';
const NEGATED = /^(?:not|never|neither)$/u;
const isBase = (word: Word | undefined): boolean =>
  word !== undefined &&
  /^\p{Ll}/u.test(word.text) &&
  !/^(?:the|a|an|all|each|its|their|our|this|that|these|both|be|his|her|any|such|principles?)$/u.test(word.lower);

/** Past "to", over adverbs. */
function afterTo(words: readonly Word[], i: number): number | undefined {
  let k = lower(words, i) === 'in' && lower(words, i + 1) === 'principle' ? i + 2 : i;
  while (/^(?:also|further|jointly|today|themselves|ourselves|itself|,)$|ly$/u.test(lower(words, k)) && k < i + 5)
    k += 1;
  if (lower(words, k) !== 'to' || !isBase(words[k + 1])) return undefined;
  return k + 1;
}

function afterOn(words: readonly Word[], i: number): number | undefined {
  const k = lower(words, i) === 'in' && lower(words, i + 1) === 'principle' ? i + 2 : i;
  return /^(?:on|upon)$/u.test(lower(words, k)) ? k + 1 : undefined;
}

/** "(reached) consensus on …", "an agreement to …". */
function afterAccordNoun(words: readonly Word[], i: number): number | undefined {
  for (let k = i; k < i + 4; k += 1) {
    if (/^(?:consensus|agreement|understanding|agreements|understandings)$/u.test(lower(words, k)))
      return afterOn(words, k + 1) ?? afterTo(words, k + 1);
  }
  return undefined;
}

const THAT = (words: readonly Word[], i: number): number | undefined =>
  lower(words, i) === 'that' || (words[i]?.text === ',' && lower(words, i + 1) === 'that') ? i + 1 : undefined;

/** "their intention to V". */
function afterNounTo(words: readonly Word[], i: number, noun: RegExp): number | undefined {
  for (let k = i; k < i + 4; k += 1) if (noun.test(lower(words, k))) return afterTo(words, k + 1);
  return undefined;
}

function afterTarget(words: readonly Word[], i: number, from: RegExp, noun = false): number | undefined {
  for (let k = i; k < Math.min(words.length, i + 14); k += 1) {
    if (/^[,;:.]$/u.test(words[k]?.text ?? '') && !/^(?:to)$/u.test(lower(words, k + 1))) return undefined;
    if (k > i && from.test(lower(words, k)) && (noun || (isBase(words[k + 1]) && words[k + 1]?.pos !== 'ADP')))
      return k + 1;
  }
  return undefined;
}

function afterCommitmentNoun(words: readonly Word[], i: number): number | undefined {
  for (let k = i; k < i + 14 && k < words.length; k += 1) {
    if (/^[;:.]$/u.test(words[k]?.text ?? '')) return undefined;
    if (/^commitments?$/u.test(lower(words, k))) {
      for (let m = k + 1; m < k + 12 && m < words.length; m += 1) {
        if (/^[,;.]$/u.test(words[m]?.text ?? '') && m === k + 1) return undefined;
        if (lower(words, m) === 'to') return isBase(words[m + 1]) ? m + 1 : undefined;
      }
      return undefined;
    }
  }
  return undefined;
}

/** "extended an invitation to X to visit": the verb's object is the invitation. */
function afterInvitation(words: readonly Word[], i: number): number | undefined {
  for (let k = i; k < i + 6; k += 1)
    if (/^invitations?$/u.test(lower(words, k)))
      return afterTarget(words, k + 1, /^to$/u) ?? (lower(words, k + 1) === 'to' ? k + 2 : undefined);
  return undefined;
}

const PROPOSALS =
  /^(?:establish\w*|creat\w*|open\w*|form(?:ing|ation)|launch\w*|set|conclu\w*|sign\w*|institut\w*|deploy\w*|train\w*|exchang\w*|opportunit\w*|possibilit\w*|prospects?|options?|proposals?|conven\w*|hold\w*|host\w*)$/u;

function afterTopic(words: readonly Word[], i: number): number | undefined {
  let k = i;
  if (/^(?:views|opinions|ideas)$/u.test(lower(words, k)))
    k += /^(?:on|about|regarding)$/u.test(lower(words, k + 1)) ? 2 : 1;
  while (
    /^(?:the|a|an|possible|potential|various|new|next|steps|for|on|about|also|further)$/u.test(lower(words, k)) &&
    k < i + 6
  )
    k += 1;
  return PROPOSALS.test(lower(words, k)) && lower(words, k) !== 'exchange' ? k : undefined;
}

const RULES: readonly Rule[] = [
  {
    force: 'agree',
    verb: /^(?:agree|agrees|agreed|agreeing|decide|decides|decided|deciding|resolve|resolved|undertake|undertook|undertakes|undertaking|vow|vowed|promise|promised)$/u,
    then: afterTo,
  },
  { force: 'agree', verb: /^(?:agree|agrees|agreed|agreeing|decided)$/u, then: afterOn },
  {
    force: 'agree',
    verb: /^(?:agree|agrees|agreed|agreeing|decide|decided|resolved|committed|undertook|pledged|confirmed|reaffirmed)$/u,
    then: THAT,
    that: true,
  },
  { force: 'agree', verb: /^(?:reach|reached|reaching|came)$/u, then: afterAccordNoun },
  {
    force: 'commit',
    verb: /^(?:commit|commits|committed|committing|pledge|pledges|pledged|pledging)$/u,
    then: afterTo,
  },
  {
    force: 'restate',
    verb: /^(?:affirm|affirms|affirmed|reiterate|reiterated|reiterates|reaffirm|reaffirmed|reaffirms|renewed|confirmed|expressed|expressing|reaffirming|discussed|underscored|restated|conveyed)$/u,
    then: afterCommitmentNoun,
  },
  { force: 'plan', verb: /^(?:intend|intends|intended|plan|plans|planned|planning)$/u, then: afterTo },
  {
    force: 'explore',
    verb: /^(?:propose|proposes|proposed|proposing)$/u,
    then: (words, i) => afterTo(words, i) ?? (lower(words, i).endsWith('ing') ? i : undefined),
  },
  { force: 'plan', verb: /^(?:offer|offers|offered|expects)$/u, then: afterTo },
  {
    force: 'look-forward',
    verb: /^(?:look|looks|looked|looking)$/u,
    then: (words, i) => (lower(words, i) === 'forward' && lower(words, i + 1) === 'to' ? i + 2 : undefined),
  },
  {
    force: 'agree',
    verb: /^(?:directed|tasked|instructed|mandated|directs|instruct)$/u,
    then: (words, i) => afterTarget(words, i, /^to$/u),
  },
  {
    force: 'announce',
    verb: /^(?:announce|announces|announced|announcing|unveiled)$/u,
    then: (words, i) => (/^(?:in|by|at|on|last|that|during|earlier|,|\.|to)$/u.test(lower(words, i)) ? undefined : i),
  },
  {
    force: 'request',
    verb: /^(?:request|requests|requested|requesting|ask|asks|asked|asking|urge|urged|urging|urges|hope|hoped|hopes|hoping|call|called|calling|calls|appealed|encouraged|invites?)$/u,
    then: (words, i) => afterTarget(words, i, /^to$/u),
  },
  {
    force: 'request',
    verb: /^(?:ask|asks|asked|asking|request|requested|appealed)$/u,
    then: (words, i) => (lower(words, i) === 'for' ? i + 1 : afterTarget(words, i, /^for$/u, true)),
  },
  { force: 'request', verb: /^(?:requests?|requested|asked|urged|demanded)$/u, then: THAT },
  {
    force: 'plan',
    verb: /^(?:express|expressed|expresses|expressing|stated|confirmed|announced)$/u,
    then: (words, i) => afterNounTo(words, i, /^intentions?$|^plans?$/u),
  },
  {
    force: 'willing',
    verb: /^(?:express|expressed|expresses|expressing|reaffirmed|reiterated|conveyed|confirmed|affirmed|voiced|stressed)$/u,
    then: (words, i) => afterNounTo(words, i, /^(?:readiness|willingness)$/u),
  },
  { force: 'request', verb: /^(?:hoped|hopes)$/u, then: (words, i) => (lower(words, i) === 'for' ? i + 1 : undefined) },
  {
    force: 'request',
    verb: /^(?:express|expressed|expresses|expressing|voiced|conveyed)$/u,
    then: (words, i) => {
      for (let k = i; k < i + 3; k += 1)
        if (/^hopes?$/u.test(lower(words, k)) && lower(words, k + 1) === 'for') return k + 2;
      return undefined;
    },
  },
  {
    force: 'seek',
    verb: /^(?:seek|seeks|seeking|sought|request|requested|requesting)$/u,
    then: (words, i) => {
      const k = words.findIndex(
        (word, n) =>
          n >= i &&
          n < i + 7 &&
          /^(?:support|assistance|help|cooperation|information|extradition|training|equipment|access)$/u.test(
            word.lower,
          ),
      );
      return k < 0 ? undefined : i;
    },
  },
  {
    force: 'invite',
    verb: /^(?:invite|invites|invited|inviting)$/u,
    then: (words, i) => afterTarget(words, i - 1, /^to$/u),
  },
  {
    force: 'invite',
    verb: /^(?:extend|extends|extended|extending|conveyed|conveying|issued|renewed|reiterated)$/u,
    then: afterInvitation,
  },
  {
    force: 'explore',
    verb: /^(?:discussed|discuss|explored|explore|considered|discussing|exploring)$/u,
    then: afterTopic,
  },
  {
    force: 'explore',
    verb: /^(?:exchanged|exchange)$/u,
    then: (words, i) => (/^(?:views|opinions|ideas)$/u.test(lower(words, i)) ? afterTopic(words, i) : undefined),
  },
  {
    force: 'willing',
    verb: /^(?:willing|ready|prepared)$/u,
    then: (words, i) =>
      /^(?:is|are|stands|stand|was|were)$/u.test(lower(words, i - 2)) || /^(?:also|fully)$/u.test(lower(words, i - 2))
        ? afterTo(words, i)
        : undefined,
  },
  {
    force: 'sign',
    verb: /^(?:signed|signing)$/u,
    then: (words, i) =>
      words
        .slice(i, i + 8)
        .some((word) =>
          /^(?:memorandum|agreement|mou|protocol|treaty|arrangement|declaration|plan)s?$/u.test(word.lower),
        ) && lower(words, i - 2) !== 'had'
        ? i
        : undefined,
  },
  { force: 'will', verb: /^(?:will|shall|would)$/u, then: (words, i) => i },
  { force: 'should', verb: /^(?:should|must)$/u, then: (words, i) => i },
];

export function triggersIn(words: readonly Word[]): Trigger[] {
  const found: Trigger[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined || (/^\p{Lu}/u.test(word.text) && i > 0)) continue;
    if (/^(?:had|previously|as|been)$/u.test(lower(words, i - 1)) && !/^(?:will|would)$/u.test(word.lower)) continue;
    for (const rule of RULES) {
      if (!rule.verb.test(word.lower)) continue;
      const content = rule.then(words, i + 1);
      if (content === undefined || content >= words.length) continue;
      if (NEGATED.test(lower(words, i + 1)) || lower(words, i - 1) === 'not') break;
      found.push({ at: i, content, force: rule.force, ...(rule.that ? { that: true } : {}) });
      break;
    }
  }
  return found;
}
