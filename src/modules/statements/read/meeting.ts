import { datesIn, iso } from './dates.ts';
import type { Document } from './document.ts';
import { mentionsIn } from './gazetteer.ts';
import type { Lexicon } from './lexicon.ts';
import { oneOf } from './lexicon.ts';
import type { MeetingRecord } from './reading.ts';
import type { Sentence, Word } from './tag.ts';

/** Stage 5: the meeting the text reports: the clause that says it took place. */
export type FoundMeeting = { readonly record: MeetingRecord; readonly sentence: Sentence };

export type EncounterWords = {
  readonly signs: readonly { readonly re: RegExp; readonly points: number }[];
  readonly noun: RegExp;
};

export function encounterWords(lexicon: Lexicon): EncounterWords {
  const encounter = oneOf(lexicon.encounter);
  const NTH =
    '(?:inaugural|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\\d{1,2}(?:st|nd|rd|th))';
  const re = (source: string): RegExp => new RegExp(source, 'iu');
  return {
    noun: re(`\\b${encounter}\\b`),
    signs: [
      {
        re: re(`\\b${oneOf(lexicon['held it'], true)}\\b (?:[\\p{L}\\p{M}\\d–’'-]+,? ){0,9}?${encounter}\\b`),
        points: 4,
      },
      { re: /, meeting (?:in|at|on) /u, points: 3 },
      { re: /\b(?:agreed|decided|pledged|resolved|discussed) here (?:on )?\p{Lu}/iu, points: 3 },
      {
        re: re(
          `\\b(?:during|in|at|after|following) (?:[\\w-]+ ){0,3}(?:meetings|talks|consultations|discussions) (?:in|at|here|held)\\b`,
        ),
        points: 3,
      },
      { re: /\b(?:met|meets)\b(?! with (?:a )?(?:accident|criticism))/iu, points: 4 },
      {
        re: re(
          `\\b${encounter}\\b[^.]{0,160}\\b(?:was|were) (?:held|convened|chaired|co-chaired|hosted|organi[sz]ed|conducted|concluded)\\b|\\b${encounter}\\b[^.]{0,120}\\btook place\\b`,
        ),
        points: 4,
      },
      {
        re: re(
          `\\b(?:during|in|at|after|following) (?:a|an|the|their|three days of|two days of) (?:[\\w-]+ ){0,4}${encounter}(?: (?:in|at|on|held) [^.,]{1,40})? (?:with|between|of|here|in|at|involving|among|(?:co-)?chaired by|attended by|hosted by|led by)\\b`,
        ),
        points: 3,
      },
      {
        re: re(`\\b(?:after|at the (?:end|conclusion|close) of) (?:a|an|the|their) (?:[\\w-]+ ){0,4}${encounter}\\b`),
        points: 2.5,
      },
      { re: re(`\\b(?:when|while) meeting (?:with )?`), points: 3 },
      { re: re(`\\b${oneOf(lexicon.received, true)}\\b`), points: 3 },
      { re: /\b(?:spoke|speaks|talked)\b[^.,]{0,25}\b(?:by|on|over|with|via|to)\b/iu, points: 3 },
      {
        re: re(`\\b${NTH} (?:[\\p{L}’'.–-]+ ){0,8}(?:meeting|dialogue|session|round|consultations|talks)\\b`),
        points: 1,
      },
    ],
  };
}

const OTHER_MEETING =
  /\b(?:statement was (?:released|issued)|was released by|text of the|previous|earlier|last year|recalled|will|would|agreed|next|looks? forward|invited|since their|is scheduled|decisions (?:taken|of))\b/iu;

export function meetingIn(doc: Document): FoundMeeting | undefined {
  let best: { sentence: Sentence; points: number; sign: string } | undefined;
  doc.sentences.forEach((sentence, index) => {
    const text = sentence.text.replace(/\s+/gu, ' ').slice(0, 1500);
    let sign = '';
    let points = 0;
    for (const item of doc.rules.encounter.signs) {
      const found = item.re.exec(text);
      // "will hold a dialogue", "agreed to convene talks" are about another one
      if (
        found === null ||
        /\b(?:will|would|shall|to|agreed to|plans? to) (?:also |jointly |again )?$/u.test(text.slice(0, found.index))
      )
        continue;
      if (points === 0) sign = found[0];
      points = Math.max(points, item.points) + (points > 0 ? 0.5 : 0);
    }
    if (points === 0) return;
    if (datesIn(text, 0, doc.year).length > 0 || /\b(?:today|yesterday|this (?:morning|afternoon))\b/iu.test(text))
      points += 1.5;
    points +=
      Math.min(
        2,
        new Set(
          mentionsIn(text, 0, doc.sides.gazetteer)
            .map((m) => doc.sides.letterOf.get(m.key))
            .filter(Boolean),
        ).size,
      ) * 0.75;
    points +=
      doc.persons.filter((person) => person.start >= sentence.start && person.end <= sentence.end).length > 0 ? 1 : 0;
    points -= index * 0.25;
    if (OTHER_MEETING.test(text)) points -= 2;
    if (sentence.block.role === 'title' || sentence.block.role === 'heading') points -= 3;
    if (sentence.block.role === 'dateline') points -= 4;
    if (best === undefined || points > best.points) best = { sentence, points, sign };
  });
  const chosen = best ?? titled(doc);
  if (chosen === undefined || (best !== undefined && best.points < 1 && titled(doc) === undefined)) return undefined;
  const { sentence, sign } =
    best !== undefined && best.points >= 1
      ? best
      : (titled(doc) ?? best ?? { sentence: chosen.sentence, sign: chosen.sign });
  const during = /^(?:during|in|at|after) .*\b(?:with|between)$/iu.test(sign)
    ? sentence.text.replace(/\s/gu, ' ').indexOf(sign)
    : -1;
  const signed = sentence.text.replace(/\s/gu, ' ').indexOf(sign);
  const span = clauseOf(
    sentence,
    during < 0 ? 0 : during + sign.indexOf(' ') + 1,
    signed < 0 ? 0 : signed + sign.length,
  );
  const date = meetingDate(doc, sentence);
  const place = placeOf(doc, sentence);
  return {
    sentence,
    record: {
      ...span,
      why: [`says that it took place: ${sign}`],
      format: formatOf(doc, sentence),
      ...(date ? { date } : {}),
      ...(place ? { place } : {}),
    },
  };
}

/** Nothing says so in a sentence: the title of the statement names the meeting. */
function titled(doc: Document): { sentence: Sentence; sign: string } | undefined {
  const sentence = doc.sentences.find(
    (item) => item.block.role === 'title' && doc.rules.encounter.noun.test(item.text),
  );
  return sentence && { sentence, sign: 'the title' };
}

/** From the sentence's start up to its purpose or its first added participle. */
function clauseOf(sentence: Sentence, from: number, atLeast: number): { start: number; end: number } {
  const { words } = sentence;
  const start = sentence.start + from;
  for (let i = 6 + words.findIndex((word) => word.start >= start); i < words.length; i += 1) {
    const word = words[i] as Word;
    const before = words[i - 1]?.text;
    const purpose =
      word.lower === 'to' &&
      /^(?:review|discuss|further|strengthen|advance|exchange|address|deepen|explore|take|assess|consider)$/u.test(
        words[i + 1]?.lower ?? '',
      );
    const added =
      before === ',' &&
      /^(?:covering|where|which|during|adding|to|and|as|with|following|including)$/u.test(word.lower) &&
      i > 9;
    if (word.end - sentence.start <= atLeast) continue;
    if (purpose || added || word.text === ';')
      return { start, end: (words[i - 1]?.text === ',' ? words[i - 2] : words[i - 1])?.end ?? sentence.end };
  }
  const last = words.at(-1);
  return {
    start,
    end: last && /^[.!?,]$/u.test(last.text) && words.length > 1 ? (words.at(-2)?.end ?? sentence.end) : sentence.end,
  };
}

function meetingDate(doc: Document, sentence: Sentence): string | undefined {
  const dates = datesIn(sentence.text, 0, doc.year).filter(
    (date) => !/(?:since|in) $/u.test(sentence.text.slice(0, date.start)),
  );
  const exact = dates.find((date) => date.value.length === 10);
  if (exact) return exact.value;
  if (/\byesterday\b/iu.test(sentence.text) && doc.date?.length === 10)
    return new Date(Date.parse(doc.date) - 86_400_000).toISOString().slice(0, 10);
  const dayOnly = /\((\d{1,2})\)/u.exec(sentence.text)?.[1];
  if (dayOnly && doc.date && doc.date.length >= 7)
    return iso(doc.date.slice(0, 4), Number(doc.date.slice(5, 7)), dayOnly);
  return doc.date;
}

function placeOf(doc: Document, sentence: Sentence): string | undefined {
  const text = sentence.text.replace(/\s+/gu, ' ');
  const found =
    /\b(?:in|at|to) (?:the )?((?:\p{Lu}[\p{L}\p{M}.’'-]+)(?: (?:of |and )?\p{Lu}[\p{L}\p{M}.’'-]+){0,4}(?:, D\.C\.)?)/gu;
  for (const match of text.matchAll(found)) {
    const place = match[1]?.replace(/[.,]$/u, '');
    if (
      place === undefined ||
      /^(?:January|February|March|April|May|June|July|August|September|October|November|December|National|Prime|Minister|President|Secretary|Foreign)\b/u.test(
        place,
      )
    )
      continue;
    const mention = mentionsIn(place, 0, doc.sides.gazetteer)[0];
    if (mention && mention.form !== 'capital' && match[0].startsWith('to')) continue;
    return place.endsWith('D.C') ? `${place}.` : place;
  }
  return undefined;
}

function formatOf(doc: Document, sentence: Sentence): string {
  const many = doc.sides.letters.length;
  const sides = many === 3 ? 'trilateral' : many > 3 ? 'multilateral' : 'bilateral';
  const near = sentence.text;
  if (
    /\b(?:by|on the|over the) (?:tele)?phone\b|\btelephone (?:call|conversation)\b|\bphone call\b|\bspoke\b/iu.test(
      near,
    )
  )
    return `${sides}, by telephone`;
  if (/\bvideo\b/iu.test(near)) return `${sides}, by video link`;
  if (/\b(?:virtual|virtually|online)\b/iu.test(near)) return `${sides}, virtual`;
  return `${sides}, in person`;
}
