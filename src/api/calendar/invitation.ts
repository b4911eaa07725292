import { createHash } from 'node:crypto';
import type { Mail } from '#api/notices/compose.ts';
import { meetingEvent, calendarOf, type Writing } from './ical.ts';
import type { MeetingItem } from './item.ts';
import { component, utc, written, type Component, type Property } from './jcal.ts';
import { mayBeTold, summaryOf } from './texts.ts';
import { calendarWords } from './words.ts';

export type Method = 'REQUEST' | 'CANCEL';
type Between = { readonly from: string; readonly to: string; readonly sequence: number; readonly method: Method };

export const methodFor = (item: MeetingItem | undefined): Method =>
  item === undefined || item.status === 'cancelled' ? 'CANCEL' : 'REQUEST';

/** What somebody is told by an invitation: told anew only if it changed. */
export function toldBy(item: MeetingItem | undefined, { reader }: Pick<Writing, 'reader'>): Uint8Array {
  const says =
    item === undefined
      ? ['CANCEL']
      : [
          methodFor(item),
          summaryOf(item, reader),
          item.startsAt.toISOString(),
          item.endsAt.toISOString(),
          item.timeZone,
          item.status,
          mayBeTold(item, reader) ? item.place : null,
        ];
  return createHash('sha256').update(JSON.stringify(says)).digest();
}

/** RFC 5546, sections 3.2.2 and 3.2.5. Of what one may not see any more there is nothing but that it is off. */
export function writeInvitation(
  item: MeetingItem | undefined,
  meeting: string,
  { from, to, sequence, method, ...writing }: Between & Writing,
): Promise<string> {
  const [name, properties] = item
    ? meetingEvent({ ...item, changes: sequence }, writing)
    : (['vevent', goneOf(meeting, sequence, writing.now)] as const);
  const fixed = properties.map((one): Property =>
    one[0] === 'dtstamp' ? ['dtstamp', {}, 'date-time', utc(writing.now)] : one,
  );
  const event: Component = component(name, [
    ...fixed,
    ['organizer', { cn: 'Entente' }, 'cal-address', `mailto:${from}`],
    ['attendee', { role: 'REQ-PARTICIPANT', partstat: 'NEEDS-ACTION', rsvp: 'FALSE' }, 'cal-address', `mailto:${to}`],
  ]);
  return written(calendarOf([['method', {}, 'text', method]], [event]));
}

const goneOf = (meeting: string, sequence: number, now: Date): readonly Property[] => [
  ['uid', {}, 'text', meeting],
  ['dtstamp', {}, 'date-time', utc(now)],
  ['sequence', {}, 'integer', sequence],
  ['status', {}, 'text', 'CANCELLED'],
];

/** The words beside it, for programs that know no calendars. */
export function letterOf(
  item: MeetingItem | undefined,
  {
    reader,
    method,
    sequence,
    link,
  }: Pick<Writing, 'reader'> & Omit<Between, 'from' | 'to'> & { readonly link: string },
): Mail {
  const words = calendarWords(reader.locale);
  const title = item ? summaryOf(item, reader) : words.meeting;
  const subject = (method === 'CANCEL' ? words.cancelled : sequence > 0 ? words.changed : words.invited).replace(
    '{title}',
    () => title,
  );
  const language = reader.locale;
  const dir = language.startsWith('ur') ? 'rtl' : 'ltr';
  return {
    subject,
    text: `${words.body}\n\n${link}\n`,
    html: `<!doctype html>\n<html lang="${language}" dir="${dir}"><head><meta charset="utf-8"></head><body><div lang="${language}" dir="${dir}"><p>${words.body}</p><p><a href="${link}">${link}</a></p></div></body></html>\n`,
    language,
  };
}
