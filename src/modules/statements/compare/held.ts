import { TERMS } from '../data/terms.ts';
import { sentenceAt } from './clauses.ts';
import { countedIn } from './numbers.ts';
import type { Page, Profile, Readout } from './profile.ts';
import { wordingOf } from './wording.ts';

/** The meeting that a statement reports, as far as it can answer "was the next session held?". */
export type Meeting = {
  readonly ordinals: ReadonlySet<number>;
  readonly bodies: ReadonlySet<string>;
  readonly date: string;
};

/** Notions that tell one series of meetings from another. */
const BODIES: ReadonlySet<string> = new Set(
  TERMS.filter(({ en }) =>
    [
      'joint working group',
      'committee',
      'task force',
      'coordinator',
      'secretariat',
      'ministry',
      'point of contact',
      'liaison officer',
      'police',
      'prosecutor',
      'coast guard',
      'customs',
      'drug',
      'cyber',
      'terrorism',
      'telephone',
    ].includes(en[0] ?? ''),
  ).map(({ id }) => `#${id}`),
);
/** A meeting of one of these is not a meeting of the body that they serve. */
const LOWER: ReadonlySet<string> = new Set(
  TERMS.filter(({ en }) =>
    ['coordinator', 'secretariat', 'point of contact', 'liaison officer', 'telephone'].includes(en[0] ?? ''),
  ).map(({ id }) => `#${id}`),
);
const HEAD = 300;

const bodiesIn = (text: string, lang: Page['lang']): Set<string> =>
  new Set([...wordingOf(text, lang).keys()].filter((key) => BODIES.has(key)));

export function meetingOf({ text, reading }: Readout, page: Page): Meeting | undefined {
  const record = reading.meetings[0];
  if (record === undefined) return undefined;
  const sentence = sentenceAt(page.sentences, record.start) ?? record;
  const titles = text.slice(0, Math.min(HEAD, record.start)).split('\n').slice(0, 8).join(' , ');
  const told = text.slice(sentence.start, Math.max(sentence.end, record.end));
  return {
    ordinals: new Set([
      ...countedIn(titles, page.lang).ordinals,
      ...countedIn(text.slice(record.start, record.end), page.lang).ordinals,
    ]),
    bodies: bodiesIn(`${titles} , ${told}`, page.lang),
    date: record.date ?? page.year,
  };
}

/** A single session that was announced, and the meeting that a later statement reports, are one. */
export function wasHeld(session: Profile, sessionPage: Page, meeting: Meeting | undefined): boolean {
  const { record } = session;
  if (meeting === undefined || record.kind !== 'recurring-meeting' || record.recurrence !== undefined) return false;
  if (session.ordinals.size > 0 && meeting.ordinals.size > 0)
    return [...session.ordinals].some((nth) => meeting.ordinals.has(nth));
  const due = record.due?.slice(0, 4) ?? '';
  if (due > meeting.date.slice(0, 4)) return false;
  if (
    /^\d{4}-\d\d/u.test(record.due ?? '') &&
    meeting.date.length >= 7 &&
    monthsBetween(meeting.date, record.due ?? '') > 2
  )
    return false;
  const sentence = sentenceAt(sessionPage.sentences, record.start) ?? record;
  const own = bodiesIn(sessionPage.text.slice(record.start, record.end), sessionPage.lang);
  const bodies = own.size > 0 ? own : bodiesIn(sessionPage.text.slice(sentence.start, sentence.end), sessionPage.lang);
  const lower = (set: ReadonlySet<string>): string =>
    [...set]
      .filter((key) => LOWER.has(key))
      .sort()
      .join();
  return lower(bodies) === lower(meeting.bodies) && [...bodies].every((body) => meeting.bodies.has(body));
}

/** How many months the due date lies after the meeting. */
function monthsBetween(date: string, due: string): number {
  const months = (value: string): number => Number(value.slice(0, 4)) * 12 + Number(value.slice(5, 7));
  return months(due) - months(date);
}
