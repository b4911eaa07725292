import type { EntryView } from '#contract/feeds.ts';
import type { ReceiptEntry } from '#kernel/log/entry.ts';
import { feedAt, ok, type Officer } from './two-nodes.ts';

/** What our receipts on the channel except of the partner's feed. */
export async function exceptionsAt(at: Officer, channel: string): Promise<ReceiptEntry['exceptions']> {
  const { id } = await feedAt(at, channel, 'ours');
  const { entries } = ok(await at.get<{ entries: EntryView[] }>(`/api/v1/feeds/${id}/entries`));
  return entries
    .filter(({ kind }) => kind === 'receipt')
    .flatMap(({ entry }) => (JSON.parse(entry) as ReceiptEntry).exceptions);
}
