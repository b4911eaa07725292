import type { Changed, Effect, RightsChange } from '#contract/rights.ts';
import { sql, type Tx } from '#store/db.ts';
import { MACHINE, PROVIDER } from '#store/people/assignment.ts';
import { keepChange, PROPOSAL_KINDS, propose } from '#store/people/proposal.ts';
import { doChange, loosens, type Doing } from '#api/rights-acts.ts';
import { effectOf, snapshot, type Snapshot } from '#api/rights-effect.ts';

/** What a change would do, worked out by doing it: it is done when this returns, and `undo` takes it back. */
export type Tried = { readonly before: Snapshot; readonly after: Snapshot; readonly effect: Effect };

/** Changes come one after the other, so that what was tried is what is done. */
export const lockRights = (tx: Tx): Promise<number> => tx.run(sql`select version from people.rights for update`);

export async function tryChange(tx: Tx, change: RightsChange, doing: Doing): Promise<Tried> {
  await lockRights(tx);
  const before = await snapshot(tx, doing.at);
  const isLoosened = await loosens(tx, change);
  await tx.run(sql`savepoint tried`);
  await doChange(tx, change, doing);
  const after = await snapshot(tx, doing.at);
  const effect = await effectOf(tx, before, after);
  return { before, after, effect: { ...effect, widens: effect.widens || isLoosened } };
}

export const undo = (tx: Tx): Promise<number> => tx.run(sql`rollback to savepoint tried`);

/** Whoever asks for it, a person, a program at the machine or an identity provider: what widens waits for a second person. */
export async function changeRights(tx: Tx, change: RightsChange, doing: Doing): Promise<Changed> {
  const { before, effect } = await tryChange(tx, change, doing);
  const { by, linkBy = null, at, reason, uuid } = doing;
  const { kind } = change;
  if (effect.widens && hasSecond(before, notBy(change, by), PROPOSAL_KINDS[kind].confirms)) {
    await undo(tx);
    const id = uuid();
    await propose(tx, { id, kind, payload: change, effect, by, linkBy, at, reason });
    return { state: 'proposed', proposal: id, effect };
  }
  await keepChange(tx, { at, kind, payload: change, by, confirmedBy: null, widened: effect.widens, reason });
  return { state: 'done', proposal: null, effect };
}

/** Whether anybody but these could confirm: while there is nobody, one person opens the node for the second. */
const hasSecond = ({ people }: Snapshot, but: readonly string[], confirms: string): boolean =>
  people.some(
    ({ standing, permissions }) =>
      !but.includes(standing.person.id) && permissions.some((permission) => permission === confirms),
  );

/** Who may not confirm: who proposed it, and where that is no person, whoever gains by it. */
export const notBy = (change: Readonly<Record<string, unknown>>, by: string): string[] =>
  (by === MACHINE || by === PROVIDER) && typeof change['person'] === 'string' ? [by, change['person']] : [by];
