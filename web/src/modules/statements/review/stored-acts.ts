import type { Act } from '../model/session.ts';

const key = (statement: string) => `entente.review.${statement}`;

function isActs(value: unknown): value is Act[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'act' in one);
}

/** What the node was not told yet outlives a closed tab and a node that is away. */
export function storedActs(statement: string): Act[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key(statement)) ?? '[]');
    return isActs(value) ? value : [];
  } catch {
    return [];
  }
}

export function storeActs(statement: string, acts: readonly Act[]): void {
  if (acts.length === 0) localStorage.removeItem(key(statement));
  else localStorage.setItem(key(statement), JSON.stringify(acts));
}
