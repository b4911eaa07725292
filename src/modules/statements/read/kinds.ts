import { CADENCES_EN } from '../data/calendar.ts';
import type { Group, Lexicon } from './lexicon.ts';
import { oneOf } from './lexicon.ts';
import type { Kind } from './reading.ts';

/** Stage 6a: what sort of undertaking. The head (verb and object, before a purpose) decides; then the whole clause. */
export type Judged = { readonly kind: Kind; readonly why: string };

type Signal = { readonly kind: Kind; readonly re: RegExp };
export type KindWords = {
  readonly signals: readonly Signal[];
  readonly recurring: readonly RegExp[];
  readonly meets: RegExp;
  readonly series: RegExp;
};

const CADENCED = CADENCES_EN.map((cadence) => cadence.pattern);

/** What a verb and its object say together; the words are the lexicon's. Order is precedence. */
export function kindWords(lexicon: Lexicon): KindWords {
  const any = (group: Group): string => oneOf(lexicon[group]);
  const GAP = "(?: [\\p{L}\\p{N}’'-]+,?){0,8}?";
  const re = (source: string, flags = 'iu'): RegExp => new RegExp(source, flags);
  const series = any('gathering (series)');
  const meet = any('meet');
  return {
    meets: re(`\\b${meet}\\b`),
    series: re(`\\b${series}\\b`),
    recurring: [
      re(
        `\\b(?:hold|holding|convene|convening) (?:its|their|the) (?:first|inaugural) (?:meeting|session|round|consultations)\\b`,
      ),
      re(`\\b${meet}\\b.{0,80}\\b${any('next of a series')}\\b.{0,60}\\b${series}\\b`),
      re(`\\b${any('next of a series')}\\b.{0,60}\\b${series}\\b`),
      re(
        `\\b(?:hold|conven(?:e|ing)|holding|reconvene|resum(?:e|ing))\\b(?: [\\p{L}\\d+’'-]+){0,8} (?:working group|dialogue|consultations|commission|committee|talks)\\b(?! of experts)`,
      ),
      re(`\\b${any('meeting again')}\\b`),
      re(
        `\\b(?:working groups?|committees?|commissions?|dialogues?|delegations|ministers|experts|coordinators) (?:meet|convene)\\b`,
      ),
      re(
        `\\b(?:maintain|sustain|regulari[sz]e|resum\\w+)(?:ing)? (?:the |their |regular |annual )*(?:[\\p{L}’'-]+ ){0,5}${series}\\b`,
      ),
      re(`\\bregular\\b.{0,40}\\b${series}\\b`),
    ],
    signals: [
      { kind: 'event-attendance', re: re('^(?:to )?meet (?:on the (?:margins|sidelines)|in \\p{Lu})', 'u') },
      {
        kind: 'event-attendance',
        re: re(`^(?:(?:to|will|be|also)\\s+)*(?:pay (?:a|an) (?:\\w+ )?visit|${any('go to')})\\b(?! by)`),
      },
      {
        kind: 'event-attendance',
        re: re(`\\b${any('stage')}(?:ing|s|ed)? (?:[\\w-]+ ){0,5}${any('one-off gathering')}\\b`),
      },
      {
        kind: 'protection-measure',
        re: re(`\\b(?:protection|security|safety|guard) ${any('guard force')}\\b(?! cooperation)`),
      },
      {
        kind: 'protection-measure',
        re: re(
          `\\b(?:${any('guard')}|(?:security|safety)(?: [\\w-]+){0,3} (?:of|for|at|to))\\b[^.;]{0,45}\\b${any('guarded')}\\b`,
        ),
      },
      { kind: 'establish-mechanism', re: re(`\\b${any('make (mechanism)')}\\b${GAP} ${any('mechanism')}\\b`) },
      { kind: 'establish-mechanism', re: re(`\\b${any('making of')}\\b`) },
      {
        kind: 'investigation',
        re: re(
          `\\b(?:${any('pursue a case')}|${any('look for or hand over')} (?:[\\w-]+ ){0,6}${any('person wanted')}|bring(?:ing)? (?:[\\w-]+ ){0,8}(?:to justice|to account)|${any('person wanted')} .{0,60}(?:handed over|surrendered|brought to justice|extradited|traced))\\b`,
        ),
      },
      { kind: 'training', re: re(`\\b${any('teach')}\\b`) },
      { kind: 'information-sharing', re: re(`\\b${any('pass on')}\\b[^.;]{0,60}\\b${any('what is passed on')}\\b`) },
      { kind: 'information-sharing', re: re(`\\b${any('sharing itself')}\\b`) },
      {
        kind: 'information-sharing',
        re: re(
          `\\b${any('tell each other')} (?:each other|one another|the [\\w-]+ (?:side|party)|\\p{Lu}[\\p{L}]+(?: \\p{Lu}[\\p{L}]+)?) (?:of|about|on|in advance)\\b`,
          'u',
        ),
      },
      { kind: 'capacity-building', re: re(`\\b${any('give (means)')}\\b[^.;]{0,60}\\b${any('means')}\\b`) },
      { kind: 'capacity-building', re: re(`\\b${any('build up')}\\b`) },
    ],
  };
}

/** An institution's name says what it is, not what is undertaken: "support to the National Investigation Agency". */
const NAMES = /(?<=\s)(?:the )?(?:\p{Lu}[\p{L}’'-]*)(?: (?:of |for |and |on )?\p{Lu}[\p{L}’'-]*)+(?: \(\p{Lu}+\))?/gu;
const OF_MECHANISMS: ReadonlySet<Kind> = new Set(['establish-mechanism', 'information-sharing']);

/** Where, at the latest, the words that make a clause one of sharing or of support begin. */
const LEADS = 60;

export function kindOf(content: string, words: KindWords): Judged {
  const clause = content.replace(/\s+/gu, ' ').slice(0, 800);
  const head = headOf(clause);
  const cadence = CADENCED.map((re) => re.exec(clause)?.[0]).find((found) => found !== undefined);
  const opening = head.split(' ').slice(0, 6).join(' ');
  const meets = words.meets.exec(opening) ?? words.series.exec(head);
  if (cadence !== undefined && meets && !/\b(?:train|course|exercise|seminar|workshop)/iu.test(head))
    return { kind: 'recurring-meeting', why: `${meets[0]} … ${cadence}` };
  for (const part of head === clause ? [clause] : [head, clause]) {
    if (part === head)
      for (const re of words.recurring) {
        const found = re.exec(part);
        if (found) return { kind: 'recurring-meeting', why: shorten(found[0]) };
      }
    const nameless = part.replace(NAMES, 'Xx');
    const hits = words.signals.flatMap(({ kind, re }) => {
      const found = re.exec(OF_MECHANISMS.has(kind) ? part : nameless);
      // "… with a focus on borders and information sharing": what comes late in a clause is not its kind
      const leads =
        found !== null && ((kind !== 'information-sharing' && kind !== 'capacity-building') || found.index <= LEADS);
      return found ? [{ kind, why: shorten(found[0]), leads }] : [];
    });
    const first = hits.find(({ leads }) => leads);
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
    // "…, especially in training" names an example
    if (/^(?:especially|particularly|notably)$/u.test(word ?? '')) return words.slice(0, i).join(' ');
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
