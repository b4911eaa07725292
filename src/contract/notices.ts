import { z } from 'zod';
import { Localized } from '#contract/session.ts';
import { cursor, next, type Shape } from '#contract/shape.ts';
import { NOTICE_KIND_NAMES, PACES, type NoticeKind } from '#kernel/notices/kinds.ts';

/** As the record has it: a text, or one in several languages. */
export const Title = z.union([z.string(), Localized]);
const Kind = z.enum(NOTICE_KIND_NAMES as [NoticeKind, ...NoticeKind[]]);
const Minute = z.number().int().min(0).max(1439).describe('of the day, in the person’s time zone');

export const NoticeView = z.object({
  id: z.string(),
  kind: Kind,
  at: z.string(),
  read: z.boolean(),
  record: z
    .object({ id: z.string(), type: z.string(), title: Title.nullable() })
    .nullable()
    .describe('its title by what the caller may see of it'),
  accord: z.string().nullable(),
  path: z.string().nullable().describe('the page where it is seen, if it is not a record’s'),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).describe('never content: a verb, a state, a party'),
});
export type NoticeView = z.infer<typeof NoticeView>;

export const NoticeList = z.object({ notices: z.array(NoticeView), next });
export type NoticeList = z.infer<typeof NoticeList>;

export const Unread = z.object({ unread: z.number().int().describe('at most 1,000') });
export type Unread = z.infer<typeof Unread>;

export const NewlyRead = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(100) }),
  z.strictObject({ all: z.literal(true), until: z.iso.datetime().describe('none that came later') }),
]);

const Choice = z.object({ mail: z.enum(PACES), webhook: z.enum(PACES) });

export const NoticeSettings = z.strictObject({
  email: z.email().max(254).nullable(),
  timeZone: z.string().max(64),
  quiet: z.strictObject({ from: Minute, until: Minute }).nullable(),
  urgentBreaks: z.boolean().describe('urgent kinds come also in quiet hours'),
  digestAt: Minute,
  kinds: z.partialRecord(Kind, Choice),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

export const WebhookView = z.object({
  id: z.string(),
  url: z.string(),
  since: z.string(),
  failures: z.number().int(),
  disabled: z.string().nullable(),
});
export type WebhookView = z.infer<typeof WebhookView>;

export const NoticeSettingsView = NoticeSettings.extend({
  webhooks: z.array(WebhookView),
  canMail: z.boolean().describe('an administrator has named a mail server'),
  urgent: z.array(Kind),
});
export type NoticeSettingsView = z.infer<typeof NoticeSettingsView>;

export const NewWebhook = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) });
export const MadeWebhook = WebhookView.extend({ secret: z.string().describe('shown once; `whsec_` and base64') });
export type MadeWebhook = z.infer<typeof MadeWebhook>;

export const MailServer = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  security: z.enum(['tls', 'starttls', 'none']).describe('`none` on the loopback address alone'),
  username: z.string().max(254).nullable(),
  password: z.string().max(500).nullable().optional().describe('left out: as it was'),
  sender: z.email().max(254),
});
export type MailServer = z.infer<typeof MailServer>;
export const MailServerView = z.object({
  server: MailServer.omit({ password: true }).extend({ hasPassword: z.boolean() }).nullable(),
  waiting: z.number().int(),
  failed: z.number().int().describe('messages of the last days that were given up'),
});
export type MailServerView = z.infer<typeof MailServerView>;
export const MailTest = z.strictObject({ to: z.email().max(254) });

export const noticesApi = {
  listNotices: {
    summary: 'What the caller was told, newest first; what they may not see any more is not there',
    query: z.strictObject({
      unread: z.enum(['true', 'false']).optional(),
      kind: Kind.optional(),
      accord: z.string().max(100).optional(),
      cursor,
    }),
    answers: { 200: NoticeList },
  },
  countNotices: { summary: 'How many of them are unread', answers: { 200: Unread } },
  readNotices: { summary: 'Mark some, or all up to a moment, as read', body: NewlyRead, answers: { 200: Unread } },
  readNoticeSettings: { summary: 'How the caller is told', answers: { 200: NoticeSettingsView } },
  changeNoticeSettings: {
    summary: 'Change how the caller is told',
    versioned: true,
    body: NoticeSettings,
    answers: { 200: NoticeSettingsView },
  },
  addWebhook: {
    summary: 'Tell a program of the caller’s too, signed by the Standard Webhooks scheme',
    body: NewWebhook,
    answers: { 201: MadeWebhook },
  },
  enableWebhook: { summary: 'Send to it again, after it was disabled', answers: { 200: NoticeSettingsView } },
  endWebhook: { summary: 'Tell it no more', answers: { 200: NoticeSettingsView } },
  readMailServer: { summary: 'The mail server of this node', answers: { 200: MailServerView } },
  changeMailServer: {
    summary: 'Name the mail server of this node',
    versioned: true,
    body: MailServer,
    answers: { 200: MailServerView },
  },
  testMailServer: {
    summary: 'Send a message through it, now',
    asks: true,
    body: MailTest,
    answers: { 200: z.object({ sent: z.boolean(), why: z.string().nullable() }) },
  },
} satisfies Record<string, Shape>;
