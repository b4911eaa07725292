import { datesIn } from './dates.ts';
import type { Document } from './document.ts';
import type { IncidentRecord } from './reading.ts';

/** Stage 8: attacks and the like that the text points to: with a name, a place or a date, not attacks in general. */
const OCCURRENCE =
  '(?:attacks?|bombings?|blasts?|explosions?|assaults?|shootings?|hijackings?|kidnappings?|abductions?|massacres?|killings?|assassinations?|incidents?|outages?|breach(?:es)?|hacks?|intrusions?|clash(?:es)?|raids?)';
const PATTERNS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:the |an? )?(?:\\p{Lu}[\\p{L}\\p{M}’'-]+ ){1,3}(?:terrorist |terror |suicide |bomb |cyber ?)?${OCCURRENCE}\\b(?! (?:on|against) terror)`,
    'u',
  ),
  new RegExp(
    `\\b(?:the |an? )?(?:(?:terrorist|terror|suicide|bomb|ransomware|cyber|deadly|armed|arson|drone|missile|twin|heinous|cowardly|cross-border|rocket|knife|vehicle|car|gun|recent|data|network|power) ){0,3}${OCCURRENCE} (?:(?:occurred |took place |happened )?(?:on|against|in|at|near|of) (?:the )?(?:[\\p{L}’'-]+ ){0,5}?(?:\\p{Lu}[\\p{L}\\p{M}’'-]*|\\d{1,4})(?:[ ,]+(?:of |in |on |and )?(?:\\p{Lu}[\\p{L}\\p{M}’'-]*|\\d{1,4}))*)`,
    'u',
  ),
];
const GENERAL =
  /\b(?:prevent|combat|counter|against future|future|any|potential|such|all|cyber incident response|incident response)\b/iu;
const NOT_A_NAME =
  /^(?:The|A|An|Such|These|Those|This|All|Any|Both|Suicide|Terrorist|Terror|Cyber|Joint|Critical|Major|Security)\b/u;

export function incidentsIn(doc: Document): IncidentRecord[] {
  const records: IncidentRecord[] = [];
  for (const sentence of doc.sentences) {
    if (sentence.block.role !== 'body' || sentence.end - sentence.start > 4000) continue;
    const text = sentence.text.replace(/\n/gu, ' ');
    const dates = datesIn(text, 0, doc.year);
    for (const pattern of PATTERNS) {
      for (const match of text.matchAll(new RegExp(pattern.source, 'gu'))) {
        const raw = match[0].trim();
        const lead = /^(?:the|an?|The|An?) /u.exec(raw)?.[0].length ?? 0;
        const name = raw.slice(lead);
        if (
          !/[\p{Lu}\d]/u.test(name) ||
          NOT_A_NAME.test(name) ||
          GENERAL.test(name) ||
          /\b(?:prevent|against|combat|counter|from) (?:any |future |further |such )?$/iu.test(
            text.slice(0, match.index + lead),
          )
        )
          continue;
        const start = sentence.start + match.index + lead;
        const end = sentence.start + match.index + raw.length;
        const date = dates.find(
          (mention) => mention.end > match.index - 14 && mention.start < match.index + raw.length + 24,
        );
        // "attacks on X" without a date: a manner of threat, not an occurrence
        if (
          date === undefined &&
          /(?:attacks|incidents|clashes|raids|killings|kidnappings|breaches|hacks|intrusions|outages)$/iu.test(
            headOf(name),
          )
        )
          continue;
        const at = records.findIndex(
          (other) =>
            (start < other.end && other.start < end) ||
            kin(other.name, name) ||
            sameAgain(other, name, date !== undefined),
        );
        const earlier = records[at];
        if (earlier) {
          // "the attack on the depot … The attack of November": one occurrence, dated the second time
          if (earlier.date === undefined && date !== undefined)
            records[at] = { ...earlier, start, end, date: date.value };
          continue;
        }
        records.push({
          start,
          end,
          name: name
            .replace(/\s+/gu, ' ')
            .replace(
              /,? (?:on|in) (?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b.*$/u,
              '',
            ),
          why: [`an occurrence with a name, place or date: ${name}`],
          ...(date ? { date: date.value } : {}),
        });
      }
    }
  }
  return records;
}

const sameAgain = (other: IncidentRecord, name: string, dated: boolean): boolean =>
  dated && other.date === undefined && headOf(other.name) === headOf(name);
const headOf = (name: string): string => new RegExp(OCCURRENCE, 'iu').exec(name)?.[0].toLowerCase() ?? name;

const kin = (a: string, b: string): boolean =>
  a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase());
