/** What the reader says about a text. Offsets are JavaScript string offsets into the text as it was given. */
export type Span = { readonly start: number; readonly end: number };

/** The words that decided, in the order in which they were weighed. */
export type Explained = Span & { readonly why: readonly string[] };

export type Kind =
  | 'establish-mechanism'
  | 'recurring-meeting'
  | 'protection-measure'
  | 'training'
  | 'information-sharing'
  | 'capacity-building'
  | 'investigation'
  | 'event-attendance'
  | 'other';

export type Status = 'agreed' | 'announced' | 'requested' | 'proposed' | 'invited';

/** The languages that have a pack of rules. */
export type Language = 'en' | 'zh' | 'ur';

export type MeetingRecord = Explained & { readonly date?: string; readonly place?: string; readonly format?: string };
export type ParticipantRecord = Explained & { readonly name: string; readonly title?: string; readonly side?: string };
export type CommitmentRecord = Explained & {
  readonly kind: Kind;
  /** A side's letter, several joined by `+`, or `both` for all of them. */
  readonly responsible: string;
  readonly recurrence?: string;
  readonly due?: string;
  readonly status: Status;
};
export type EventRecord = Explained & { readonly name: string; readonly date?: string; readonly place?: string };
export type IncidentRecord = Explained & { readonly name: string; readonly date?: string };

export type Reading = {
  readonly doc?: string;
  readonly synthetic: false;
  /** A BCP 47 tag; `und` for a language that could not be told. */
  readonly lang: string;
  /** Why nothing was read: no pack for the language, and what the language was told by. */
  readonly unread?: string;
  /** Letter of the side to its names, the fullest first. */
  readonly parties: Readonly<Record<string, readonly string[]>>;
  readonly meetings: readonly MeetingRecord[];
  readonly participants: readonly ParticipantRecord[];
  readonly commitments: readonly CommitmentRecord[];
  readonly events: readonly EventRecord[];
  readonly incidents: readonly IncidentRecord[];
};
