import type { Occurrence } from './occurrences.ts';

export type HeldMeeting = {
  readonly id: string;
  readonly recurrenceId: string | null;
  readonly state: string;
  /** Of the proposal that holds. */
  readonly startsAt: Date | null;
  readonly because: string | null;
};

export type Beat = {
  readonly recurrenceId: string;
  readonly plannedAt: Date;
  readonly outcome: 'held' | 'agreed' | 'proposed' | 'postponed' | 'cancelled' | 'missed' | 'ahead';
  readonly meeting: string | null;
  readonly at: Date | null;
  /** Whole days from plan to meeting; null as long as there is no time for it. */
  readonly slipDays: number | null;
  readonly because: string | null;
};

export type Cadence = {
  readonly beats: readonly Beat[];
  /** Occurrences that should have been by now. */
  readonly planned: number;
  readonly held: number;
  readonly postponed: number;
  readonly missed: number;
  /** Mean days from plan to meeting, of those held; null without any. */
  readonly meanSlipDays: number | null;
  /** Mean days between meetings, as planned and as held; null with fewer than two. */
  readonly plannedEveryDays: number | null;
  readonly heldEveryDays: number | null;
};

const DAY = 86_400_000;
const OUTCOMES = ['held', 'agreed', 'proposed', 'postponed', 'cancelled'] as const;
/** Of two meetings of one occurrence (each side may have proposed one), the one that went furthest counts. */
const RANK = ['held', 'agreed', 'postponed', 'proposed', 'cancelled'];

/** Planned against held, of one series. */
export function cadenceOf(occurrences: readonly Occurrence[], meetings: readonly HeldMeeting[], now: Date): Cadence {
  const beats = occurrences.map((occurrence) => beatOf(occurrence, meetings, now));
  const due = beats.filter(({ plannedAt }) => plannedAt <= now);
  const held = beats.filter(({ outcome }) => outcome === 'held');
  return {
    beats,
    planned: due.length,
    held: held.length,
    postponed: beats.filter(({ outcome }) => outcome === 'postponed').length,
    missed: beats.filter(({ outcome }) => outcome === 'missed').length,
    meanSlipDays: mean(held.flatMap(({ slipDays }) => slipDays ?? [])),
    plannedEveryDays: every(due.map(({ plannedAt }) => plannedAt)),
    heldEveryDays: every(held.flatMap(({ at }) => at ?? [])),
  };
}

function beatOf({ recurrenceId, startsAt }: Occurrence, meetings: readonly HeldMeeting[], now: Date): Beat {
  const own = meetings.filter((one) => one.recurrenceId === recurrenceId);
  const [meeting] = own.sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state));
  const outcome = OUTCOMES.find((one) => one === meeting?.state);
  const at = meeting?.startsAt ?? null;
  return {
    recurrenceId,
    plannedAt: startsAt,
    outcome: outcome ?? (startsAt < now ? 'missed' : 'ahead'),
    meeting: meeting?.id ?? null,
    at,
    slipDays: at && outcome !== 'cancelled' ? Math.round((at.getTime() - startsAt.getTime()) / DAY) : null,
    because: meeting?.because ?? null,
  };
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.round((values.reduce((sum, one) => sum + one, 0) / values.length) * 10) / 10;

function every(dates: readonly Date[]): number | null {
  if (dates.length < 2) return null;
  const sorted = dates.map((one) => one.getTime()).sort((a, b) => a - b);
  return Math.round((sorted.at(-1)! - sorted[0]!) / DAY / (sorted.length - 1));
}
