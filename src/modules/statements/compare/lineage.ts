import { Failure } from '#kernel/errors.ts';
import { TERMS } from '../data/terms.ts';
import type { Span } from '../read/reading.ts';
import { bestAssignment } from './assignment.ts';
import type { Edge } from './assignment.ts';
import { sentenceAt } from './clauses.ts';
import { counterparts } from './counterparts.ts';
import { meetingOf, wasHeld } from './held.ts';
import { likeness, needed, rarityIn, reasonsFor, weigh } from './likeness.ts';
import type { Rarity, Weighed } from './likeness.ts';
import { pageOf, profileOf } from './profile.ts';
import type { Page, Readout } from './profile.ts';
import { relationOf } from './relation.ts';
import type { Relation } from './relation.ts';
import { reportedAsDone, reportsOf } from './reports.ts';
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
const OVER_TIME = 0.5;

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
  const { byStatement, rarity } = itemsOf(statements, pages);
  const line: Line = { statements, pages, rarity, heard: new Map() };
  const result = { links: [] as Link[], new: [] as Place[], fulfilled: [] as Fulfilled[], dropped: [] as Place[] };
  let open: readonly Item[] = byStatement[0] ?? [];
  for (let now = 1; now < statements.length; now += 1) {
    const own = byStatement[now] ?? [];
    const done = doneBy(line, now, open, own);
    result.fulfilled.push(...done.values());
    const waiting = open.filter((item) => !done.has(item));
    const steps = takenUp(line, now, waiting, own);
    const taken = new Set(steps.flatMap(({ from, to }) => [from, to]));
    result.links.push(...steps.map((step) => linkOf(line, now, step)));
    result.new.push(...own.filter((item) => !taken.has(item)).map((item) => placeIn(line, item)));
    const heard = steps.map(({ to }) => to).filter((item) => !own.includes(item));
    open = [...waiting.filter((item) => !taken.has(item)), ...own, ...heard];
  }
  const last = statements.length - 1;
  result.dropped.push(...open.filter(({ statement }) => statement < last).map((item) => placeIn(line, item)));
  return { files: statements.map(({ name }) => name), ...result };
}

type Line = {
  readonly statements: readonly Statement[];
  readonly pages: readonly Page[];
  readonly rarity: Rarity;
  /** By statement, the clauses heard in it beyond its records: none serves twice. */
  readonly heard: Map<number, Span[]>;
};
type Step = { readonly from: Item; readonly to: Item };

/** What the statement reports as done: the meeting that was announced is this one, or words say so. */
function doneBy(line: Line, now: number, open: readonly Item[], own: readonly Item[]): Map<Item, Fulfilled> {
  const { statements, pages, rarity } = line;
  const done = new Map<Item, Fulfilled>();
  const [statement, page] = [statements[now], pages[now]];
  if (statement === undefined || page === undefined) return done;
  const file = (item: Item): string => statements[item.statement]?.name ?? '';
  const meeting = meetingOf(statement, page);
  const [told] = statement.reading.meetings;
  for (const item of open) {
    const { profile } = item.weighed;
    const before = pages[item.statement];
    if (before === undefined || told === undefined || !wasHeld(profile, before, meeting)) continue;
    const why = ['this is the meeting that was announced'];
    done.set(item, { ...placeOf(file(item), profile.record), by: placeOf(statement.name, told), why });
  }
  const waiting = open.filter((item) => !done.has(item));
  const reports = reportsOf(page, statement.reading.commitments, rarity);
  const reported = reportedAsDone(weighedOf(waiting), reports, weighedOf(own));
  for (const item of waiting) {
    const report = reported.get(item.weighed);
    if (report === undefined) continue;
    const by = placeOf(statement.name, report.profile.record);
    const why = ['reported as done', ...reasonsFor(item.weighed, report).slice(1)];
    done.set(item, { ...placeOf(file(item), item.weighed.profile.record), by, why });
  }
  // a report that answers no undertaking that was read may answer one that the reader passed over
  const used = new Set(reported.values());
  const unclaimed = reports.filter((report) => !used.has(report));
  for (let earlier = now - 1; earlier >= 0; earlier -= 1)
    for (const [report, weighed] of passedOver(line, unclaimed, earlier)) {
      unclaimed.splice(unclaimed.indexOf(report), 1);
      const by = placeOf(statement.name, report.profile.record);
      const why = ['reported as done', ...reasonsFor(weighed, report).slice(1)];
      const item = { statement: earlier, weighed };
      done.set(item, { ...placeIn(line, item), by, why });
    }
  return done;
}

/** Clauses of a statement that no record holds, as the other ends of what found none; each is taken once. */
function passedOver(
  { statements, pages, rarity, heard }: Line,
  alone: readonly Weighed[],
  at: number,
): Map<Weighed, Weighed> {
  const [page, told] = [pages[at], statements[at]];
  if (page === undefined || told === undefined) return new Map();
  const taken = heard.get(at) ?? [];
  heard.set(at, taken);
  const found = counterparts(alone, page, [...told.reading.commitments, ...taken], { rarity, talk: false });
  taken.push(...[...found.values()].map(({ profile }) => profile.record));
  return found;
}

/** Which open undertakings the statement takes up. What the reader passed over, here or before, may be the other end. */
function takenUp(line: Line, now: number, open: readonly Item[], own: readonly Item[]): Step[] {
  const steps = bestAssignment(edgesBetween(open, own)).flatMap(({ a, b }): Step[] => {
    const [from, to] = [open[a], own[b]];
    return from && to ? [{ from, to }] : [];
  });
  const linked = new Set(steps.flatMap(({ from, to }) => [from, to]));
  const alone = open.filter((item) => !linked.has(item));
  const found = passedOver(line, weighedOf(alone), now);
  for (const from of open) {
    const clause = linked.has(from) ? undefined : found.get(from.weighed);
    if (clause) steps.push({ from, to: { statement: now, weighed: clause } });
  }
  let unheard = own.filter((item) => !linked.has(item));
  for (let earlier = now - 1; earlier >= 0; earlier -= 1) {
    const before = passedOver(line, weighedOf(unheard), earlier);
    for (const to of unheard) {
      const clause = before.get(to.weighed);
      if (clause) steps.push({ from: { statement: earlier, weighed: clause }, to });
    }
    unheard = unheard.filter(({ weighed }) => !before.has(weighed));
  }
  return steps;
}

function linkOf(line: Line, now: number, { from, to }: Step): Link {
  const [before, after] = [from.weighed.profile, to.weighed.profile];
  const page = line.pages[now];
  const { relation, why } = relationOf(before, after, {
    from: wordsOf(line.statements, from),
    to: wordsOf(line.statements, to),
    sentence: page === undefined ? '' : around(page, after.record),
  });
  return {
    from: placeIn(line, from),
    to: placeIn(line, to),
    relation,
    why: [...why, ...reasonsFor(from.weighed, to.weighed)],
  };
}

const placeIn = ({ statements }: Line, { statement, weighed: { profile } }: Item): Place =>
  placeOf(statements[statement]?.name ?? '', profile.record);

const weighedOf = (items: readonly Item[]): Weighed[] => items.map(({ weighed }) => weighed);

const placeOf = (file: string, { start, end }: Span): Place => ({ file, start, end });

const wordsOf = (statements: readonly Statement[], { statement, weighed }: Item): string =>
  statements[statement]?.text.slice(weighed.profile.record.start, weighed.profile.record.end) ?? '';

function around({ text, sentences }: Page, { start, end }: Span): string {
  const sentence = sentenceAt(sentences, start);
  return text.slice(start, Math.min(sentence?.end ?? end, end + 200));
}

/** At one meeting a treaty is the treaty; over the years there are many, and what they are about tells them apart. */
const SORTS: ReadonlySet<string> = new Set(TERMS.flatMap(({ id, tells }) => (tells === 'sort' ? [`#${id}`] : [])));
const OF_A_SORT = 0.4;

/** Undertakings of all statements, their sides under one set of letters: those of the statement that first names them. */
function itemsOf(
  statements: readonly Statement[],
  pages: readonly Page[],
): { readonly byStatement: readonly Item[][]; readonly rarity: Rarity } {
  const profiles = statements.map(({ reading }, index) => {
    const page = pages[index];
    return page === undefined ? [] : reading.commitments.map((record) => profileOf(page, record));
  });
  const rare = rarityIn(profiles.flat());
  const rarity: Rarity = (key) => rare(key) * (SORTS.has(key) ? OF_A_SORT : 1);
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
