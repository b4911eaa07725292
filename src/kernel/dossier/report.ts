import type { Entry } from '#kernel/log/entry.ts';
import { formatOrigin, oppositeOrigin } from '#kernel/log/origin.ts';
import type { FeedReader } from './feed.ts';

/** What is to be said of the entries of one feed, in the order of the dossier. */
export type FeedReport = {
  readonly feed: FeedReader;
  /** `text` is undefined where a record's content is not in the dossier. */
  readonly records: { readonly index: number; readonly text: string | undefined }[];
  readonly recalled: Set<number>;
  /** Indexes of the opposite feed, with the epoch that they are meant in. */
  readonly expunged: { readonly epoch: number; readonly index: number }[];
};

export function feedReport(feed: FeedReader): FeedReport {
  return { feed, records: [], recalled: new Set(), expunged: [] };
}

export function noteEntry(report: FeedReport, index: number, entry: Entry): void {
  if (entry.kind === 'recall') report.recalled.add(entry.index);
  if (entry.kind === 'expunge') report.expunged.push({ epoch: entry.seen[0], index: entry.index });
}

/** One paragraph per feed: the head, then what is remarkable of each record. */
export function describeFeeds(reports: ReadonlyMap<string, FeedReport>): string[] {
  const lines: string[] = [];
  for (const report of reports.values()) {
    const { feed, records } = report;
    lines.push(describeHead(feed));
    const opposite = oppositeReports(reports, feed);
    const deleted = new Set([
      ...report.recalled,
      ...opposite.flatMap(({ expunged }) =>
        expunged.filter(({ epoch }) => epoch === feed.origin.epoch).map(({ index }) => index),
      ),
    ]);
    const states = receiptStates(opposite, feed.origin.epoch);
    const absent: number[] = [];
    for (const { index, text } of records) {
      const state = states.get(index);
      const note = state === undefined ? '' : `; ${state}`;
      if (text !== undefined)
        lines.push(`  index ${index}: ${text}${note}${deleted.has(index) ? '; its deletion was asked for' : ''}`);
      else if (deleted.has(index)) lines.push(`  index ${index}: lawfully deleted, commitment held`);
      else absent.push(index);
    }
    if (absent.length > 0) lines.push(`  content not in this dossier: index ${describeRanges(absent)}`);
  }
  return lines;
}

function describeHead({ title, isComplete, checkpoint, cosigned, count }: FeedReader): string {
  const extent = isComplete
    ? `complete feed of ${checkpoint.size} ${entries(checkpoint.size)}`
    : `selected ${count()} of ${checkpoint.size} ${entries(checkpoint.size)}`;
  const held =
    cosigned === undefined
      ? 'not cosigned'
      : `the recipient holds ${cosigned.checkpoint.size}, cosigned ${new Date(cosigned.time * 1000).toISOString()}`;
  return `${title}: ${extent}; ${held}`;
}

/** The feeds of the same accord and channel that run the other way, of any epoch. */
function oppositeReports(reports: ReadonlyMap<string, FeedReport>, { origin }: FeedReader): FeedReport[] {
  return [...reports.values()].filter(
    ({ feed }) => formatOrigin({ ...oppositeOrigin(origin, 0) }) === formatOrigin({ ...feed.origin, epoch: 0 }),
  );
}

/** What the recipient's receipts except, by index; a later receipt overrides. */
function receiptStates(opposite: readonly FeedReport[], epoch: number): Map<number, string> {
  const states = new Map<number, string>();
  for (const { feed } of opposite) {
    for (const { receipt } of feed.receipts) {
      if (receipt.seen[0] !== epoch) continue;
      for (const { index, state, code } of receipt.exceptions) {
        if (state === 'stored') states.delete(index);
        else states.set(index, `${state} by the recipient (${code})`);
      }
    }
  }
  return states;
}

function describeRanges(indexes: readonly number[]): string {
  const ranges: string[] = [];
  let from = 0;
  indexes.forEach((index, i) => {
    if (indexes[i + 1] === index + 1) return;
    const first = indexes[from];
    ranges.push(first === index ? `${index}` : `${first}-${index}`);
    from = i + 1;
  });
  return ranges.join(', ');
}

function entries(count: number): string {
  return count === 1 ? 'entry' : 'entries';
}
