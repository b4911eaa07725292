import type { Account, FeedAccount, RecordRow } from '#kernel/dossier/account.ts';
import type { RecordFacts } from '#kernel/dossier/records.ts';

export type Placed = { readonly feed: FeedAccount; readonly row: RecordRow };
export type Step = Placed & { readonly facts: RecordFacts };
/** One version of a record with the steps on it; without `placed`, steps on a version that the dossier does not hold. */
export type History = {
  readonly at: string;
  readonly id: string;
  readonly placed?: Placed;
  readonly steps: readonly Step[];
};

/** All records but the steps, by stated time; each step is put where it says that it belongs, down to the content. */
export function historiesOf({ feeds }: Account): History[] {
  const placed = feeds.flatMap((feed) => feed.rows.flatMap((row) => ('facts' in row ? [{ feed, row }] : [])));
  const steps = new Map<string, { id: string; steps: Step[] }>();
  const records: Placed[] = [];
  for (const { feed, row } of placed) {
    const { facts } = row;
    const subject = typeof facts === 'object' ? facts.subject : undefined;
    if (typeof facts !== 'object' || subject === undefined) {
      records.push({ feed, row });
      continue;
    }
    const key = keyOf(subject.id, subject.modified, subject.c);
    const group = steps.get(key) ?? { id: subject.id, steps: [] };
    group.steps.push({ feed, row, facts });
    steps.set(key, group);
  }
  const histories = records.map((one): History => {
    const { facts, entry } = one.row;
    if (typeof facts !== 'object') return { at: entry.at, id: '', placed: one, steps: [] };
    const key = keyOf(facts.id, facts.modified, entry.c);
    const own = steps.get(key)?.steps ?? [];
    steps.delete(key);
    return { at: entry.at, id: facts.id, placed: one, steps: own.sort(byTime) };
  });
  for (const group of steps.values()) {
    const sorted = group.steps.sort(byTime);
    histories.push({ at: sorted[0]?.row.entry.at ?? '', id: group.id, steps: sorted });
  }
  return histories.sort((a, b) => compare(a.at, b.at));
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byTime = (a: Step, b: Step): number => compare(a.row.entry.at, b.row.entry.at);
