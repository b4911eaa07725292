import type { Cited } from '#contract/review.ts';
import type { TasksAsked } from '#api/module.ts';

// What modules contribute to the review of a span.

export type YearAsked = Omit<TasksAsked, 'caller'> & {
  readonly accord: string;
  readonly parties: readonly [string, string];
  /** First and last day. */
  readonly from: string;
  readonly until: string;
};
export type YearItems = {
  readonly commitments: readonly YearCommitment[];
  readonly events: readonly YearEvent[];
  /** False: there is more than was looked through. */
  readonly isWhole: boolean;
};
/** An undertaking as it stood at the end of the span. */
export type YearCommitment = {
  readonly about: Cited;
  readonly created: string;
  readonly title: string | Readonly<Record<string, string>> | null;
  readonly theme: string | null;
  readonly due: string | null;
  readonly owedBy: readonly string[];
  readonly state: string;
  /** Of the step that led there. */
  readonly stateOn: string | null;
  /** Steps that had effect, in their order. */
  readonly steps: readonly {
    readonly verb: string;
    readonly party: string;
    readonly on: string;
    readonly evidence: Cited;
  }[];
  /** By party: what it said last, and what it stood on. */
  readonly ratings: Readonly<
    Record<
      string,
      {
        readonly rating: string;
        readonly percent: number | null;
        readonly asOf: string;
        readonly evidence: readonly Cited[];
      }
    >
  >;
};
export type AccountCounts = {
  readonly alike: number;
  readonly differing: number;
  readonly alone: number;
  readonly recorded: number;
  readonly told: number;
};
export type YearEvent = {
  readonly says: 'held' | 'postponed' | 'cancelled' | 'minutes-signed' | 'minutes-lapsed' | 'accounts-compared';
  readonly about: string;
  /** Of whom it is told, where not of both. */
  readonly party?: string;
  /** How two published accounts tell what was undertaken, and of what the meeting recorded how much both tell. */
  readonly accounts?: AccountCounts;
  readonly title: string | Readonly<Record<string, string>> | null;
  readonly on: string;
  readonly evidence: readonly Cited[];
};
