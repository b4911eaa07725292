import { Failure } from '#kernel/errors.ts';
import type { CommitmentRecord, Span } from '../read/reading.ts';
import { bestAssignment } from './assignment.ts';
import type { Edge } from './assignment.ts';
import { clausesIn, sentenceAt } from './clauses.ts';
import { counterparts } from './counterparts.ts';
import { isDone } from './done.ts';
import { meetingOf, wasHeld } from './held.ts';
import { likeness, needed, rarityIn, reasonsFor, weigh, wordsAlike } from './likeness.ts';
import type { Rarity, Weighed } from './likeness.ts';
import { pageOf, profileOf } from './profile.ts';
import type { Page, Readout } from './profile.ts';
import { relationOf } from './relation.ts';
import type { Relation } from './relation.ts';
import { actingSides, sideMaps } from './sides.ts';
import type { Parties, SideMap } from './sides.ts';

export type Statement = Readout & { readonly name: string };
export type Place = Span & { readonly file: string };
export type Link = {
  readonly from: Place;
  readonly to: Place;
  readonly relation: Relation;
  readonly why: readonly string[];
};
export type Fulfilled = Place & { readonly by?: Place; readonly why: readonly string[] };
export type Lineage = {
  readonly files: readonly string[];
  readonly links: readonly Link[];
  readonly new: readonly Place[];
  readonly fulfilled: readonly Fulfilled[];
  readonly dropped: readonly Place[];
};

export const MOST_IN_LINE = 1500;

/** Fewer undertakings live on from statement to statement than are told by both sides of one meeting. */
const OVER_TIME = 1;
/** A report of a thing done names it, in words that its undertaking had. */
const LEAST_REPORTED = 0.34;

type Item = { readonly statement: number; readonly weighed: Weighed };

/** What became of each undertaking in a line of statements, the oldest first. */
export function lineageOf(statements: readonly Statement[]): Lineage {
  const total = statements.reduce((sum, { reading }) => sum + reading.commitments.length, 0);
  if (total > MOST_IN_LINE)
    throw new Failure(
      'too-large',
      `A line of statements takes up to ${MOST_IN_LINE} undertakings in all; these have ${total}.`,
    );
  const pages = statements.map(pageOf);
  const items = itemsOf(statements, pages);
  const result = { links: [] as Link[], new: [] as Place[], fulfilled: [] as Fulfilled[], dropped: [] as Place[] };
  const place = ({ statement, weighed: { profile } }: Item): Place =>
    placeOf(statements[statement]?.name ?? '', profile.record);
  let open: Item[] = [...(items.byStatement[0] ?? [])];
  statements.forEach((statement, index) => {
    const page = pages[index];
    if (index === 0 || page === undefined) return;
    const own = [...(items.byStatement[index] ?? [])];
    const reports = reportsOf(statement, page, items.rarity);
    const meeting = meetingOf(statement, page);
    const done = new Set<Item>();
    for (const head of open) {
      const { profile } = head.weighed;
      const before = pages[head.statement];
      if (before && wasHeld(profile, before, meeting)) {
        done.add(head);
        const [told] = statement.reading.meetings;
        result.fulfilled.push({
          ...place(head),
          ...(told ? { by: placeOf(statement.name, told) } : {}),
          why: ['this is the meeting that was announced'],
        });
        continue;
      }
      const report = reportOn(head.weighed, reports, own);
      if (report === undefined) continue;
      done.add(head);
      result.fulfilled.push({
        ...place(head),
        by: placeOf(statement.name, report.profile.record),
        why: ['reported as done', ...reasonsFor(head.weighed, report).slice(1)],
      });
    }
    open = open.filter((head) => !done.has(head));
    const taken = new Set<Item>();
    const chosen = bestAssignment(edgesBetween(open, own)).flatMap(({ a, b }) => {
      const [from, to] = [open[a], own[b]];
      return from && to ? [{ from, to }] : [];
    });
    const linked = new Set(chosen.flatMap(({ from, to }) => [from, to]));
    // what the reader passed over, here or in the statements before, may be the other end
    const alone = open.filter((head) => !linked.has(head));
    for (const [weighed, clause] of passedOver(alone, page, statement.reading.commitments, items.rarity)) {
      const from = alone.find((head) => head.weighed === weighed);
      const to = { statement: index, weighed: clause };
      if (from) chosen.push({ from, to });
      own.push(to);
    }
    const unheard = own.filter((item) => !chosen.some(({ to }) => to === item));
    for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
      const [before, told] = [pages[earlier], statements[earlier]];
      if (before === undefined || told === undefined) continue;
      const held = [
        ...told.reading.commitments,
        ...result.fulfilled.flatMap(({ by }) => (by?.file === told.name ? [by] : [])),
      ];
      for (const [weighed, clause] of passedOver(unheard, before, held, items.rarity)) {
        const at = unheard.findIndex((item) => item.weighed === weighed);
        const [to] = unheard.splice(at, 1);
        if (to) chosen.push({ from: { statement: earlier, weighed: clause }, to });
      }
    }
    for (const { from, to } of chosen) {
      taken.add(from).add(to);
      const { relation, why } = relationOf(from.weighed.profile, to.weighed.profile, {
        from: wordsOf(statements, from),
        to: wordsOf(statements, to),
        sentence: around(page, to.weighed.profile.record),
      });
      result.links.push({
        from: place(from),
        to: place(to),
        relation,
        why: [...why, ...reasonsFor(from.weighed, to.weighed)],
      });
    }
    result.new.push(...own.filter((item) => !taken.has(item)).map(place));
    open = [...open.filter((head) => !taken.has(head)), ...own];
  });
  const last = statements.length - 1;
  result.dropped.push(...open.filter(({ statement }) => statement < last).map(place));
  return { files: statements.map(({ name }) => name), ...result };
}

const placeOf = (file: string, { start, end }: Span): Place => ({ file, start, end });

const wordsOf = (statements: readonly Statement[], { statement, weighed }: Item): string =>
  statements[statement]?.text.slice(weighed.profile.record.start, weighed.profile.record.end) ?? '';

function around({ text, sentences }: Page, { start, end }: Span): string {
  const sentence = sentenceAt(sentences, start);
  return text.slice(start, Math.min(sentence?.end ?? end, end + 200));
}

/** Undertakings of all statements, their sides under one set of letters: those of the statement that first names them. */
function itemsOf(
  statements: readonly Statement[],
  pages: readonly Page[],
): { readonly byStatement: readonly Item[][]; readonly rarity: Rarity } {
  const profiles = statements.map(({ reading }, index) => {
    const page = pages[index];
    return page === undefined ? [] : reading.commitments.map((record) => profileOf(page, record));
  });
  const rarity = rarityIn(profiles.flat());
  let known: Parties = {};
  const byStatement = statements.map(({ reading }, statement) => {
    const map = ontoKnown(reading.parties, known);
    known = withNames(known, reading.parties, map);
    const all = Object.fromEntries(Object.keys(reading.parties).map((letter) => [letter, []]));
    return (profiles[statement] ?? []).map((profile) => ({
      statement,
      weighed: weigh(profile, rarity, actingSides(profile.record.responsible, all, map)),
    }));
  });
  return { byStatement, rarity };
}

function ontoKnown(parties: Parties, known: Parties): SideMap {
  if (Object.keys(known).length === 0) return new Map(Object.keys(parties).map((letter) => [letter, letter]));
  return sideMaps(parties, known)[0] ?? new Map();
}

const withNames = (known: Parties, parties: Parties, map: SideMap): Parties => {
  const grown: Record<string, readonly string[]> = { ...known };
  for (const [letter, names] of Object.entries(parties)) {
    const global = map.get(letter) ?? `-${letter}`;
    grown[global] = [...new Set([...(grown[global] ?? []), ...names])];
  }
  return grown;
};

function edgesBetween(open: readonly Item[], own: readonly Item[]): Edge[] {
  const least = needed(Math.max(open.length, own.length)) + OVER_TIME;
  return open.flatMap((from, a) =>
    own.flatMap((to, b) => {
      const gain = likeness(from.weighed, to.weighed).bits - least;
      // of two mentions the later one is taken up
      return gain > 0 ? [{ a, b, gain: gain + from.statement * 0.01 }] : [];
    }),
  );
}

/** Clauses of a statement that take up what is open and that no record holds. */
const passedOver = (
  alone: readonly Item[],
  page: Page,
  records: readonly Span[],
  rarity: Rarity,
): Map<Weighed, Weighed> =>
  counterparts(
    alone.map(({ weighed }) => weighed),
    page,
    records,
    { rarity, talk: false },
  );

/** Clauses that report something as done and undertake nothing. */
function reportsOf(statement: Statement, page: Page, rarity: Rarity): Weighed[] {
  const records = statement.reading.commitments;
  return page.sentences.flatMap((sentence) => {
    if (
      !isDone(page.text.slice(sentence.start, sentence.end).replace(/\s+/gu, ' '), page.lang) &&
      !mayBeDone(page, sentence)
    )
      return [];
    return clausesIn(page.text, sentence, page.lang).flatMap((clause) => {
      if (!isDone(clause.text.replace(/\s+/gu, ' '), page.lang)) return [];
      if (records.some(({ start, end }) => start < clause.end && clause.start < end)) return [];
      const record: CommitmentRecord = {
        start: clause.start,
        end: clause.end,
        kind: 'other',
        responsible: 'both',
        status: 'agreed',
        why: [],
      };
      return [weigh(profileOf(page, record), rarity, new Set())];
    });
  });
}

const mayBeDone = (page: Page, sentence: Span): boolean =>
  clausesIn(page.text, sentence, page.lang).some((clause) => isDone(clause.text.replace(/\s+/gu, ' '), page.lang));

/** The best report on an undertaking, unless the statement undertakes the same again in nearer words. */
function reportOn(head: Weighed, reports: readonly Weighed[], own: readonly Item[]): Weighed | undefined {
  if (head.profile.record.recurrence !== undefined) return undefined;
  let best: { report: Weighed; share: number } | undefined;
  for (const report of reports) {
    const { share } = wordsAlike(head, report);
    if (share >= LEAST_REPORTED && (best === undefined || share > best.share)) best = { report, share };
  }
  if (best === undefined) return undefined;
  const again = Math.max(
    0,
    ...own.map(({ weighed }) => (likeness(head, weighed).bits > 3 ? wordsAlike(head, weighed).share : 0)),
  );
  return again > best.share + 0.1 ? undefined : best.report;
}
