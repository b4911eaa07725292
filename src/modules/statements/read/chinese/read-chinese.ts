import { maskText } from '../mask.ts';
import type { EventRecord, IncidentRecord, MeetingRecord, ParticipantRecord, Reading, Span } from '../reading.ts';
import { chineseDatesIn } from './dates.ts';
import { chineseLetters, chineseSidesOf } from './parties.ts';
import { chinesePersons } from './persons.ts';
import type { ChinesePerson } from './persons.ts';
import { chineseUndertakings } from './undertakings.ts';

/** The Chinese pack: sentences by punctuation, sides by 双方 and X方, undertakings by their commonest verbs. */
export type Clause = Span & { readonly text: string };
export type ChineseSentence = Span & { readonly text: string; readonly clauses: readonly Clause[] };

const LONGEST_SENTENCE = 1500;

export function readChinese(text: string): Reading {
  const masked = maskText(text);
  const sides = chineseSidesOf(masked);
  const sentences = sentencesOf(masked);
  const year = /(\d{4})年/u.exec(masked)?.[1] ?? '';
  const [issuer] = chineseLetters(/^.{0,40}?(?:部|署|局|府|馆|院)/u.exec(masked.trimStart())?.[0] ?? '', sides);
  const named = sentences.map((sentence) => chinesePersons(sentence.text, sentence.start, sides, issuer));
  const meeting = meetingIn(sentences, year);
  return {
    synthetic: false,
    lang: 'zh',
    parties: sides.parties,
    meetings: meeting ? [meeting.record] : [],
    participants: participantsOf(sentences, named, meeting?.sentence),
    commitments: chineseUndertakings(sentences, { sides, year, persons: named.flat() }),
    events: eventsIn(sentences, year),
    incidents: incidentsIn(sentences, year),
  };
}

export function sentencesOf(text: string): ChineseSentence[] {
  return [...text.matchAll(/[^。！？\n]+[。！？]?/gu)]
    .filter((match) => match[0].trim() !== '' && match[0].length <= LONGEST_SENTENCE)
    .map((match) => {
      const clauses = [...match[0].matchAll(/[^，；。！？：]+/gu)].map((part) =>
        trim({ start: match.index + part.index, end: match.index + part.index + part[0].length, text: part[0] }),
      );
      return {
        start: match.index,
        end: match.index + match[0].length,
        text: match[0],
        clauses: clauses.filter((clause) => clause.text !== ''),
      };
    });
}

/** An agency's line before the first words: "某社某地12月13日电 ". */
const WIRE = /^\s*[\p{Script=Han}]{2,6}社[\p{Script=Han}\d]{0,16}电\s+/u;

const trim = (clause: Clause): Clause => {
  const lead = WIRE.exec(clause.text)?.[0].length ?? clause.text.length - clause.text.trimStart().length;
  const bare = clause.text.slice(lead).trim();
  return { start: clause.start + lead, end: clause.start + lead + bare.length, text: bare };
};

const MET =
  /主持.{0,24}(?:会议|会谈|磋商|对话)|(?:举行|召开).{0,10}(?:会晤|会谈|会议|磋商|对话|视频|通话)|(?:会议|会晤|会谈|磋商|对话).{0,20}(?:举行|召开)|会见|同.{0,30}通电话|会谈/u;

function meetingIn(
  sentences: readonly ChineseSentence[],
  year: string,
): { record: MeetingRecord; sentence: ChineseSentence } | undefined {
  for (const sentence of sentences) {
    if (!/[。！？]$/u.test(sentence.text)) continue; // a heading
    const clause = sentence.clauses.find(
      (item) => MET.test(item.text) && !/将|下次|同意|商定|邀请|每/u.test(item.text),
    );
    if (clause === undefined) continue;
    const date = chineseDatesIn(sentence.text, 0, year)[0]?.value;
    const place = /在([\p{Script=Han}]{2,8}?)(?:会见|举行|召开|同|与|会晤)/u.exec(sentence.text)?.[1];
    const format = /通电话|通话/u.test(clause.text)
      ? 'bilateral, by telephone'
      : /视频/u.test(clause.text)
        ? 'bilateral, by video link'
        : 'bilateral, in person';
    return {
      sentence,
      record: {
        start: clause.start,
        end: clause.end,
        format,
        why: [MET.exec(clause.text)?.[0] ?? ''],
        ...(date ? { date } : {}),
        ...(place ? { place } : {}),
      },
    };
  }
  return undefined;
}

function participantsOf(
  sentences: readonly ChineseSentence[],
  named: readonly (readonly ChinesePerson[])[],
  meeting: ChineseSentence | undefined,
): ParticipantRecord[] {
  const records: ParticipantRecord[] = [];
  sentences.forEach((sentence, index) => {
    const near = meeting !== undefined && sentence.start >= meeting.start && sentence.start <= meeting.end + 2;
    if (!near && !/参加|出席会|陪同|率领|主持|在座/u.test(sentence.text)) return;
    for (const person of named[index] ?? [])
      if (!records.some((record) => record.name === person.name)) records.push(person);
  });
  return records;
}

function eventsIn(sentences: readonly ChineseSentence[], year: string): EventRecord[] {
  const pattern =
    /(?:于)?((?:\d{4}年|明年|今年)?(?:\d{1,2}月)?(?:\d{1,2}日)?)在?([\p{Script=Han}]{2,8}?)(?:举行|召开|举办)的([\p{Script=Han}A-Za-z]{2,24}?(?:论坛|大会|峰会|博览会|会议|研讨会))/gu;
  return sentences.flatMap((sentence) =>
    [...sentence.text.matchAll(pattern)].map((match) => {
      const date = chineseDatesIn(match[1] ?? '', 0, year)[0]?.value;
      const start = sentence.start + match.index + (match[0].startsWith('于') ? 1 : 0);
      return {
        start,
        end: sentence.start + match.index + match[0].length,
        name: match[3] ?? '',
        place: match[2] ?? '',
        why: [match[3] ?? ''],
        ...(date ? { date } : {}),
      };
    }),
  );
}

function incidentsIn(sentences: readonly ChineseSentence[], year: string): IncidentRecord[] {
  const pattern =
    /(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)?[\p{Script=Han}]{2,6}?(?:恐怖)?(?:袭击|爆炸|枪击|绑架)(?:案件|事件|案)/gu;
  return sentences.flatMap((sentence) =>
    [...sentence.text.matchAll(pattern)].map((match) => {
      const dated = /^(?:\d{4}年)(?:\d{1,2}月)?(?:\d{1,2}日)?/u.exec(match[0])?.[0] ?? '';
      const name = match[0].slice(dated.length).replace(/^.*?(?:侦办|调查|谴责|就|对|针对)/u, '');
      const date = chineseDatesIn(dated, 0, year)[0]?.value;
      const end = sentence.start + match.index + match[0].length;
      return {
        start: dated === '' ? end - name.length : end - name.length - dated.length,
        end,
        name,
        why: [match[0]],
        ...(date ? { date } : {}),
      };
    }),
  );
}
