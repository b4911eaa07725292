import { z } from 'zod';
import { RecordView } from '#contract/records.ts';
import { Localized } from '#contract/session.ts';
import { cursor, next, type Shape } from '#contract/shape.ts';

/** How a meeting stands over all its proposals (docs/protocol/lifecycle.md). */
export const MEETING_STATES = [
  'proposed',
  'declined',
  'agreed',
  'postponed',
  'disputed',
  'held',
  'cancelled',
  'crossed',
] as const;

/** When and where, as one proposal has it. */
export const Schedule = z.object({
  record: z.string().describe('the meeting, or the record that moves it'),
  modified: z.string(),
  c: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  timeZone: z.string().describe('of the place'),
  format: z.string(),
  place: Localized.nullable(),
  host: z.string().nullable(),
});
export type Schedule = z.infer<typeof Schedule>;

export const MeetingSummary = z.object({
  id: z.string(),
  title: Localized,
  accord: z.string().nullable(),
  body: z.string(),
  series: z.string().nullable(),
  recurrenceId: z.string().nullable(),
  state: z.enum(MEETING_STATES),
  schedule: Schedule.nullable().describe(
    'what both agreed on, or had when it was postponed; null before, or if its text is not the reader’s to see',
  ),
  open: z.array(Schedule).describe('proposals that nobody has answered yet'),
  because: z.string().nullable().describe('the reason given for a postponement, refusal or cancellation'),
});
export type MeetingSummary = z.infer<typeof MeetingSummary>;

/** What other modules, and the last meeting, offer for the agenda. */
export const AGENDA_POINTS = [
  'overdue-commitment',
  'due-commitment',
  'stalled-commitment',
  'reannounced-commitment',
  'last-action',
  'carried-over',
] as const;
export const AgendaPoint = z.object({
  kind: z.enum(AGENDA_POINTS),
  record: z.string(),
  path: z.string(),
  title: z.union([z.string(), Localized]).nullable(),
  state: z.string(),
  due: z.string().nullable(),
});
export type AgendaPoint = z.infer<typeof AgendaPoint>;

const SideQuorum = z.object({ present: z.number().int(), hasCoChair: z.boolean(), isMet: z.boolean() });

export const MeetingView = MeetingSummary.extend({
  meeting: RecordView,
  moves: z.array(RecordView).describe('records that propose another time or place for it'),
  agenda: z.array(RecordView).describe('items of both sides, in the one order'),
  papers: z.array(RecordView).describe('documents that items of the agenda name, as far as the reader sees them'),
  languages: z.array(z.string()).describe('of the body: in which papers and minutes are to be'),
  points: z.array(AgendaPoint).describe('what could be on the agenda and is not'),
  delegations: z.record(z.string(), RecordView).describe('by party'),
  attendance: z.record(z.string(), RecordView).describe('by party'),
  quorum: z
    .object({ isMet: z.boolean(), eachSide: z.number().int(), bySide: z.record(z.string(), SideQuorum) })
    .nullable()
    .describe('by the terms that both agreed'),
  minutes: z.array(RecordView),
  decisions: z.array(RecordView),
  actions: z.array(RecordView),
  divergences: z.array(RecordView).describe('reports on how the published accounts of it diverge, newest first'),
});
export type MeetingView = z.infer<typeof MeetingView>;

export const Beat = z.object({
  recurrenceId: z.string(),
  plannedAt: z.string(),
  outcome: z.enum(['held', 'agreed', 'proposed', 'postponed', 'cancelled', 'missed', 'ahead']),
  meeting: z.string().nullable(),
  at: z.string().nullable(),
  slipDays: z.number().int().nullable(),
  because: z.string().nullable(),
});
export type Beat = z.infer<typeof Beat>;

export const Cadence = z.object({
  beats: z.array(Beat),
  planned: z.number().int().describe('occurrences that should have been by now'),
  held: z.number().int(),
  postponed: z.number().int(),
  missed: z.number().int(),
  meanSlipDays: z.number().nullable(),
  plannedEveryDays: z.number().nullable(),
  heldEveryDays: z.number().nullable(),
});
export type Cadence = z.infer<typeof Cadence>;

export const SeriesView = z.object({ series: RecordView, cadence: Cadence });
export type SeriesView = z.infer<typeof SeriesView>;

export const BodyView = z.object({
  body: RecordView,
  series: z.array(SeriesView),
  meetings: z.array(MeetingSummary).describe('the newest twenty'),
  waiting: z.array(RecordView).describe('agenda items of no meeting yet'),
});
export type BodyView = z.infer<typeof BodyView>;

export const DAY_REASONS = [
  'weekend',
  'holiday',
  'half-day',
  'holiday-may-shift',
  'outside-hours',
  'unknown-calendar',
] as const;
export const WeighedDay = z.object({
  startsAt: z.string(),
  endsAt: z.string(),
  reasons: z.array(
    z.object({ party: z.string(), kind: z.enum(DAY_REASONS), day: z.string(), name: z.string().nullable() }),
  ),
});
export type WeighedDay = z.infer<typeof WeighedDay>;

export const SuggestedDates = z.object({
  occurrences: z.array(
    z.object({
      recurrenceId: z.string(),
      planned: WeighedDay,
      suggested: z.array(WeighedDay).describe('the nearest days that suit both sides, the best first'),
      avoided: z.array(WeighedDay).describe('days near it that do not, and why'),
    }),
  ),
});
export type SuggestedDates = z.infer<typeof SuggestedDates>;

export const MinutesDraft = z.object({
  texts: z.record(z.string(), z.string()).describe('by the languages of the body in which the node has words'),
});
export type MinutesDraft = z.infer<typeof MinutesDraft>;

export const BodyList = z.object({ bodies: z.array(RecordView), next });
export const MeetingList = z.object({ meetings: z.array(MeetingSummary), next });
export type MeetingList = z.infer<typeof MeetingList>;

export const meetingsApi = {
  listBodies: {
    summary: 'Joint bodies, newest first',
    query: z.strictObject({ accord: z.string(), cursor }),
    answers: { 200: BodyList },
  },
  readBody: { summary: 'A joint body with its series and meetings', answers: { 200: BodyView } },
  readSeries: { summary: 'A series: planned against held', answers: { 200: SeriesView } },
  suggestDates: {
    summary: 'Dates for the next meetings of a series that suit both calendars, and why not others',
    query: z.strictObject({
      from: z.iso.date().optional().describe('from this day on; today if left out'),
      count: z
        .string()
        .regex(/^([1-9]|1[0-2])$/, 'must be from 1 to 12')
        .optional()
        .describe('how many occurrences; 4 if left out'),
    }),
    answers: { 200: SuggestedDates },
  },
  listMeetings: {
    summary: 'Meetings of an accord or a body, newest first',
    query: z.strictObject({ accord: z.string(), body: z.string().optional(), cursor }),
    answers: { 200: MeetingList },
  },
  readMeeting: { summary: 'A meeting with all that belongs to it', answers: { 200: MeetingView } },
  draftMinutes: {
    summary:
      'Words to begin minutes with: who was there, items, decisions and actions that the other side may have too',
    answers: { 200: MinutesDraft },
  },
} satisfies Record<string, Shape>;
