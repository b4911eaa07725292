import type { FeedAccount, RecordRow } from './account.ts';

/** One paragraph per feed: the head, then what is remarkable of each record. */
export function describeFeeds(feeds: readonly FeedAccount[]): string[] {
  return feeds.flatMap((feed) => {
    const records = feed.rows.filter((row) => 'facts' in row);
    const absent = records.filter(({ facts, isDeleted }) => facts === 'absent' && !isDeleted).map(({ index }) => index);
    return [
      describeHead(feed),
      ...records.flatMap((row) => describeRecord(row) ?? []),
      ...(absent.length > 0 ? [`  content not in this dossier: index ${describeRanges(absent)}`] : []),
    ];
  });
}

function describeHead({ title, isComplete, checkpoint, cosigned, rows }: FeedAccount): string {
  const extent = isComplete
    ? `complete feed of ${checkpoint.size} ${entries(checkpoint.size)}`
    : `selected ${rows.length} of ${checkpoint.size} ${entries(checkpoint.size)}`;
  const held =
    cosigned === undefined
      ? 'not cosigned'
      : `the recipient holds ${cosigned.checkpoint.size}, cosigned ${timeText(cosigned.time)}`;
  return `${title}: ${extent}; ${held}`;
}

/** A cosigner may state a time that is beyond all dates. */
function timeText(seconds: number): string {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? `second ${seconds}` : at.toISOString();
}

function describeRecord({ index, facts, isDeleted, exception }: RecordRow): string | undefined {
  if (facts === 'absent') return isDeleted ? `  index ${index}: lawfully deleted, commitment held` : undefined;
  const state = exception === undefined ? '' : `; ${exception.state} by the recipient (${exception.code})`;
  const said = facts === false ? 'does not open its commitment' : describeFacts(facts);
  return `  index ${index}: ${said}${state}${isDeleted ? '; its deletion was asked for' : ''}`;
}

function describeFacts({
  type,
  id,
  modified,
  verb,
  subject,
  parts,
  withheld,
}: Exclude<RecordRow['facts'], string | false>): string {
  const what = verb === undefined ? `${type} ${id}` : `step "${verb}" on ${subject?.id ?? 'an unknown subject'}`;
  return `${what}, version ${modified}, ${withheld === 0 ? 'whole' : `${withheld} of ${parts} parts withheld`}`;
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
