import type { CommitmentValues, ItemValues } from '#contract/statement-desk.ts';
import { decide, type Reviewing } from '#modules/statements/desk/decide.ts';
import { opened, type Change, type Item } from '#modules/statements/desk/item.ts';
import { withChanges } from '#modules/statements/desk/rows.ts';

export const TEXT =
  'The two sides agreed to meet every year. They agreed to train officers, and to share notes. 🤝 They met.';

/** The place of words in the text. */
export function span(words: string): { start: number; end: number } {
  const start = TEXT.indexOf(words);
  if (start < 0) throw new Error(`not in the text: ${words}`);
  return { start, end: start + words.length };
}

export const undertaking = (words: string, changes: Partial<CommitmentValues> = {}): CommitmentValues => ({
  ...span(words),
  kind: 'other',
  responsible: 'both',
  status: 'agreed',
  ...changes,
});

let ids = 0;
export const uuid = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;

export const READER = { name: 'rules', version: '1' };
export const proposed = (values: ItemValues, type: Item['type'] = 'commitments'): Item =>
  opened({ type, values, why: ['agreed to'] }, READER, uuid());

export const BY: Reviewing = { text: TEXT, reviewer: 'person-1', at: '2031-03-04T09:00:00.000Z', uuid };

export type Step = { readonly items: Item[]; readonly changes: Change[] };

export function step(items: readonly Item[], decisions: Parameters<typeof decide>[1]): Step {
  const changes = decide(items, decisions, BY);
  return { items: withChanges(items, changes), changes };
}
