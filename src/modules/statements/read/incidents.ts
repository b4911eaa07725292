import { datesIn } from './dates.ts';
import type { DateMention } from './dates.ts';
import type { Document } from './document.ts';
import type { Lexicon } from './lexicon.ts';
import { oneOf } from './lexicon.ts';
import type { IncidentRecord } from './reading.ts';
import type { Sentence, Word } from './tag.ts';

/** Stage 8: attacks and the like that the text points to: with a name, a place or a date, not attacks in general. */
export type IncidentWords = { readonly occurrence: RegExp; readonly sort: RegExp };

export const incidentWords = (lexicon: Lexicon): IncidentWords => ({
  occurrence: new RegExp(`^${oneOf(lexicon.occurrence)}$`, 'u'),
  sort: new RegExp(`^${oneOf(lexicon['kind of occurrence'])}$`, 'u'),
});

/** What speaks of such things in general: "prevent attacks on …", "incident response". */
const GENERAL =
  /^(?:prevent|prevents|preventing|combat|counter|against|future|any|potential|such|all|no|from|deter|detect|respond|handle|avoid|further|possible|similar|every|more|recurrence)$/u;
const NOT_AFTER =
  /^(?:response|response-|reporting|management|handling|investigation|investigations|prevention|victims?|responders?|readiness|rooms?|teams?)$/u;
const INTO = /^(?:on|against|with|in|at|of|near|off|along|outside|inside|between|by|over|targeting|targetting)$/u;
const PLURAL = /s$/u;

export function incidentsIn(doc: Document): IncidentRecord[] {
  const records: IncidentRecord[] = [];
  for (const sentence of doc.sentences) {
    if (sentence.block.role !== 'body' && sentence.block.role !== 'list') continue;
    if (sentence.end - sentence.start > 4000) continue;
    const dates = datesIn(sentence.text.replace(/\n/gu, ' '), sentence.start, doc.year);
    sentence.words.forEach((word, at) => {
      if (!doc.rules.incidents.occurrence.test(word.lower) || /^\p{Lu}/u.test(word.text)) return;
      const found = occurrenceAt(doc, sentence, { at, dates });
      if (found === undefined) return;
      const known = records.findIndex(
        (other) =>
          (found.start < other.end && other.start < found.end) ||
          kin(other.name, found.name) ||
          (found.date !== undefined && found.date === other.date && headOf(doc, other.name) === word.lower) ||
          (found.date !== undefined && other.date === undefined && headOf(doc, other.name) === word.lower),
      );
      const earlier = records[known];
      if (earlier === undefined) records.push(found);
      // "the attack on the depot … The attack of November": one occurrence, dated the second time
      else if (earlier.date === undefined && found.date !== undefined)
        records[known] = { ...earlier, start: found.start, end: found.end, date: found.date };
    });
  }
  return records;
}

function occurrenceAt(
  doc: Document,
  sentence: Sentence,
  { at, dates }: { readonly at: number; readonly dates: readonly DateMention[] },
): IncidentRecord | undefined {
  const { words } = sentence;
  let from = at;
  while (from > 0 && qualifies(doc, words[from - 1])) from -= 1;
  const before = words[from - 1];
  if ((before && GENERAL.test(before.lower)) || NOT_AFTER.test(words[at + 1]?.lower ?? '')) return undefined;
  const to = endOf(words, at + 1, dates);
  const definite = before?.lower === 'the' || before?.lower === "'s";
  const start = words[from]?.start ?? 0;
  const end = words[to - 1]?.end ?? start;
  const name = doc.text.slice(start, end).replace(/\s+/gu, ' ');
  const date = dates.find((mention) => mention.end > start - 14 && mention.start < end + 24);
  const named =
    words.slice(from, at).some((word) => /^\p{Lu}/u.test(word.text)) ||
    words.slice(at + 1, to).some((word) => /^\p{Lu}|^\d/u.test(word.text));
  if (!named && date === undefined) return undefined;
  const harmed = words
    .slice(Math.max(0, from - 6), from)
    .some((word) => /^(?:killed|died|injured|wounded|dead|lost)$/u.test(word.lower));
  // "attacks on X" without a date or "the": a manner of threat, not an occurrence
  if (date === undefined && PLURAL.test(words[at]?.lower ?? '') && !definite && !harmed) return undefined;
  if (
    !definite &&
    !harmed &&
    !/^(?:an?|this|that|last|two|three)$/u.test(before?.lower ?? '') &&
    date === undefined &&
    !words.slice(from, at).some((word) => /^\p{Lu}/u.test(word.text))
  )
    return undefined;
  return {
    start,
    end,
    name: name.replace(
      /,? (?:on|in|of) (?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b.*$/u,
      '',
    ),
    why: [`an occurrence with a name, place or date: ${name}`],
    ...(date ? { date: date.value } : {}),
  };
}

/** Words before the noun that belong to it: its sort, a place or another name. */
const qualifies = (doc: Document, word: Word | undefined): boolean =>
  word !== undefined &&
  (doc.rules.incidents.sort.test(word.lower) ||
    (/^\p{Lu}/u.test(word.text) &&
      /^(?:PROPN|NOUN|ADJ|NUM)$/u.test(word.pos) &&
      !/^(?:The|A|An|Such|These|Those|This|All|Any|Both|In|On)$/u.test(word.text)) ||
    (/^\d{1,2}$/u.test(word.text) && word.pos === 'NUM'));

/** Prepositional phrases that say where, at whom and when: "on a convoy of the power plant at Port Orm in March". */
function endOf(words: readonly Word[], from: number, dates: readonly DateMention[]): number {
  let i = from;
  while (i < words.length) {
    const word = words[i];
    const dated = word && dates.find((date) => word.start >= date.start && word.start < date.end);
    if (dated) {
      while (i < words.length && (words[i]?.start ?? 0) < dated.end) i += 1;
      continue;
    }
    if (
      word === undefined ||
      !(INTO.test(word.lower) || (word.lower === 'and' && /^\p{Lu}/u.test(words[i + 1]?.text ?? '')))
    )
      break;
    let k = i + 1;
    while (
      k < words.length &&
      (/^(?:DET|ADJ|NOUN|PROPN|NUM|PART)$/u.test(words[k]?.pos ?? '') ||
        (words[k]?.start === words[k - 1]?.end && words[k]?.text !== ',' && words[k]?.text !== '.')) &&
      !/^(?:which|that|who)$/u.test(words[k]?.lower ?? '')
    )
      k += 1;
    if (k === i + 1) break;
    i = k;
    if (i - from > 24) break;
  }
  return i;
}

const headOf = (doc: Document, name: string): string =>
  name
    .toLowerCase()
    .split(/[\s,]+/u)
    .find((word) => doc.rules.incidents.occurrence.test(word)) ?? name;

const kin = (a: string, b: string): boolean =>
  a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase());
