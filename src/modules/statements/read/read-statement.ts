import { Failure } from '#kernel/errors.ts';
import { readChinese } from './chinese/read-chinese.ts';
import { openDocument } from './document.ts';
import { tongueOf } from './language.ts';
import { visibleText } from './invisible.ts';
import { LONGEST_STATEMENT } from './longest.ts';
import type { Reading, Span } from './reading.ts';
import { ENGLISH } from './rules.ts';
import type { Rules } from './rules.ts';
import { recordsIn, stagesOf } from './stages.ts';
import type { Stages } from './stages.ts';
import { readUrdu } from './urdu/read-urdu.ts';

export { LONGEST_STATEMENT } from './longest.ts';

/** Reads one official statement. Offline and deterministic: the same text gives the same reading. */
export function readStatement(text: string, rules: Rules = ENGLISH): Reading {
  refuseTooLong(text);
  const { lang, why } = tongueOf(text);
  if (lang === 'zh') return readChinese(text);
  if (lang === 'ur') return readUrdu(text);
  if (lang !== 'en') return unread(lang, why);
  const visible = visibleText(text);
  const doc = openDocument(visible.text, rules);
  const { meeting, participants, undertakings, events, incidents } = recordsIn(doc);
  const placed = <Record extends Span>(records: readonly Record[]): Record[] =>
    records.map((record) => ({ ...record, ...visible.back(record) }));
  return {
    synthetic: false,
    lang,
    parties: doc.sides.parties,
    meetings: placed(meeting ? [meeting] : []),
    participants: placed(participants),
    commitments: placed(undertakings.records),
    events: placed(events),
    incidents: placed(incidents),
  };
}

/** The same reading, stage by stage: in English each step, in other languages what came out of it. */
export function readInStages(text: string, rules: Rules = ENGLISH): Stages {
  refuseTooLong(text);
  const { lang, why } = tongueOf(text);
  return stagesOf(text, { rules, reading: lang === 'en' ? undefined : readStatement(text, rules), why });
}

function refuseTooLong(text: string): void {
  if (text.length > LONGEST_STATEMENT)
    throw new Failure(
      'too-large',
      `A statement may have up to ${LONGEST_STATEMENT} characters; this text has ${text.length}.`,
    );
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
