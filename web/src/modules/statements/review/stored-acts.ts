import type { Owner } from '../../../data/drafts/device.ts';
import { keepUnsent, unsentOf } from '../../../data/drafts/unsent.ts';
import type { Act } from '../model/session.ts';

const isAct = (value: unknown): value is Act => typeof value === 'object' && value !== null && 'act' in value;

/** What the node was not told yet outlives a closed tab and a node that is away: of this person, and nobody else's to send. */
export function storedActs(owner: Owner, statement: string): Act[] {
  const found = unsentOf(localStorage, owner, statement);
  return found.every(isAct) ? [...found] : [];
}

export const storeActs = (owner: Owner, statement: string, acts: readonly Act[]): void =>
  keepUnsent(localStorage, owner, { of: statement, acts });
