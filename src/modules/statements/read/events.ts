import { MONTHS_EN } from '../data/calendar.ts';
import { datesIn } from './dates.ts';
import type { Document } from './document.ts';
import type { FoundMeeting } from './meeting.ts';
import type { CommitmentRecord, EventRecord } from './reading.ts';

/** Stage 7: other gatherings, with a name and a date or a place; and invitations to visit. */
const NAMED =
  /\b(?:\p{Lu}[\p{L}\p{M}’'-]+ (?:(?:on|of|for|and|the|to) )?){1,7}(?:Conference|Forum|Summit|Congress|Assembly|Expo|Exhibition|Symposium|Convention|Exercise|Seminar|Workshop|Ministerial|Olympics|Games)\b(?: (?:on|of|for|in) (?:the )?(?:\p{Lu}[\p{L}\p{M}’'-]+ ?(?:and |of |on )?){1,5})?/gu;
const ORDINAL =
  /\b(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|recent|previous|\d{1,2}(?:st|nd|rd|th)) (?:[\p{L}’'-]+ ){0,5}(?:meeting|summit|conference|session|round|dialogue|launch|exercise)\b(?: of the (?:\p{Lu}[\p{L}’'()-]+ ?){1,6})?/gu;
const THEY_MET = /\b(?:their |the )?(?:leaders|presidents|ministers|heads of (?:state|government)) (?:last )?met\b/gu;
const WHERE =
  /^(?: by [^.,;]{0,90}?(?= in | at ))?[ ,]*(?:(?:to be |which (?:will be|was) |scheduled to be |was |were )?(?:held|scheduled|hosted|taking place|convened|that took place|which (?:takes|took) place)? ?)?(?:(?:in|at|on|for) [^.;]{0,60})/u;

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
    if (sentence.block.role !== 'body' || sentence.end - sentence.start > 4000) continue;
    const text = sentence.text.replace(/\n/gu, ' ');
    for (const re of [NAMED, ORDINAL, THEY_MET]) {
      for (const match of text.matchAll(re)) {
        const end = match.index + match[0].trimEnd().length;
        const tail = WHERE.exec(text.slice(end))?.[0] ?? '';
        const kept = trimTail(tail);
        const around = match[0] + kept;
        const date = datesIn(around, 0, doc.year)[0];
        const place = /\b(?:in|at) (?:the )?(\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}’'-]+){0,3})/gu;
        const spot = [...around.matchAll(place)]
          .map((found) => found[1])
          .find((name) => name !== undefined && datesIn(`in ${name}`, 0, '2000').length === 0);
        if (date === undefined && spot === undefined) continue;
        if (
          re !== NAMED &&
          (own(commitments, sentence.start + match.index) || (meeting && meeting.sentence === sentence))
        )
          continue;
        if (
          re === NAMED &&
          meeting &&
          meeting.sentence === sentence &&
          /met|held|conven/iu.test(text.slice(0, match.index))
        )
          continue;
        const name = match[0]
          .trim()
          .replace(/\s+/gu, ' ')
          .replace(/^the /u, '')
          .replace(new RegExp(` (?:on|in|of) (?:${MONTHS_EN.join('|')})$`, 'iu'), '');
        take({
          start: sentence.start + match.index,
          end: sentence.start + end + kept.length,
          name,
          why: [`named gathering: ${match[0].trim()}`],
          ...(date ? { date: date.value } : {}),
          ...(spot ? { place: spot } : {}),
        });
      }
    }
    const visit =
      /\binvit(?:ation|ed)\b (?:to )?((?:[\p{L}\p{M}.’'-]+ ){1,8}?)to (?:pay (?:a|an) (?:\w+ )?visit to|visit) ((?:the )?\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}’'-]+)?)/u.exec(
        text,
      );
    if (visit) {
      const article = /\b(?:an|his|her) $/u.exec(text.slice(0, visit.index))?.[0].length ?? 0;
      take({
        start: sentence.start + visit.index - article,
        end: sentence.start + visit.index + visit[0].length,
        name: `Visit of ${visit[1]?.trim() ?? ''} to ${visit[2] ?? ''}`.replace(/\s+/gu, ' '),
        place: visit[2] ?? '',
        why: ['an invitation to visit'],
      });
    }
  }
  return records;
}

const own = (commitments: readonly CommitmentRecord[], at: number): boolean =>
  commitments.some((c) => at >= c.start && at < c.end);

/** The date and place that belong to the name, not the rest of the sentence. */
function trimTail(tail: string): string {
  const stop = /(?:,| and | to | that | where | which | with | by | since | for )/u.exec(tail.slice(3));
  const cut = stop && !/^(?:,? ?(?:to be|which|scheduled|held))/u.test(tail) ? tail.slice(0, 3 + stop.index) : tail;
  return cut.trimEnd().slice(0, 80);
}
