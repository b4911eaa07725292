import type { Document } from './document.ts';
import { mentionsIn } from './gazetteer.ts';
import type { FoundMeeting } from './meeting.ts';
import { sameName } from './persons.ts';
import type { Person } from './persons.ts';
import type { ParticipantRecord } from './reading.ts';
import type { Sentence } from './tag.ts';

/** Stage 4b: of all persons named, those whom the text places in the meeting or in a delegation. */
const PRESENT =
  /\bamong (?:those|others) present\b|\bsigned\b|\bthose present\b|\bin the presence of\b|\b(?:leader|head) of the (?:\p{L}+ )?delegation\b|\bstatement (?:from|by|of)\b|\bside (?:were|was)\b|\bthe (?:two|three|four|five)(?: ministers| leaders| chiefs)? (?:are|were)\b|\bwere:|\bdelegates?:|\bparticipants:|\b(?:delegations?|sides?|team)\b.{0,60}\b(?:included?|includes|including|comprised|comprising|consisted|led by|headed by|was led|was headed|represented)\b|\bdelegations? led by\b|\b(?:was|were) represented by\b|\bled by\b|\bheaded by\b|\bchaired by\b|\bco-?chaired\b|\bparticipated\b|\battended\b|\baccompan(?:ied|ying)\b|\bjoined\b|\bin attendance\b|\b(?:was|were) (?:also )?present\b|\bhosted\b|\bheld (?:talks|discussions|a|an|consultations)\b|\bmet\b/iu;
/** Who speaks in a short account of a meeting, under an office, was there; who speaks for somebody was not. */
const SPOKE =
  /^[’']?s?,? (?:also |then |further |, for (?:his|her|its) part, )?(?:said|noted|stressed|emphasi[sz]ed|lauded|praised|thanked|expressed|underlined|underscored|highlighted|welcomed|told|added|asked|urged|proposed|briefed|affirmed|reiterated|appreciated|pointed|stated|informed|called|commended|acknowledged|congratulated)\b/u;
const WITH =
  /\b(?:talks|meeting|discussions|call|conversation|consultations|session|round) (?:with|between) [^.;]{0,40}$/iu;

const ELSEWHERE =
  /\b(?:previous|earlier|last (?:year|month)|called on (?:the )?|condolences|greetings|messages? from|on behalf of)\b/iu;
const NOT_PRESENT = /\b(?:spokes(?:person|man|woman)|press|photographer|correspondent|reporter)\b/iu;

export function participantsIn(doc: Document, meeting: FoundMeeting | undefined): ParticipantRecord[] {
  const found: { person: Person; side: string | undefined; why: string }[] = [];
  for (const sentence of doc.sentences) {
    const own = doc.persons.filter((person) => person.start >= sentence.start && person.end <= sentence.end);
    if (own.length === 0) continue;
    const why = presence(doc, sentence, meeting);
    if (why === undefined) {
      for (const person of own) {
        const reason = meeting && !NOT_PRESENT.test(person.title ?? '') ? spoke(doc, sentence, person) : undefined;
        if (reason !== undefined) found.push({ person, side: person.side, why: reason });
      }
      continue;
    }
    const side = sideOfList(doc, sentence);
    const beyond = ELSEWHERE.exec(sentence.text.replace(/\s/gu, ' '))?.index ?? Infinity;
    for (const person of own) {
      if (person.start - sentence.start > beyond && sentence !== meeting?.sentence) continue;
      if (NOT_PRESENT.test(person.title ?? '') || owns(doc, person)) continue;
      found.push({ person, side: person.side ?? side, why });
    }
  }
  found.push(...bareNames(doc, meeting));
  const records: ParticipantRecord[] = [];
  for (const { person, side, why } of found) {
    const known = records.findIndex((record) => sameName(record.name, person.name));
    const earlier = records[known];
    if (earlier === undefined)
      records.push({
        start: person.start,
        end: person.end,
        name: person.name,
        why: [why, ...(person.title ? [`office: ${person.title}`] : [])],
        ...(person.title ? { title: person.title } : {}),
        ...(side ? { side } : {}),
      });
    else if (person.name.length > earlier.name.length)
      records[known] = {
        ...earlier,
        start: person.start,
        end: person.end,
        name: person.name,
        ...((person.title ?? earlier.title) ? { title: person.title ?? earlier.title ?? '' } : {}),
      };
  }
  return records;
}

/** "The Minister met Tova Ilmar": a bare name in the account of the meeting is a person whose office stands elsewhere. */
function bareNames(
  doc: Document,
  meeting: FoundMeeting | undefined,
): { person: Person; side: string | undefined; why: string }[] {
  if (meeting === undefined) return [];
  const { sentence } = meeting;
  return doc.persons.flatMap((person) => {
    if (owns(doc, person) || !person.name.includes(' ') || NOT_PRESENT.test(person.title ?? '')) return [];
    const at = doc.text.slice(sentence.start, sentence.end).indexOf(person.name);
    if (at < 0) return [];
    const start = sentence.start + at;
    return [
      {
        person: { ...person, start, end: start + person.name.length },
        side: person.side,
        why: 'named where the meeting is reported',
      },
    ];
  });
}

/** "President Uma Darr's adviser Sef Norr": the adviser is there, not the President. */
const owns = (doc: Document, person: Person): boolean =>
  /^[’']s? \p{Lu}/u.test(doc.text.slice(person.end, person.end + 5));

function spoke(doc: Document, sentence: Sentence, person: Person): string | undefined {
  if (person.title === undefined) return undefined;
  const before = doc.text.slice(sentence.start, person.start).replace(/\s+/gu, ' ');
  const after = doc.text.slice(person.end, sentence.end).replace(/\s+/gu, ' ');
  const apposition = /^, [^.;]{3,140}?, (?=\p{Ll})/u.exec(after)?.[0].length ?? 0;
  if (/\b(?:said|says|added|stressed|noted)$/u.test(before.trimEnd())) return 'speaks';
  const verb = SPOKE.exec(after) ?? SPOKE.exec(` ${after.slice(apposition)}`);
  if (verb && !/\b(?:by|from|of|to|that)\b[^,]*$/u.test(before.slice(-24))) return `speaks: ${verb[0].trim()}`;
  return WITH.test(before) ? 'the talks were with this person' : undefined;
}

function presence(doc: Document, sentence: Sentence, meeting: FoundMeeting | undefined): string | undefined {
  const text = sentence.text.replace(/\s+/gu, ' ');
  if (meeting && sentence === meeting.sentence) return 'named where the meeting is reported';
  const sign = PRESENT.exec(text);
  if (sign) return `“${sign[0].length > 40 ? sign[0].slice(-40).trim() : sign[0]}”`;
  if (sentence.block.role === 'title' && /\bmeeting\b|\btalks\b|\bcall\b/iu.test(text))
    return 'named in the title of the meeting';
  return undefined;
}

/** "The Chinese side was represented by …": the list belongs to the side that opens it. */
function sideOfList(doc: Document, sentence: Sentence): string | undefined {
  const opening =
    /^(?:.{0,90}?)\b(?:delegation|side|team|embassy)\b/iu.exec(sentence.text.replace(/\s/gu, ' '))?.[0] ?? '';
  const mention = mentionsIn(opening, 0, doc.sides.gazetteer).find((m) => doc.sides.letterOf.has(m.key));
  const late =
    mention ??
    mentionsIn(/\bfrom the .{0,60}$/iu.exec(sentence.text)?.[0] ?? '', 0, doc.sides.gazetteer).find((m) =>
      doc.sides.letterOf.has(m.key),
    );
  return late && doc.sides.letterOf.get(late.key);
}
