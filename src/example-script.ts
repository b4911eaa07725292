import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import type { Role } from '#api/permissions.ts';

export type Side = 'A' | 'B';

/**
 * What the two parties of an example wrote and did, round by round: what one does in a round rests on what the other did in an earlier
 * one. Days are told from the day on which the demonstration was first started, so that a meeting ahead is ahead whenever that is.
 */
export type ExampleScript = {
  /** The day of the accord. */
  readonly accord: string;
  readonly days: Readonly<Record<string, string>>;
  readonly rounds: readonly (readonly ExampleAct[])[];
  /** What the nodes make of all that, where the example has it. */
  readonly papers?: ExamplePapers;
};
export type ExamplePapers = {
  /** The meeting of which both sides published something. */
  readonly of: string;
  readonly readouts: readonly {
    readonly by: Side;
    readonly title: string;
    readonly published: string;
    readonly text: string;
  }[];
  /** The span of the yearly review, which stays a draft; it ends on the day on which the readouts are compared. */
  readonly review: { readonly from: string; readonly until: string };
};
type Common = { readonly by: Side; readonly on: string; readonly as?: Role };
export type ExampleWriting = Common & {
  readonly key: string;
  readonly record: JsonObject;
  /** The text of the file that a `document` is of. */
  readonly file?: string;
  /** Which occurrence of its series a meeting is: it takes the first day that suits both calendars. */
  readonly occurrence?: number;
};
export type ExampleStep = Common & {
  readonly of: string;
  readonly verb: string;
  readonly reason?: string;
  readonly evidence?: string;
};
export type ExampleAct = ExampleWriting | ExampleStep;

const MOMENT = /^\{([a-z]+)((?:[+-]\d+[dm])*)(?:(T| )(\d\d:\d\d))?\}$/;
const LAST_COMMON_DAY = 28;

export type Calendar = (moment: string) => string | undefined;

/** `{today-30d}` is a day, `{today-30d 09:00}` a moment of UTC, `{session-3mT10:00}` a time by the clock of the place. */
export function calendarOf(day: string, days: ExampleScript['days']): Calendar {
  const today = Temporal.PlainDate.from(day);
  const dayOf = (name: string, moved: string): Temporal.PlainDate => {
    let found = name === 'today' ? today : monthly(parsed(days[name]));
    for (const [, amount, unit] of moved.matchAll(/([+-]\d+)([dm])/g))
      found = found.add(unit === 'm' ? { months: Number(amount) } : { days: Number(amount) });
    return found;
  };
  const parsed = (moment = ''): Temporal.PlainDate => {
    const [, name, moved] = MOMENT.exec(moment) ?? [];
    return name === undefined ? today : dayOf(name, moved ?? '');
  };
  return (moment) => {
    const [, name, moved, as, time] = MOMENT.exec(moment) ?? [];
    if (name === undefined) return undefined;
    const found = dayOf(name, moved ?? '').toString();
    return as === 'T' ? `${found}T${time}` : as === ' ' ? `${found}T${time}:00.000Z` : found;
  };
}

/** Every month has it, so that what recurs by months recurs in each. */
function monthly(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.day > LAST_COMMON_DAY ? day.with({ day: 1 }).add({ months: 1 }) : day;
}

/** Each text that stands for something (a party, a record, a day) by that something. */
export function filledIn(value: JsonValue, means: (text: string) => JsonValue | undefined): JsonValue {
  if (typeof value === 'string') return means(value) ?? value;
  if (Array.isArray(value)) return value.map((one: JsonValue) => filledIn(one, means));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledIn(one, means)]));
}
