import type { DeskStatement } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import type { Module } from '#api/module.ts';
import type { Did } from '#api/once.ts';
import type { Permission } from '#api/permissions.ts';
import { classesFor, factsOf, refuseAct } from '#api/rights.ts';
import type { Caller } from '#api/caller.ts';
import type { Asked } from '#api/route.ts';
import type { Db, Tx } from '#store/db.ts';
import type { Self } from '#store/self.ts';
import { actsOf } from './journal.ts';
import type { ReadingThread } from '../source/reading-thread.ts';
import type { DeskReader } from './reader.ts';
import { lockedFor, type StatementRow } from './rows.ts';
import { namesOf, viewStatement } from './view.ts';

/**
 * The statements of an annual review are compared with those of the review before, and reviews slip: two years and two months. What was
 * published quotes its own words and needs the text no longer.
 */
export const STATEMENT_DAYS = 800;

/** What every act at the desk stands on. */
export type Desk = {
  readonly db: Db;
  readonly self: Self;
  readonly modules: readonly Module[];
  readonly reader: DeskReader;
  readonly thread: Pick<ReadingThread, 'run'>;
  /** Days for which a text is kept. */
  readonly days: number;
};

export type Asking = Pick<Asked, 'caller' | 'once' | 'onVersion'> & { readonly id: string; readonly version: number };
/** What an act did, and what there is now. */
export type Acted<Body> = { readonly did: Did; readonly body: Body };

/** Classes of which the caller reads statements: a door that any assignment opens is judged again for each accord. */
export const deskClasses = (caller: Caller): number[] => classesFor(caller, 'statements.read');

/** Of a statement that they see: whether an assignment of theirs for its accord, or in its unit, allows this. */
export function refuseDeskAct(caller: Caller, action: Permission, row: StatementRow): void {
  const facts = factsOf(caller, row.class);
  if (!facts) throw new Failure('not-found', 'there is no such statement');
  refuseAct(caller, action, { ...facts, unit: row.unit });
}

/**
 * One change of one statement in one transaction: by whoever sees it and may do this in its accord, on the version that they saw, and not
 * once it is withdrawn.
 */
export async function change(
  desk: Desk,
  { caller, id, version, once, onVersion }: Asking,
  work: (tx: Tx, row: StatementRow) => Promise<void>,
  action: Permission = 'statements.write',
): Promise<Acted<DeskStatement>> {
  const act = async (tx: Tx): Promise<void> => {
    const row = await lockedFor(tx, id, deskClasses(caller));
    refuseDeskAct(caller, action, row);
    onVersion(String(row.version));
    await refuseOvertaken(tx, row, version);
    await work(tx, row);
  };
  const did = await once(desk.db, act, { ids: [id] });
  return { did, body: await desk.db.transaction('node', (tx) => view(desk, tx, { caller, id })) };
}

export async function view(desk: Desk, tx: Tx, { caller, id }: Pick<Asking, 'caller' | 'id'>): Promise<DeskStatement> {
  const classes = deskClasses(caller);
  const row = await lockedFor(tx, id, classes);
  return viewStatement(tx, row, { self: desk.self, classes, reader: desk.reader.name });
}

export function refuseWithdrawn({ state }: StatementRow): void {
  if (state === 'withdrawn') throw new Failure('conflict', 'this statement was withdrawn', { path: '$.state' });
}

const MOST_TOLD = 20;

/** A lost update is refused with what changed meanwhile. */
export async function refuseOvertaken(tx: Tx, row: StatementRow, version: number): Promise<void> {
  refuseWithdrawn(row);
  if (row.version === version) return;
  if (row.version < version)
    throw new Failure('conflict', `there is no version ${version} yet: the last one is ${row.version}`, {
      path: '$.version',
    });
  const acts = await actsOf(tx, row.seq, { since: version, cursor: 0, limit: MOST_TOLD });
  const nameOf = await namesOf(
    tx,
    acts.map(({ by }) => by),
  );
  throw new Failure('conflict', `it was changed meanwhile: version ${row.version} is not what you saw`, {
    issues: acts.map((act) => ({
      path: act.item === null ? `$.${act.act}` : `$.items.${act.item}`,
      message: `${act.decision ?? act.act} in version ${act.version} by ${nameOf(act.by) ?? 'this node'}`,
    })),
  });
}
