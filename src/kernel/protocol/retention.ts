import type { JsonObject } from '../json/types.ts';
import { isOwnType } from '../stix/extension.ts';
import { CHARTER } from '../stix/values.ts';

// docs/protocol/retention.md: when the content of a record ends. Both nodes compute it from what both hold, and each acts by its own clock.

/** `accord`: what the accord's own work is made of, kept while it lasts; `version`: a published object, counted from its newest version. */
export type Lifetime = 'accord' | 'version';

/** What explains a marking is kept with the work: without it, what bears the marking could be read by nobody. */
export const lifetimeOf = (type: string): Lifetime =>
  isOwnType(type) || type === 'marking-definition' ? 'accord' : 'version';

const DAY = 86_400_000;

export type KeptChannel = { readonly name: string; readonly retention_days: number };
export type KeptAccord = {
  readonly channels: readonly KeptChannel[];
  /** `at` of the step that terminated it; null as long as it is not terminated. */
  readonly terminatedAt: string | null;
};

/** Of a channel that the accord does not declare (the charter, or one that a revision dropped) the longest of those that it does. */
export function daysOf(channels: readonly KeptChannel[], channel: string): number {
  const declared = channels.find(({ name }) => name === channel);
  return declared?.retention_days ?? Math.max(0, ...channels.map(({ retention_days: days }) => days));
}

/** A statement's names are each kept until a date only, and the record with them. */
export function ownDate({ type, participants }: JsonObject): string | null {
  if (type !== 'statement' || !Array.isArray(participants)) return null;
  const dates = (participants as unknown as readonly JsonObject[]).flatMap(({ name, retain_until: until }) =>
    typeof name === 'string' && typeof until === 'string' ? [until] : [],
  );
  return dates.sort()[0] ?? null;
}

export type KeptRecord = {
  readonly lifetime: Lifetime;
  readonly channel: string;
  /** Of all its versions, the latest of `modified` and the `at` of the entry: milliseconds. */
  readonly latest: number;
  /** Milliseconds. */
  readonly ownDate: number | null;
};

export type RetentionReason = 'accord-terminated' | 'published-long-ago' | 'own-date';
export type RetentionEnd = { readonly at: number; readonly because: RetentionReason };

/** The earliest of the dates that apply; null: kept as long as the accord lasts. */
export function retentionEnd(record: KeptRecord, accord: KeptAccord): RetentionEnd | null {
  const days = daysOf(accord.channels, record.channel) * DAY;
  const ends: RetentionEnd[] = [];
  if (accord.terminatedAt !== null)
    ends.push({ at: Date.parse(accord.terminatedAt) + days, because: 'accord-terminated' });
  if (record.lifetime === 'version') ends.push({ at: record.latest + days, because: 'published-long-ago' });
  if (record.ownDate !== null) ends.push({ at: record.ownDate, because: 'own-date' });
  return ends.sort((a, b) => a.at - b.at)[0] ?? null;
}

/** Whole days that are left, a day begun counted; 0 once it has ended. */
export const daysLeft = (end: number, now: number): number => Math.max(0, Math.ceil((end - now) / DAY));

/** What a pass over an accord's records looks for, channel by channel: the charter last, since the rest is judged by it. */
export type Due = {
  readonly channel: string;
  /** Everything, its days after the termination being over; else published objects counted from no later than `before`. */
  readonly isOver: boolean;
  readonly before: Date;
};

export function dueBy(now: number, accord: KeptAccord, channels: Iterable<string>): Due[] {
  const wanted = new Set([...accord.channels.map(({ name }) => name), ...channels]);
  wanted.delete(CHARTER);
  return [...wanted, CHARTER].map((channel) => {
    const before = now - daysOf(accord.channels, channel) * DAY;
    return {
      channel,
      isOver: accord.terminatedAt !== null && Date.parse(accord.terminatedAt) <= before,
      before: new Date(before),
    };
  });
}
