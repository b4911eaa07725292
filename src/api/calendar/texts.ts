import { mayFactsBeNamed } from '#api/notices/compose.ts';
import type { Caller } from '#api/caller.ts';
import type { Title } from '#api/titles.ts';
import type { CalendarItem } from './item.ts';
import { calendarWords } from './words.ts';

/**
 * Whether what it says may go where calendars and mail keep it: by the rule for messages, and never if any property is marked by
 * itself. Of all else a calendar has the time and the reference.
 */
export function mayBeTold(
  { from }: Pick<CalendarItem, 'from'>,
  { seen, known }: Pick<Caller, 'seen' | 'known'>,
): boolean {
  return from.every(({ class: number, object }) => {
    const facts = seen.find(({ id }) => id === number)?.facts;
    return facts !== undefined && object['granular_markings'] === undefined && mayFactsBeNamed(facts, known);
  });
}

export function inLanguage(text: Title, locale: string): string {
  if (typeof text === 'string') return text;
  return text[locale] ?? text[locale.split('-')[0] ?? ''] ?? text['en'] ?? Object.values(text)[0] ?? '';
}

export function summaryOf(item: CalendarItem, caller: Pick<Caller, 'seen' | 'known' | 'locale'>): string {
  const title = item.title !== null && mayBeTold(item, caller) ? inLanguage(item.title, caller.locale) : '';
  return title === '' ? calendarWords(caller.locale)[item.kind] : title;
}
