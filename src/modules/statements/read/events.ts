import { MONTHS_EN } from '../data/calendar.ts';
import { datesIn } from './dates.ts';
import type { Document } from './document.ts';
import type { Lexicon } from './lexicon.ts';
import { oneOf } from './lexicon.ts';
import type { FoundMeeting } from './meeting.ts';
import type { CommitmentRecord, EventRecord } from './reading.ts';
import type { Sentence } from './tag.ts';

/** Stage 7: other gatherings, with a name and a date or a place; and invitations to visit. */
export type EventWords = { readonly named: RegExp; readonly numbered: RegExp };

const NTH =
  '(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth|[Ee]leventh|[Tt]welfth|last|recent|previous|[Ii]naugural|\\d{1,2}(?:st|nd|rd|th))';
const CAP = "\\p{Lu}[\\p{L}\\p{M}\\d’'.–+-]*";

const large = (noun: string): string => (noun[0] ?? '').toUpperCase() + noun.slice(1);

export function eventWords(lexicon: Lexicon): EventWords {
  const named = lexicon['named gathering'].map(large);
  return {
    named: new RegExp(
      `(?<![\\p{L}])(?:[Tt]he )?(?:[\\d+]+ )?(?:${CAP} (?:\\(${CAP}\\) )?(?:(?:on|of|for|and|the|to) )?){1,9}${oneOf(named)}\\b(?: (?:on|of|for|in) (?:the )?(?!${MONTHS_EN.map((month) => (month[0] ?? '').toUpperCase() + month.slice(1)).join('|')}|\\d)(?:${CAP} ?(?:and |of |on )?){1,5})?|\\b[Ee]xercises? ${CAP}(?: ${CAP}){0,2}`,
      'gu',
    ),
    numbered: new RegExp(
      `(?<![\\p{L}])(?:the |their |its )?${NTH} (?:[\\p{L}\\d’'+.–-]+ ){0,8}?${oneOf(lexicon['numbered gathering'].flatMap((noun) => [noun, large(noun)]))}\\b(?:(?: of the| between| of) (?:[\\p{L}’'()-]+ ?){1,9}?(?= held|,| in | on | at |[.;]))?`,
      'gu',
    ),
  };
}

/** "since the talks in Orm in May last year": another time, though without a name. */
const OTHER_TIME =
  /(?<=\b(?:since|following|after|at|during|of|upon|from) )(?:the|their|a|an) (?:[\p{L}-]+ ){0,4}?(?:summit meeting|summit|meeting|talks|conference|visit|launch|session|retreat)\b(?: (?:between|of) (?:[\p{L}’'-]+ ){1,5}?(?=in |on |at ))?/gu;
const THEY_MET = /\b(?:their |the )?(?:leaders|presidents|ministers|heads of (?:state|government)) (?:last )?met\b/gu;
const HELD =
  '(?:to be |which (?:will be|was|is) |scheduled to be |that was |was |were |will be |is to be )?(?:virtually |jointly )?(?:held|scheduled|hosted|taking place|convened|that took place|which (?:takes|took) place|organi[sz]ed|due|took place|opens?|opened)';
const WHERE = new RegExp(
  `^(?: (?:on|of|for) [\\p{Ll}][^.,;]{0,110}?(?= held| in \\p{Lu}))?(?: by [^.,;]{0,90}?(?= in | at ))?[ ,]*(?:${HELD} )?(?:virtually |online |here |by videoconference |three weeks earlier |earlier )?(?:(?:in|at|on|for) [^.;]{0,60}|last (?:year|month|week|spring|summer|autumn|winter|\\p{Lu}\\p{Ll}+)[^.;,]{0,20}|next (?:year|month|week|spring|summer|autumn))`,
  'u',
);
const WHEN =
  /\b(?:last|next) (?:year|month|week|spring|summer|autumn|winter|\p{Lu}\p{Ll}+)\b|\b(?:weeks|months|days) earlier\b/u;
const PAST_ACT = /\b(?:met|held|conven\w+|chaired|co-chaired|hosted|opened|concluded|took place|attended)\b/iu;

export function eventsIn(
  doc: Document,
  meeting: FoundMeeting | undefined,
  commitments: readonly CommitmentRecord[],
): EventRecord[] {
  const records: EventRecord[] = [];
  const take = (record: EventRecord): void => {
    if (
      !records.some((other) => record.start < other.end && other.start < record.end) &&
      !records.some((other) => other.name.toLowerCase() === record.name.toLowerCase())
    )
      records.push(record);
  };
  for (const sentence of doc.sentences) {
    if (sentence.block.role !== 'body' && sentence.block.role !== 'list') continue;
    if (sentence.end - sentence.start > 4000) continue;
    const text = sentence.text.replace(/\n/gu, ' ');
    const { named, numbered } = doc.rules.events;
    for (const re of [named, numbered, OTHER_TIME, THEY_MET])
      for (const match of text.matchAll(re)) {
        const found = gathering(doc, sentence, { match, text });
        if (found === undefined) continue;
        if (
          re === OTHER_TIME &&
          (found.date === undefined ||
            doc.date === undefined ||
            doc.date.startsWith(found.date) ||
            found.date.startsWith(doc.date) ||
            found.date > doc.date)
        )
          continue;
        if (isOwn(found, { meeting, commitments, sentence, text, numbered: re !== named })) continue;
        take(found);
      }
    const visit = invitedVisit(sentence, text);
    if (visit) take(visit);
  }
  return records;
}

function gathering(
  doc: Document,
  sentence: Sentence,
  { match, text }: { readonly match: RegExpExecArray; readonly text: string },
): EventRecord | undefined {
  const end = match.index + match[0].trimEnd().length;
  const kept = trimTail(WHERE.exec(text.slice(end))?.[0] ?? '');
  const around = match[0] + kept;
  const date = datesIn(around, 0, doc.year)[0];
  const spot = [
    ...around
      .slice(match[0].length)
      .matchAll(/\b(?:in|at) (?:the )?(\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}’'-]+){0,3})/gu),
  ]
    .map((found) => found[1])
    .find((name) => name !== undefined && datesIn(`in ${name}`, 0, '2000').length === 0);
  if (date === undefined && spot === undefined && !WHEN.test(kept)) return undefined;
  const name = match[0]
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/^(?:the|The|their|its) /u, '')
    .replace(new RegExp(` (?:on|in|of) (?:${MONTHS_EN.join('|')})$`, 'iu'), '');
  return {
    start: sentence.start + match.index,
    end: sentence.start + end + kept.length,
    name,
    why: [`named gathering: ${match[0].trim()}`],
    ...(date ? { date: date.value } : {}),
    ...(spot ? { place: spot } : {}),
  };
}

type Around = {
  readonly meeting: FoundMeeting | undefined;
  readonly commitments: readonly CommitmentRecord[];
  readonly sentence: Sentence;
  readonly text: string;
  readonly numbered: boolean;
};

/** The meeting that the text reports, and the parties' own next session, are records of their own. */
function isOwn(found: EventRecord, { meeting, commitments, sentence, text, numbered }: Around): boolean {
  const inside = commitments.find((record) => found.start >= record.start && found.start < record.end);
  if (inside?.kind === 'recurring-meeting' || (numbered && inside)) return true;
  if (meeting === undefined) return false;
  if (meeting.sentence === sentence && (numbered || PAST_ACT.test(text)))
    return found.start < meeting.record.end || numbered;
  // said again by name in the heading's words
  return meeting.sentence.text.replace(/\s+/gu, ' ').includes(found.name) && !/ (?:in|on|held) /u.test(found.name);
}

function invitedVisit(sentence: Sentence, text: string): EventRecord | undefined {
  const visit =
    /\binvit(?:ation|ed)\b (?:to )?((?:[\p{L}\p{M}.’'-]+ ){1,8}?)to (?:pay (?:a|an) (?:\w+ )?visit to|visit) ((?:the )?\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}’'-]+)?)/u.exec(
      text,
    );
  if (visit === null) return undefined;
  const article = /\b(?:an|his|her) $/u.exec(text.slice(0, visit.index))?.[0].length ?? 0;
  return {
    start: sentence.start + visit.index - article,
    end: sentence.start + visit.index + visit[0].length,
    name: `Visit of ${visit[1]?.trim() ?? ''} to ${visit[2] ?? ''}`.replace(/\s+/gu, ' '),
    place: visit[2] ?? '',
    why: ['an invitation to visit'],
  };
}

/** The date and place that belong to the name, not the rest of the sentence. */
function trimTail(tail: string): string {
  const lead = new RegExp(`^.{0,130}?(?:${HELD})`, 'u').exec(tail)?.[0].length ?? 0;
  const stop = /(?:,| and (?!\d)| to (?!be)| that | where | which | with | by | since | for )/u.exec(
    tail.slice(Math.max(3, lead)),
  );
  const cut = stop ? tail.slice(0, Math.max(3, lead) + stop.index) : tail;
  return cut.trimEnd().slice(0, 110);
}
