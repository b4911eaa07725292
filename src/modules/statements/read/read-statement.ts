import { Failure } from '#kernel/errors.ts';
import { readChinese } from './chinese/read-chinese.ts';
import { openDocument } from './document.ts';
import { eventsIn } from './events.ts';
import { LONGEST_STATEMENT } from './longest.ts';
import { incidentsIn } from './incidents.ts';
import { tongueOf } from './language.ts';
import { meetingIn } from './meeting.ts';
import { participantsIn } from './participants.ts';
import type { Reading } from './reading.ts';
import { ENGLISH } from './rules.ts';
import type { Rules } from './rules.ts';
import { undertakingsIn } from './undertakings.ts';
import { readUrdu } from './urdu/read-urdu.ts';

export { LONGEST_STATEMENT } from './longest.ts';

/** Reads one official statement. Offline and deterministic: the same text gives the same reading. */
export function readStatement(text: string, rules: Rules = ENGLISH): Reading {
  if (text.length > LONGEST_STATEMENT)
    throw new Failure(
      'too-large',
      `A statement may have up to ${LONGEST_STATEMENT} characters; this text has ${text.length}.`,
    );
  const { lang, why } = tongueOf(text);
  if (lang === 'zh') return readChinese(text);
  if (lang === 'ur') return readUrdu(text);
  if (lang !== 'en') return unread(lang, why);
  const doc = openDocument(text, rules);
  const meeting = meetingIn(doc);
  const { records: commitments } = undertakingsIn(doc);
  return {
    synthetic: false,
    lang,
    parties: doc.sides.parties,
    meetings: meeting ? [meeting.record] : [],
    participants: participantsIn(doc, meeting),
    commitments,
    events: eventsIn(doc, meeting, commitments),
    incidents: incidentsIn(doc),
  };
}

/** Nothing is guessed at in a language without a pack: the page offers to mark by hand. */
const unread = (lang: string, why: string): Reading => ({
  synthetic: false,
  lang,
  unread: why,
  parties: {},
  meetings: [],
  participants: [],
  commitments: [],
  events: [],
  incidents: [],
});
