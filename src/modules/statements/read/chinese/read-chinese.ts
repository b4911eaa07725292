import { asWritten } from '../as-written.ts';
import type { ParticipantRecord, Reading, Span } from '../reading.ts';
import { eventsIn, incidentsIn } from './around.ts';
import { anchorOf } from './dates.ts';
import { meetingIn } from './meeting.ts';
import type { Met } from './meeting.ts';
import { chineseLetters, chineseSidesOf } from './parties.ts';
import type { ChineseSides } from './parties.ts';
import { chinesePersons } from './persons.ts';
import type { ChinesePerson } from './persons.ts';
import { layOut } from './script.ts';
import { sentencesOf } from './sentences.ts';
import type { Heading, Sentence } from './sentences.ts';
import { chineseUndertakings } from './undertakings.ts';

/** More than any statement has: what comes after is noise, and reading it would take its time from others. */
const MOST_SENTENCES = 3000;

/** The Chinese pack. The rules read simplified characters; what comes out is placed on the text as it was given. */
export function readChinese(text: string): Reading {
  const laid = layOut(text);
  const sides = chineseSidesOf(laid.text);
  const { sentences: every, headings } = sentencesOf(laid.text);
  const sentences = every.slice(0, MOST_SENTENCES);
  const anchor = anchorOf(laid.text);
  const issuer = issuerOf(laid.text, sides);
  const first = sentences.map((sentence) => chinesePersons(sentence.text, sentence.start, sides, issuer));
  const lists = headings.filter(({ text: line }) => LISTED.test(line));
  const meeting = meetingIn(sentences, headings, anchor);
  const home = issuer ?? hostOf(first[sentences.findIndex((one) => one === meeting?.sentence)] ?? [], sides);
  const named =
    home === issuer ? first : sentences.map((sentence) => chinesePersons(sentence.text, sentence.start, sides, home));
  const cast = { sides, persons: named.flat(), issuer: home, topic: laid.text.slice(0, 300) };
  const back = <T extends Span>(record: T): T => ({ ...record, ...laid.at(record.start, record.end) });
  return {
    synthetic: false,
    lang: 'zh',
    parties: asWritten(text, laid, sides.parties),
    meetings: meeting ? [back(meeting.record)] : [],
    participants: participantsOf(sentences, named, meeting, listedPersons(lists, sides, home)).map((person) => {
      const placed = back(person);
      return { ...placed, name: text.slice(placed.start, placed.end) };
    }),
    commitments: chineseUndertakings(sentences, cast, anchor).map(back),
    events: eventsIn(sentences, anchor).map(back),
    incidents: incidentsIn(sentences, anchor).map(back),
  };
}

/** The side whose office published the text: the first line that names an office and one side. */
function issuerOf(text: string, sides: ChineseSides): string | undefined {
  for (const line of text.split('\n').slice(0, 8)) {
    if (
      line.length > 34 ||
      /[。，]|会见|会晤|会谈|举行|通电话|签署|[与同和]/u.test(line) ||
      !/部|署|局|府|馆|院|厅/u.test(line)
    )
      continue;
    const letters = chineseLetters(line, sides);
    if (letters.length === 1) return letters[0];
  }
  return undefined;
}

/** "主持人：…", "参加人：…": lines that list who was there. */
const LISTED =
  /^(?:会议)?(?:主持人?|参加人员?|出席人?员?|与会人员?|参会人员?|列席人?员?|[\p{Script=Han}]{1,6}方(?:代表团|出席|参加|与会)?(?:人员|成员)?|代表团成员)\s*：/u;
const listedPersons = (lists: readonly Heading[], sides: ChineseSides, home: string | undefined): ChinesePerson[] =>
  lists.flatMap(({ text, start }) => {
    const lead = text.indexOf('：') + 1;
    return chinesePersons(text.slice(lead), start + lead, sides, home);
  });

/** Of two who met, the one without a country is at home: "公安部部长甲会见某国内政部部长乙". */
function hostOf(met: readonly ChinesePerson[], sides: ChineseSides): string | undefined {
  const [one] = met;
  if (one === undefined || one.side !== undefined) return undefined;
  const others = sides.letters.filter(
    (letter) => !met.some(({ side }) => side === letter) && sides.parties[letter] !== undefined,
  );
  return others.length === 1 ? others[0] : undefined;
}

const PRESENT =
  /(?:会后|会谈后|会见后|结束后)[^，]{0,3}，?.*签署|出席(?!了?赴)|参加(?:了)?(?:会|磋|对话|谈|此|上述)|参会|参加人|与会|陪同|率(?:领|团|[^，]{0,12}代表团)|成员(?:包括|有)|人员(?:包括|有)|代表团由|主持|牵头|在座|在场/u;

/** Persons of the sentence that tells of the meeting, and of those that say who was there. */
function participantsOf(
  sentences: readonly Sentence[],
  named: readonly (readonly ChinesePerson[])[],
  meeting: Met | undefined,
  listed: readonly ChinesePerson[],
): ParticipantRecord[] {
  const records: ParticipantRecord[] = [...listed];
  sentences.forEach((sentence, index) => {
    const near =
      meeting?.sentence === sentence ||
      (meeting !== undefined && sentence.start <= meeting.record.end && sentence.end > meeting.record.start);
    const leads =
      meeting !== undefined && sentence.start < meeting.record.start && /应.{2,50}邀请|率团|访问/u.test(sentence.text);
    if (!near && !leads && !PRESENT.test(sentence.text)) return;
    for (const person of named[index] ?? []) {
      const known = records.some(({ name }) => name === person.name || name.endsWith(`·${person.name}`));
      if (!known) records.push(person);
    }
  });
  return records;
}
