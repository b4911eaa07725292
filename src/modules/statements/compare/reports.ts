import type { CommitmentRecord, Span } from '../read/reading.ts';
import { clausesIn } from './clauses.ts';
import { isDone } from './done.ts';
import { likeness, weigh, wordsAlike } from './likeness.ts';
import type { Rarity, Weighed } from './likeness.ts';
import { profileOf } from './profile.ts';
import type { Page } from './profile.ts';

/** A report of a thing done names it, in words that its undertaking had. */
const LEAST_REPORTED = 0.36;
/** Fifty-eight of sixty are as good as all, seven hundred of twelve hundred are not. */
const AS_GOOD_AS_ALL = 0.8;
/** Bits above which two undertakings may be one, when a report says that it is done. */
const STILL_OWED = 3;
const MOST_REPORTS = 2000;

/** Clauses of a text that report something as done and undertake nothing. */
export function reportsOf(page: Page, records: readonly Span[], rarity: Rarity): Weighed[] {
  const reports: Weighed[] = [];
  for (const sentence of page.sentences) {
    const [whole, ...clauses] = clausesIn(page.text, sentence, page.lang);
    const done = clauses.filter(({ text }) => isDone(text.replace(/\s+/gu, ' '), page.lang));
    // of a sentence that reports several things, each by itself
    for (const { start, end, text } of done.length > 0 || whole === undefined ? done : [whole]) {
      if (reports.length >= MOST_REPORTS) return reports;
      if (!isDone(text.replace(/\s+/gu, ' '), page.lang)) continue;
      if (records.some((record) => record.start < end && start < record.end)) continue;
      const record: CommitmentRecord = { start, end, kind: 'other', responsible: 'both', status: 'agreed', why: [] };
      reports.push(weigh({ ...profileOf(page, record), around: new Map<string, number>() }, rarity, new Set()));
    }
  }
  return reports;
}

/** Which undertakings are reported as done, each by its own report, the nearest words first. What recurs is never done. */
export function reportedAsDone(
  open: readonly Weighed[],
  reports: readonly Weighed[],
  undertaken: readonly Weighed[],
): Map<Weighed, Weighed> {
  const candidates = open
    .filter(({ profile }) => profile.record.recurrence === undefined)
    .flatMap((head) => {
      const near = reports.flatMap((report) => {
        const { share } = wordsAlike(head, report);
        return share >= LEAST_REPORTED && !fallsShort(head, report) ? [{ head, report, share }] : [];
      });
      if (near.length === 0) return [];
      // undertaken once more in nearer words: not done
      const again = Math.max(
        0,
        ...undertaken.map((one) => (likeness(head, one).bits > STILL_OWED ? wordsAlike(head, one).share : 0)),
      );
      return near.filter(({ share }) => share >= again - 0.1);
    })
    .sort((x, y) => y.share - x.share);
  const found = new Map<Weighed, Weighed>();
  const used: Span[] = [];
  for (const { head, report } of candidates) {
    const { start, end } = report.profile.record;
    if (found.has(head) || used.some((span) => span.start < end && start < span.end)) continue;
    found.set(head, report);
    used.push({ start, end });
  }
  return found;
}

function fallsShort({ profile: { numbers: promised } }: Weighed, { profile: { numbers: done } }: Weighed): boolean {
  if (promised.size === 0 || done.size === 0) return false;
  return Math.max(...done) < AS_GOOD_AS_ALL * Math.max(...promised);
}
