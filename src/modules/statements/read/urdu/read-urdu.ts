import { asWritten } from '../as-written.ts';
import type { ParticipantRecord, Reading, Span } from '../reading.ts';
import { eventsIn, incidentsIn } from './around.ts';
import { meetingIn } from './meeting.ts';
import { urduLetters, urduSidesOf } from './parties.ts';
import { personsIn } from './persons.ts';
import { layOut } from './script.ts';
import { sentencesOf } from './sentences.ts';
import { undertakingsIn } from './undertakings.ts';

/** The Urdu pack. The rules read one spelling of each letter; what comes out is placed on the text as it was given. */
export function readUrdu(text: string): Reading {
  const laid = layOut(text);
  const sides = urduSidesOf(laid.text);
  const year = /(?<!\d)((?:19|20|21)\d\d)/u.exec(laid.text)?.[1] ?? '';
  const sentences = sentencesOf(laid.text);
  const meeting = meetingIn(sentences, year);
  const back = <T extends Span>(record: T): T => ({ ...record, ...laid.at(record.start, record.end) });
  const persons = sentences.flatMap((sentence) => personsIn(sentence, sides));
  let speaker: readonly string[] = [];
  const commitments = sentences.flatMap((sentence) => {
    const records = undertakingsIn(sentence, { sides, year, speaker, persons });
    const said = /^([^۔]{1,90}?) نے /u.exec(sentence.text)?.[1];
    if (said !== undefined && !/^(?:انہوں|انھوں|اس)$/u.test(said)) {
      const letters = urduLetters(said, sides);
      speaker = letters.length === 0 && sides.issuer && /^(?:وفاقی )?وزیر/u.test(said) ? [sides.issuer] : letters;
    }
    return records;
  });
  const participants: ParticipantRecord[] = [];
  for (const sentence of sentences) {
    const near = sentence === meeting?.sentence;
    if (
      !near &&
      !/شرکت کی|موجود تھ|شریک (?:تھ|ہو)|قیادت|سربراہی|صدارت|نمائندگی|شامل تھ|ہمراہ|کی دعوت پر/u.test(sentence.text)
    )
      continue;
    for (const person of personsIn(sentence, sides))
      if (!participants.some(({ name }) => name === person.name || name.endsWith(` ${person.name}`)))
        participants.push(person);
  }
  return {
    synthetic: false,
    lang: 'ur',
    parties: asWritten(text, laid, sides.parties),
    meetings: meeting ? [back(meeting.record)] : [],
    participants: participants.map((person) => {
      const placed = back(person);
      return { ...placed, name: text.slice(placed.start, placed.end) };
    }),
    commitments: commitments.map(back),
    events: sentences.flatMap((sentence) => eventsIn(sentence, year)).map(back),
    incidents: sentences.flatMap((sentence) => incidentsIn(sentence, year)).map(back),
  };
}
