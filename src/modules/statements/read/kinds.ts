import { CADENCES_EN } from '../data/calendar.ts';
import type { Kind } from './reading.ts';

/** Stage 6a: what sort of undertaking. The head (verb and object, before a purpose) decides; then the whole clause. */
export type Judged = { readonly kind: Kind; readonly why: string };

const CREATE =
  '(?:establish(?:es|ed|ing|ment)?|creat(?:e|es|ed|ing|ion)|set(?:ting)? up|form(?:s|ed|ing|ation)?|launch(?:es|ed|ing)?|introduc(?:e|es|ed|ing|tion)|open(?:s|ed|ing)?|institut(?:e|es|ed|ing)|institutionali[sz](?:e|es|ed|ing)|sign(?:s|ed|ing)?|conclu(?:de|des|ded|ding|sion)|finali[sz](?:e|es|ed|ing)|negotiat(?:e|es|ed|ing)|conven(?:e|es|ed|ing)|inaugurat(?:e|es|ed|ing)|designat(?:e|es|ed|ing)|appoint(?:s|ed|ing)?|nominat(?:e|es|ed|ing)|constitut(?:e|es|ed|ing)|stand(?:ing)? up|build(?:ing)?|develop(?:ing)?|pursu(?:e|ing)|activat(?:e|es|ed|ing)|operationali[sz](?:e|es|ed|ing)|resum(?:e|es|ed|ing)|reviv(?:e|es|ed|ing)|adopt(?:s|ed|ing)?|enter(?:ing)? into|sett?ing up|put(?:ting)? in place)';
const BODY =
  '(?:mechanisms?|working groups?|groups?|networks?|channels?|hot-?lines?|lines?|cent(?:re|er)s?|agreements?|memorand(?:um|a)|mous?|treat(?:y|ies)|arrangements?|conventions?|protocols?|teams?|cells?|units?|desks?|frameworks?|committees?|task forces?|panels?|platforms?|dialogues?|commissions?|bod(?:y|ies)|points? of contact|contact points?|focal points?|liaison offic(?:e|er)s?|offices?|secretariats?|standing operating procedures?|sops?|coordinators?|co-ordinators?|liaisons?|database|fusion)';
const MEET =
  '(?:me+t(?:s|ing|ings)?|conven(?:e|es|ed|ing)|hold(?:s|ing)?|held|speak|consult|gather|reconven(?:e|es|ed|ing)|host(?:s|ed|ing)?|take place|schedul(?:e|ed|ing)|organi[sz](?:e|ing)|resum(?:e|ing))';
const SERIES =
  '(?:meetings?|sessions?|rounds?|dialogues?|consultations?|talks|summits?|working groups?|commission|committee|conference calls?|reviews?|bilaterals?)';
const CADENCED = CADENCES_EN.map((cadence) => cadence.pattern);

const SIGNALS: readonly { readonly kind: Kind; readonly re: RegExp }[] = [
  { kind: 'event-attendance', re: /^(?:to )?meet (?:on the (?:margins|sidelines)|in \p{Lu})/u },
  {
    kind: 'event-attendance',
    re: /^(?:(?:to|will|pay|visit|attend|participate)\s+)*(?:pay (?:a|an) (?:\w+ )?visit|visit(?:ing|s|ed)?\b(?! by)|attend(?:s|ing|ed)?\b|participat(?:e|es|ing) in|take part in|travel to)/iu,
  },
  {
    kind: 'event-attendance',
    re: /\b(?:conduct|hold|host|carry out|organi[sz]e|stage|undertake)(?:ing|s|ed)? (?:[\w-]+ ){0,5}(?:exercises?|conference|symposium|joint drills?|military drills?)\b/iu,
  },
  {
    kind: 'protection-measure',
    re: /\b(?:protection|security|safety|guard) (?:unit|force|division|corps|troops|measures|arrangements|cover)\b(?! cooperation)/iu,
  },
  {
    kind: 'protection-measure',
    re: /\b(?:protect(?:s|ed|ing|ion)?|safeguard(?:s|ed|ing)?|(?:security|safety)(?: [\w-]+){0,3} (?:of|for|at|to)|secur(?:e|ing)|guard(?:ing)?|improvements in safety)\b[^.;]{0,45}\b(?:nationals|citizens|personnel|workers|projects?|sites?|embass(?:y|ies)|missions?|diplomats?|premises|visitors|tourists|residents|institutions|convoys?|facilities|critical infrastructure|engineers|staff)\b/iu,
  },
  { kind: 'establish-mechanism', re: new RegExp(`\\b${CREATE}\\b(?: [\\p{L}\\p{N}’'-]+,?){0,8}? ${BODY}\\b`, 'iu') },
  {
    kind: 'establish-mechanism',
    re: new RegExp(
      `\\b(?:establishment|creation|formation|setting up|opening|launch|conclusion|signing|institutionali[sz]ation) of\\b`,
      'iu',
    ),
  },
  {
    kind: 'investigation',
    re: /\b(?:investigat(?:e|es|ed|ing|ion)|prosecut(?:e|es|ed|ing)|apprehend(?:ing)?|arrest(?:ing)?|extradit(?:e|es|ed|ing|ion|ions)|repatriation of|(?:search for|locat(?:e|ing)|trac(?:e|ing)) (?:[\w-]+ ){0,4}(?:suspects?|fugitives?|perpetrators?)|hand(?:ed|ing)? over (?:[\w-]+ ){0,6}(?:suspects?|fugitives?|criminals?|persons?|perpetrators?)|bring(?:ing)? (?:[\w-]+ ){0,8}to justice|punish|repatriat(?:e|ing) (?:[\w-]+ ){0,4}(?:suspects?|fugitives?)|suspects? .{0,50}handed over)\b/iu,
  },
  {
    kind: 'training',
    re: /\b(?:train(?:s|ed)?|training|courses|course (?:for|on|in)|workshops?|seminars?|instruct(?:ion|ors) for|exchange programm?es?|scholarships?|fellowships?|curricul(?:um|a))\b/iu,
  },
  {
    kind: 'information-sharing',
    re: /\b(?:shar(?:e|es|ed|ing)|exchang(?:e|es|ed|ing)|transmit(?:s|ted|ting)?|suppl(?:y|ies|ied)|provid(?:e|es|ed|ing)|hand(?:ed|ing)? over|furnish|send(?:ing)?|submit|notif(?:y|ies)|inform(?:ing)? each other|transfer(?:ring)?|communicat(?:e|ing)|alert(?:ing)?)\b[^.;]{0,60}\b(?:information|intelligence|data|lists?|logs?|records?|evidence|best practices|experiences?|expertise|leads|watch-?lists?|details|findings|reports?|warnings?|samples?|lessons)\b/iu,
  },
  { kind: 'information-sharing', re: /\b(?:information|intelligence|data|evidence)[- ](?:sharing|exchanges?)\b/iu },
  {
    kind: 'information-sharing',
    re: /\b(?:warn|inform|notify|alert|brief|updat\w+|consult) (?:each other|one another|the [\w-]+ (?:side|party)|\p{Lu}[\p{L}]+(?: \p{Lu}[\p{L}]+)?) (?:of|about|on|in advance)\b/u,
  },
  {
    kind: 'capacity-building',
    re: /\b(?:provid(?:e|es|ed|ing)|suppl(?:y|ies|ied|ying)|deliver(?:s|ed|ing)?|donat(?:e|es|ed|ing)|mak(?:e|es|ing) available|giv(?:e|es|ing)|offer(?:s|ed|ing)?|fund(?:s|ed|ing)?|financ(?:e|es|ed|ing)|allocat(?:e|es|ed|ing)|contribut(?:e|es|ed|ing)|increas(?:e|es|ing)|deploy(?:s|ed|ing)?|hand(?:ed|ing)? over|stand(?:ing)? up|commit(?:s|ted)?|seek(?:s|ing)?|sought|support(?:s|ing)?)\b[^.;]{0,60}\b(?:equipment|kits?|grants?|funds?|funding|money|vehicles|vessels?|boats?|ships?|drones?|cameras|radios?|motorcycles|aircraft|helicopters?|instructors|personnel|laborator(?:y|ies)|labs?|scanners?|technical (?:and \w+ )?(?:support|assistance|help)|financial (?:and \w+ )?(?:support|assistance)|assistance|support|resources|software|devices|million|billion|tools)\b/iu,
  },
  {
    kind: 'capacity-building',
    re: /\b(?:capacity[- ]building|capacit(?:y|ies)|capabilit(?:y|ies)|professional capacity|technical assistance|moderni[sz](?:e|ing|ation))\b/iu,
  },
];

const RECURRING: readonly RegExp[] = [
  /\b(?:hold|holding|convene|convening) (?:its|their|the) (?:first|inaugural) (?:meeting|session|round|consultations)\b/iu,
  new RegExp(
    `\\b${MEET}\\b.{0,80}\\b(?:next|another|regular|annual|quarterly|monthly|biannual|bi-annual|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\\d{1,2}(?:st|nd|rd|th))\\b.{0,60}\\b${SERIES}\\b`,
    'iu',
  ),
  new RegExp(
    `\\b(?:next|another|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|regular|follow-up|subsequent|future)\\b.{0,60}\\b${SERIES}\\b`,
    'iu',
  ),
  new RegExp(
    `\\b(?:hold|conven(?:e|ing)|holding|reconvene|resum(?:e|ing))\\b(?: [\\p{L}\\d+’'-]+){0,8} (?:working group|dialogue|consultations|commission|committee|talks)\\b(?! of experts)`,
    'iu',
  ),
  /\bmeet (?:again|regularly|periodically)\b/iu,
  new RegExp(
    `\\b(?:maintain|continue|sustain|regulari[sz]e|resum\\w+)(?:ing)? (?:the |their |regular |annual )*(?:[\\p{L}’'-]+ ){0,5}${SERIES}\\b`,
    'iu',
  ),
];

/** An institution's name says what it is, not what is undertaken: "support to the National Investigation Agency". */
const NAMES = /(?<=\s)(?:the )?(?:\p{Lu}[\p{L}’'-]*)(?: (?:of |for |and |on )?\p{Lu}[\p{L}’'-]*)+(?: \(\p{Lu}+\))?/gu;
const OF_MECHANISMS: ReadonlySet<Kind> = new Set(['establish-mechanism', 'information-sharing']);

export function kindOf(content: string): Judged {
  const clause = content.replace(/\s+/gu, ' ').slice(0, 800);
  const head = headOf(clause);
  const cadence = CADENCED.map((re) => re.exec(clause)?.[0]).find((found) => found !== undefined);
  const opening = head.split(' ').slice(0, 6).join(' ');
  const meets =
    new RegExp(`\\b(?:${MEET}|talk|call|contact|communicate|visits?|review)\\b`, 'iu').exec(opening) ??
    new RegExp(`\\b${SERIES}\\b`, 'iu').exec(head);
  if (cadence !== undefined && meets && !/\b(?:train|course|exercise|seminar|workshop)/iu.test(head))
    return { kind: 'recurring-meeting', why: `${meets[0]} … ${cadence}` };
  for (const part of head === clause ? [clause] : [head, clause]) {
    if (part === head)
      for (const re of RECURRING) {
        const found = re.exec(part);
        if (found) return { kind: 'recurring-meeting', why: shorten(found[0]) };
      }
    const nameless = part.replace(NAMES, 'Xx');
    const hits = SIGNALS.flatMap(({ kind, re }) => {
      const found = re.exec(OF_MECHANISMS.has(kind) ? part : nameless);
      return found ? [{ kind, why: shorten(found[0]) }] : [];
    });
    const first = hits[0];
    if (first === undefined) continue;
    const support = new Set(
      hits
        .map((hit) => hit.kind)
        .filter((kind) => kind === 'training' || kind === 'information-sharing' || kind === 'capacity-building'),
    );
    // money, equipment, staff and courses together are capacity-building
    if (support.size > 1 && (first.kind === 'training' || first.kind === 'capacity-building'))
      return { kind: 'capacity-building', why: hits.map((hit) => hit.why).join(' + ') };
    return first;
  }
  return { kind: 'other', why: 'no word of a more particular kind' };
}

/** Verb and object, without the purpose that follows: "share data | to detect laundering". */
export function headOf(clause: string): string {
  const words = clause.split(' ');
  for (let i = 3; i < words.length; i += 1) {
    const word = words[i]?.toLowerCase();
    if (
      word === 'to' &&
      /^[a-z]+$/u.test(words[i + 1] ?? '') &&
      !/^(?:the|a|an|all|each|its|their|our|date|be)$/u.test(words[i + 1] ?? '') &&
      !/^(?:continue|work|agree|seek|commit|aim|plan|intend|hope)(?:s|d|ed|ing)?$/u.test(words[i - 1] ?? '')
    )
      return words.slice(0, i).join(' ');
    if (word === 'so' || (word === 'in' && words[i + 1] === 'order')) return words.slice(0, i).join(' ');
  }
  return clause;
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
