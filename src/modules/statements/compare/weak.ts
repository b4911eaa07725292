import { chineseDatesIn } from '../read/chinese/dates.ts';
import { chineseCadence, chineseKind } from '../read/chinese/kinds.ts';
import { datesIn } from '../read/dates.ts';
import { kindOf } from '../read/kinds.ts';
import type { CommitmentRecord, Language, Span, Status } from '../read/reading.ts';
import { recurrenceIn } from '../read/recurrence.ts';
import { ENGLISH } from '../read/rules.ts';
import { urduDatesIn } from '../read/urdu/dates.ts';
import { urduCadence, urduKind } from '../read/urdu/kinds.ts';
import { clausesIn } from './clauses.ts';
import type { Clause } from './clauses.ts';
import { isDone } from './done.ts';
import type { Page } from './profile.ts';

/**
 * Clauses that are no undertaking by themselves ("exchanged views on …"), and those that the reader passed over. When the other
 * text undertakes the same, they are how this side tells it. Looked at for that alone.
 */
const TALK: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:exchang\w+ (?:of )?(?:views|opinions|ideas)|discuss\w*|explor\w+|consider\w*|touched (?:up)?on|talked about|raised|addressed|examin\w+|stud(?:y|ied)|possibilit\w+|prospects?|feasibilit\w+|interest(?:ed)? in|propos\w+|suggest\w+|readiness|willingness|importance of|need (?:for|to)|took note of|noted)\b/iu,
  zh: /交换(?:了)?意见|讨论|探讨|研究|考虑|提议|建议|提出|愿|关切|注意到/u,
  ur: /تبادلہ[ٔء]? ?خیال|زیر بحث|زیرِ بحث|بات چیت|غور|تجویز|آمادگی|دلچسپی|جائزہ|اہمیت|ضرورت/u,
};
const OWED: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:will|shall|agree[ds]?|undertook|undertake|pledged?|commit\w*|decided|promis\w*|offered|vow\w*|plans?|intends?|ready to|to be|is to|are to|would|requested|asked|urged|invited|repeated|reaffirm\w*|reiterat\w*|renew\w*|confirm\w*)\b/iu,
  zh: /将|同意|商定|承诺|决定|计划|请求|要求|希望|邀请|重申|拟|达成/u,
  ur: /(?:گا|گے|گی)(?=[ ۔،]|$)|اتفاق|فیصلہ|عزم|وعدہ|درخواست|دعوت|کہا/u,
};
const MOST_CLAUSES = 4000;

export type WeakClause = { readonly record: CommitmentRecord; readonly isTalk: boolean };

/** Every such clause of a text that touches no record of its reading. */
export function weakClausesIn(page: Page, records: readonly Span[]): WeakClause[] {
  const sorted = [...records].sort((a, b) => a.start - b.start);
  const found: WeakClause[] = [];
  for (const sentence of page.sentences) {
    for (const clause of clausesIn(page.text, sentence, page.lang)) {
      if (found.length >= MOST_CLAUSES) return found;
      if (touches(sorted, clause)) continue;
      const isTalk = TALK[page.lang].test(clause.text);
      if ((!isTalk && !OWED[page.lang].test(clause.text)) || isDone(clause.text, page.lang)) continue;
      found.push({ record: recordOf(clause, page, isTalk), isTalk });
    }
  }
  return found;
}

function touches(sorted: readonly Span[], { start, end }: Span): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return (sorted[low]?.start ?? Infinity) < end;
}

function recordOf(clause: Clause, { lang, year }: Page, isTalk: boolean): CommitmentRecord {
  const { text } = clause;
  const { kind } = lang === 'en' ? kindOf(text, ENGLISH.kinds) : lang === 'zh' ? chineseKind(text) : urduKind(text);
  const recurrence =
    lang === 'en' ? recurrenceIn(text, kind) : lang === 'zh' ? chineseCadence(text, kind) : urduCadence(text);
  const dates =
    lang === 'en' ? datesIn(text, 0, year) : lang === 'zh' ? chineseDatesIn(text, 0, year) : urduDatesIn(text, 0, year);
  const due = dates.find(({ value }) => value.slice(0, 4) >= year)?.value;
  return {
    start: clause.start,
    end: clause.end,
    kind,
    responsible: 'both',
    status: statusOf(text, lang, isTalk),
    why: [isTalk ? 'talked about' : 'not read as an undertaking'],
    ...(recurrence ? { recurrence } : {}),
    ...(due ? { due } : {}),
  };
}

function statusOf(text: string, lang: Language, isTalk: boolean): Status {
  const asks = { en: /\b(?:request|ask|urge)/iu, zh: /请求|要求|希望/u, ur: /درخواست|سے کہا/u }[lang];
  if (asks.test(text)) return 'requested';
  if ({ en: /\binvit/iu, zh: /邀请/u, ur: /دعوت/u }[lang].test(text)) return 'invited';
  return isTalk ? 'proposed' : 'agreed';
}
