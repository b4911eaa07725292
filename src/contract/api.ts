import type { z } from 'zod';
import { accordsApi } from '#contract/accords.ts';
import { calendarApi } from '#contract/calendar.ts';
import { commentsApi } from '#contract/comments.ts';
import { draftsApi } from '#contract/drafts.ts';
import { accountsApi } from '#contract/accounts.ts';
import { documentsApi } from '#contract/documents.ts';
import { eventsApi } from '#contract/events.ts';
import { exportsApi } from '#contract/exports.ts';
import { feedsApi } from '#contract/feeds.ts';
import { filesApi } from '#contract/files.ts';
import { healthApi } from '#contract/health.ts';
import { citiesApi } from '#contract/cities.ts';
import { meetingsApi } from '#contract/meetings.ts';
import { noticesApi } from '#contract/notices.ts';
import type { Operation, OPERATIONS, ParamsOf } from '#contract/operations.ts';
import { oversightApi } from '#contract/oversight.ts';
import { sealsApi } from '#contract/seals.ts';
import { subjectsApi } from '#contract/subjects.ts';
import { partnersApi } from '#contract/partners.ts';
import { recordPageApi } from '#contract/record-page.ts';
import { recordsApi } from '#contract/records.ts';
import { recoveryApi } from '#contract/recovery.ts';
import { registerApi } from '#contract/register.ts';
import { registerImportApi } from '#contract/register-import.ts';
import { registerViewsApi } from '#contract/register-views.ts';
import { retentionApi } from '#contract/retention.ts';
import { reviewApi } from '#contract/review.ts';
import { rightsApi } from '#contract/rights.ts';
import { searchApi } from '#contract/search.ts';
import { securityApi } from '#contract/security.ts';
import { sessionApi } from '#contract/session.ts';
import type { Media, Shape } from '#contract/shape.ts';
import { deskApi } from '#contract/statement-desk-api.ts';
import { modelApi } from '#contract/statement-model.ts';
import { statementsApi } from '#contract/statements.ts';
import { todayApi } from '#contract/today.ts';

/** What each operation takes and gives. An operation without its schemas, or schemas without an operation, do not compile. */
export const API = {
  ...sessionApi,
  ...eventsApi,
  ...noticesApi,
  ...todayApi,
  ...partnersApi,
  ...recoveryApi,
  ...healthApi,
  ...searchApi,
  ...recordsApi,
  ...commentsApi,
  ...draftsApi,
  ...recordPageApi,
  ...accordsApi,
  ...citiesApi,
  ...meetingsApi,
  ...calendarApi,
  ...registerApi,
  ...registerImportApi,
  ...registerViewsApi,
  ...reviewApi,
  ...documentsApi,
  ...rightsApi,
  ...retentionApi,
  ...feedsApi,
  ...exportsApi,
  ...filesApi,
  ...statementsApi,
  ...modelApi,
  ...deskApi,
  ...securityApi,
  ...accountsApi,
  ...oversightApi,
  ...sealsApi,
  ...subjectsApi,
} satisfies Record<Operation, Shape>;

type Shapes = typeof API;
type PartOf<Name extends Operation, Key extends string> = Shapes[Name] extends { readonly [K in Key]: infer Found }
  ? Found
  : undefined;

/** As the handler is given it. */
export type QueryOf<Name extends Operation> =
  PartOf<Name, 'query'> extends z.ZodType ? z.output<PartOf<Name, 'query'>> : object;
export type BodyOf<Name extends Operation> =
  PartOf<Name, 'body'> extends z.ZodType
    ? z.output<PartOf<Name, 'body'>>
    : PartOf<Name, 'body'> extends Media
      ? Uint8Array
      : undefined;

/** As a caller writes it. */
export type Call<Name extends Operation> = ([keyof ParamsOf<Name>] extends [never]
  ? unknown
  : { readonly params: ParamsOf<Name> }) &
  (PartOf<Name, 'query'> extends z.ZodType ? { readonly query?: z.input<PartOf<Name, 'query'>> } : unknown) &
  ([BodyOf<Name>] extends [undefined]
    ? unknown
    : { readonly body: PartOf<Name, 'body'> extends z.ZodType ? z.input<PartOf<Name, 'body'>> : Uint8Array | Blob });

type Answers<Name extends Operation> = Shapes[Name]['answers'];
/** A JSON answer; `Media` where it is bytes. */
export type AnswerOf<Name extends Operation> = {
  [Status in keyof Answers<Name>]: Answers<Name>[Status] extends z.ZodType ? z.output<Answers<Name>[Status]> : Media;
}[keyof Answers<Name>];
/** Whether it changes something. */
export type IsWrite<Name extends Operation> = (typeof OPERATIONS)[Name] extends `GET ${string}`
  ? false
  : PartOf<Name, 'asks'> extends true
    ? false
    : true;
export type StatusOf<Name extends Operation> = keyof Answers<Name> & number;
