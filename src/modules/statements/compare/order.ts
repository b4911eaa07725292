import { chineseDatesIn } from '../read/chinese/dates.ts';
import { datesIn } from '../read/dates.ts';
import { languageOf } from '../read/language.ts';
import { urduDatesIn } from '../read/urdu/dates.ts';

const HEAD = 1500;

/** The first full date of a text: its dateline, as a rule. */
function dateOf(text: string): string | undefined {
  const [head, lang] = [text.slice(0, HEAD), languageOf(text)];
  const year = /(?<!\d)(?:19|20|21)\d\d(?!\d)/u.exec(head)?.[0] ?? '';
  const dates =
    lang === 'zh' ? chineseDatesIn(head, 0, year) : lang === 'ur' ? urduDatesIn(head, 0, year) : datesIn(head, 0, year);
  return dates.find(({ value }) => /^\d{4}-\d\d-\d\d$/u.test(value))?.value;
}

/** As they are given, which is oldest first; turned round when their dates say that the newest was given first. */
export function oldestFirst<Held extends { readonly text: string }>(statements: readonly Held[]): Held[] {
  const dates = statements.map(({ text }) => dateOf(text));
  const turned =
    dates.length > 1 && dates.every((date, n) => date !== undefined && (n === 0 || date < (dates[n - 1] ?? '')));
  return turned ? [...statements].reverse() : [...statements];
}
