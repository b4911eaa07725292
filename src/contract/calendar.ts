import { z } from 'zod';
import { Localized } from '#contract/session.ts';
import { line, type Shape } from '#contract/shape.ts';

/** `occurrence`: what a series plans, without a meeting of its own yet. `programme`: a point of that of a visit. */
export const CALENDAR_KINDS = ['meeting', 'occurrence', 'visit', 'programme', 'due'] as const;
export const CALENDAR_STATUSES = ['confirmed', 'tentative', 'cancelled'] as const;

export const CalendarEntry = z.object({
  kind: z.enum(CALENDAR_KINDS),
  record: z.string().describe('of an occurrence, the series'),
  recurrenceId: z.string().nullable().describe('local, in the time zone of the series; of a programme, which point'),
  path: z.string().describe('the page about it'),
  title: z.union([z.string(), Localized]).nullable(),
  accord: z.string().nullable(),
  body: z.string().nullable(),
  state: z.string(),
  status: z.enum(CALENDAR_STATUSES),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  timeZone: z.string().nullable().describe('of the place'),
  place: Localized.nullable(),
  because: z.string().nullable(),
  day: z.string().nullable().describe('of what is due: the last day that its date can mean; of a visit, the first'),
  lastDay: z.string().nullable().describe('of a visit'),
  due: z.string().nullable().describe('as stated'),
  percent: z.number().int().nullable(),
});
export type CalendarEntry = z.infer<typeof CalendarEntry>;

export const Calendar = z.object({
  entries: z.array(CalendarEntry).describe('by their time; of a day, what is due first'),
  bodies: z.array(z.object({ id: z.string(), name: Localized })),
});
export type Calendar = z.infer<typeof Calendar>;

export const DUE_AS = ['tasks', 'days'] as const;
const at = z.string();
export const CalendarLink = z.object({
  id: z.string(),
  name: z.string(),
  dueAs: z.enum(DUE_AS),
  madeAt: at,
  renewedAt: at.nullable(),
  lastReadAt: at.nullable().describe('to the minute'),
});
export type CalendarLink = z.infer<typeof CalendarLink>;
export const CalendarLinks = z.object({ links: z.array(CalendarLink) });
export type CalendarLinks = z.infer<typeof CalendarLinks>;
export const MadeCalendarLink = z.object({ id: z.string(), url: z.string().describe('shown this once') });
export type MadeCalendarLink = z.infer<typeof MadeCalendarLink>;
export const NewCalendarLink = z.strictObject({
  name: line(100),
  dueAs: z.enum(DUE_AS).describe('due dates as tasks, or as days for programs that do not show tasks'),
});
export type NewCalendarLink = z.infer<typeof NewCalendarLink>;

const persons = z.array(z.string().min(1).max(200)).min(1).max(100);
export const INVITATION_ANSWERS = ['accepted', 'declined', 'tentative'] as const;
/** People of this node who get a meeting by e-mail. */
export const Invitations = z.object({
  canSend: z.boolean().describe('false: this node has no mail server yet'),
  invitations: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      hasAddress: z.boolean().describe('false: sent once they give one'),
      invitedAt: at,
      state: z.enum(['waiting', 'sent', 'withdrawn', 'ended']),
      isTold: z.boolean().describe('the last of it was sent'),
      why: z.string().nullable(),
      answer: z.enum(INVITATION_ANSWERS).nullable().describe('as somebody entered it'),
      answeredAt: at.nullable(),
    }),
  ),
});
export type Invitations = z.infer<typeof Invitations>;

const done = z.object({ done: z.literal(true) });

export const calendarApi = {
  readCalendar: {
    summary: 'Meetings, planned occurrences and due dates of some days, across bodies',
    query: z.strictObject({
      from: z.iso.date(),
      until: z.iso.date().describe('the first day after; at most 400 days later'),
      accord: z.string().optional(),
    }),
    answers: { 200: Calendar },
  },
  inviteToMeeting: {
    summary: 'Sends a meeting by e-mail to people of this node, and every change of it from then on',
    body: z.strictObject({ persons }),
    answers: {
      200: z.object({ withoutAddress: z.array(z.string()).describe('who gave no e-mail address: sent once they do') }),
    },
  },
  readInvitations: {
    summary: 'Who was invited to a meeting, what was sent, and what they answered',
    answers: { 200: Invitations },
  },
  withdrawInvitations: {
    summary: 'Takes invitations back: who was told is sent a cancellation',
    body: z.strictObject({ persons }),
    answers: { 200: Invitations },
  },
  answerInvitation: {
    summary: 'Notes what somebody answered; null: nothing yet',
    body: z.strictObject({ person: z.string().min(1).max(200), answer: z.enum(INVITATION_ANSWERS).nullable() }),
    answers: { 200: Invitations },
  },
  listCalendarLinks: { summary: 'One’s living calendar links, without their secrets', answers: { 200: CalendarLinks } },
  makeCalendarLink: {
    summary: 'A secret link by which a calendar program reads what one may see',
    body: NewCalendarLink,
    answers: { 201: MadeCalendarLink },
  },
  renewCalendarLink: {
    summary: 'Another secret for a link; the old one opens nothing any more',
    answers: { 201: MadeCalendarLink },
  },
  revokeCalendarLink: { summary: 'Ends a calendar link', answers: { 200: done } },
} satisfies Record<string, Shape>;
