import type { JsonObject } from '#kernel/json/types.ts';
import type { LifeCycle } from '#kernel/lifecycle/machine.ts';
import type { Accord } from '#store/accords.ts';
import type { AccessLog } from '#store/access.ts';
import type { PointReader } from '#store/point.ts';
import type { AgendaPoint } from '#contract/meetings.ts';
import type { Figures } from '#contract/register.ts';
import type { RightsFigure, SeriesCadence } from '#contract/review.ts';
import type { DatedTask, Task } from '#contract/today.ts';
import type { Documents } from '#documents/make-document.ts';
import type { Db, Tx } from '#store/db.ts';
import type { Self } from '#store/self.ts';
import type { Caller } from '#api/caller.ts';
import type { CalendarAsked, CalendarItem } from '#api/calendar/item.ts';
import type { AnyRoute } from '#api/route.ts';
import type { YearAsked, YearItems } from '#api/year.ts';

/** What a route may use: the store's doors, and who this node is. */
export type NodeContext = {
  readonly db: Db;
  readonly self: Self;
  readonly ownUrl: string;
  readonly modules: readonly Module[];
  readonly access: AccessLog;
  readonly points: PointReader;
  /** Entries of the access log that were kept before this have their place in its tree. */
  readonly placeAccesses: () => Promise<void>;
  /** The one way to ask another machine: private addresses, redirects and changing names are refused (docs/operate/network.md). */
  readonly fetch: typeof globalThis.fetch;
  /** Sets documents; begun at the first and ended when nobody wants one. */
  readonly documents: Documents;
  /** What a route opened is closed with the node. */
  readonly atEnd: (close: () => Promise<void>) => void;
  /** Work that begins from the database: done now and then, at each notification of the channel, and once more after a failure. */
  readonly inBackground: (channel: string, work: () => Promise<void>) => void;
  /** Days for which the text of a statement is kept. */
  readonly statementDays: number;
};

/** A mechanism: its record types with their life cycles, and its routes. No module knows another. */
export type Module = {
  readonly name: string;
  /** The life cycle of a record type that moves by steps. */
  readonly lifeCycles?: readonly LifeCycle[];
  /** Completes what an officer gave for a new record of the type; the rest is judged at admission. */
  readonly prepare?: { readonly [type: string]: (input: JsonObject, accord: Accord | undefined) => JsonObject };
  /** Refuses, at this side's own door and in the transaction of the write, what stands against other records. */
  readonly refuse?: { readonly [type: string]: (tx: Tx, object: JsonObject) => Promise<void> };
  /** What waits for the reader to do something, and what they and the partner have to keep in time. */
  readonly tasks?: (asked: TasksAsked) => Promise<Tasks>;
  /** What falls due, whoever may see it: those who may are told before and after. */
  readonly deadlines?: (asked: Omit<TasksAsked, 'caller'>) => Promise<readonly Deadline[]>;
  /** What a meeting under the accord could talk about, of what this module keeps. */
  readonly agendaPoints?: (asked: TasksAsked & { readonly accord: string }) => Promise<readonly AgendaPoint[]>;
  /** How what this module keeps of undertakings under the accord stands, counted as the reader sees it: kept, late, disputed, silent. */
  readonly figures?: (asked: TasksAsked & { readonly accord: string }) => Promise<Figures>;
  /** What has a time or a day, as the reader sees it. */
  readonly calendar?: (asked: CalendarAsked) => Promise<readonly CalendarItem[]>;
  /** Brings up to date what `figures`, `tasks` and `agendaPoints` are read from; before the reader's transaction. */
  readonly ready?: (node: Pick<NodeContext, 'db' | 'self' | 'modules'>) => Promise<void>;
  /** How regularly what this module keeps took place under the accord: planned against held. */
  readonly cadences?: (asked: TasksAsked & { readonly accord: string }) => Promise<readonly SeriesCadence[]>;
  /** What a review of a span can say of what this module keeps, in the reader's scope; the same at both nodes from the same feeds. */
  readonly year?: (asked: YearAsked) => Promise<YearItems>;
  /** What this node counted of rights in a span; `tx` in the node's scope, and nothing of it about anybody. */
  readonly rights?: (asked: {
    readonly tx: Tx;
    readonly from: Date;
    readonly until: Date;
  }) => Promise<readonly RightsFigure[]>;
  readonly routes?: (node: NodeContext) => AnyRoute[];
};

/** `tx`: in the reader's scope. */
export type TasksAsked = {
  readonly tx: Tx;
  readonly caller: Caller;
  readonly self: Self;
  readonly modules: readonly Module[];
};
export type Tasks = { readonly tasks: readonly Task[]; readonly deadlines: readonly DatedTask[] };
/** `due` as stated; `day`: the last that it can mean. */
export type Deadline = { readonly record: string; readonly due: string; readonly day: Date };

export const lifeCycleOf = (modules: readonly Module[], type: string): LifeCycle | undefined =>
  modules.flatMap((module) => module.lifeCycles ?? []).find((machine) => machine.subjectType === type);
