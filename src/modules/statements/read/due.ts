import { datesIn } from './dates.ts';
import type { Document } from './document.ts';
import type { Span } from './reading.ts';

/** Stage 6d: the date by which, if the clause gives one. "By" and "before" outweigh "in"; "instead of" and "since" do not count. */
export function dueIn(doc: Document, span: Span): { readonly value: string; readonly words: string } | undefined {
  const text = doc.text.slice(span.start, span.end).replace(/\n/gu, ' ');
  const dates = datesIn(text, span.start, doc.year).filter(
    (date) =>
      !/\b(?:instead of|rather than|since|adopted in|signed in|(?<!be )held in|of) $/u.test(
        doc.text.slice(Math.max(span.start, date.start - 16), date.start),
      ),
  );
  const past = (value: string): boolean =>
    doc.date !== undefined && /^\d{4}(?:-\d\d){0,2}$/u.test(value) && value < doc.date.slice(0, value.length);
  const firm = dates.find(
    (date) =>
      /\b(?:by|before|no later than|until|end of) (?:the )?$/u.test(
        doc.text.slice(Math.max(span.start, date.start - 16), date.start),
      ) || /^(?:by|before)/u.test(doc.text.slice(date.start, date.end)),
  );
  const rolled = (date: (typeof dates)[number]): string =>
    !date.yearGiven && /^\d{4}-/u.test(date.value) && past(date.value)
      ? `${Number(date.value.slice(0, 4)) + 1}${date.value.slice(4)}`
      : date.value;
  const chosen = firm ?? dates.find((date) => !past(rolled(date)));
  if (chosen) return { value: rolled(chosen), words: doc.text.slice(chosen.start, chosen.end) };
  const early = /\bat (?:the|an) earliest (?:possible )?(?:opportunity|convenience|time)|as soon as possible/u.exec(
    text,
  );
  return early ? { value: early[0], words: early[0] } : undefined;
}
