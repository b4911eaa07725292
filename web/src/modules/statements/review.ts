import type { Proposals, ProposedCommitment } from '#contract/statements.ts';
import type { Theme } from '../../data/accord-terms.ts';
import { parseCadence } from '../../ui/dates.ts';

export type Decision = 'open' | 'accepted' | 'rejected';

/** A proposal under the officer's hands. `id` is given before it is sent, so that a repeated attempt makes no second record. */
export type Item = {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly kind: ProposedCommitment['kind'];
  readonly status: ProposedCommitment['status'];
  /** Letters of sides. */
  readonly responsible: readonly string[];
  readonly due: string;
  readonly recurrence: string;
  readonly title: string;
  readonly theme: string;
  readonly why: readonly string[];
  readonly decision: Decision;
  readonly tried: boolean;
  readonly adopted: boolean;
};

export type Attendee = {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly office: string;
  readonly side: string;
  readonly keepName: boolean;
  readonly retainUntil: string;
};

export type Review = {
  readonly id: string;
  readonly lang: string;
  readonly sha256: string;
  /** Letter of a side to the names that the text uses for it. */
  readonly sides: Readonly<Record<string, readonly string[]>>;
  /** Letter of a side to a party of the accord. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
  readonly attendees: readonly Attendee[];
  readonly meeting: { readonly date: string; readonly place: string; readonly format: string } | undefined;
  readonly others: readonly Other[];
  readonly keepAttendees: boolean;
  readonly statement: 'open' | 'tried' | 'adopted';
};

/** What was found besides commitments: shown in the text, adopted with the statement or not at all. */
export type Other = {
  readonly start: number;
  readonly end: number;
  readonly sort: 'meeting' | 'event' | 'incident' | 'participant';
};

export type Party = { readonly id: string; readonly names: readonly string[] };

export type Sources = {
  readonly parties: readonly Party[];
  readonly themes: readonly Theme[];
  readonly newId: (type: string) => string;
  readonly retainUntil: string;
};

export function beginReview(proposals: Proposals, { parties, themes, newId, retainUntil }: Sources): Review {
  const letters = Object.keys(proposals.parties);
  const [meeting] = proposals.meetings;
  return {
    id: newId('statement'),
    lang: proposals.lang,
    sha256: proposals.sha256,
    sides: proposals.parties,
    mapping: mapSides(proposals.parties, parties),
    items: proposals.commitments.map((found) => ({
      id: newId('commitment'),
      start: found.start,
      end: found.end,
      kind: found.kind,
      status: found.status,
      responsible: sidesOf(found.responsible, letters),
      due: found.due ?? '',
      recurrence: found.recurrence ?? '',
      title: '',
      theme: suggestTheme(found, themes),
      why: found.why ?? [],
      decision: 'open',
      tried: false,
      adopted: false,
    })),
    attendees: proposals.participants.map(({ start, end, name, title, side }) => ({
      start,
      end,
      name,
      office: title ?? '',
      side: side ?? '',
      keepName: false,
      retainUntil,
    })),
    meeting:
      meeting === undefined
        ? undefined
        : { date: meeting.date ?? '', place: meeting.place ?? '', format: meeting.format ?? '' },
    others: [
      ...proposals.meetings.map(({ start, end }) => ({ start, end, sort: 'meeting' as const })),
      ...proposals.events.map(({ start, end }) => ({ start, end, sort: 'event' as const })),
      ...proposals.incidents.map(({ start, end }) => ({ start, end, sort: 'incident' as const })),
      ...proposals.participants.map(({ start, end }) => ({ start, end, sort: 'participant' as const })),
    ],
    keepAttendees: proposals.participants.length > 0,
    statement: 'open',
  };
}

function sidesOf(responsible: string, letters: readonly string[]): string[] {
  if (responsible === 'both') return [...letters];
  return responsible.split('+').filter((letter) => letters.includes(letter));
}

/** A side is the party whose name holds one of the side's names; what is left over is taken in order, each party once. */
export function mapSides(
  sides: Readonly<Record<string, readonly string[]>>,
  parties: readonly Party[],
): Record<string, string> {
  const mapping: Record<string, string> = {};
  const free = new Set(parties.map(({ id }) => id));
  for (const [letter, aliases] of Object.entries(sides)) {
    const match = parties.find(
      ({ id, names }) => free.has(id) && aliases.some((alias) => names.some((name) => contains(name, alias))),
    );
    if (match === undefined) continue;
    mapping[letter] = match.id;
    free.delete(match.id);
  }
  for (const letter of Object.keys(sides)) {
    const [next] = free;
    if (mapping[letter] !== undefined || next === undefined) continue;
    mapping[letter] = next;
    free.delete(next);
  }
  return mapping;
}

function contains(name: string, alias: string): boolean {
  return alias.length > 1 && name.toLowerCase().includes(alias.toLowerCase());
}

const MECHANISM: Readonly<Record<string, string>> = {
  'recurring-meeting': 'M4',
  training: 'M10',
  'information-sharing': 'M1',
  'protection-measure': 'M3',
  'capacity-building': 'M11',
  investigation: 'M9',
};

/** Only a first guess by kind: the officer chooses. Nothing where the accord has no such theme, or several. */
function suggestTheme({ kind, recurrence = '' }: ProposedCommitment, themes: readonly Theme[]): string {
  const cadence = parseCadence(recurrence);
  const isYearly = cadence !== undefined && 'months' in cadence && cadence.months === 12;
  const wanted = kind === 'recurring-meeting' && isYearly ? 'M5' : MECHANISM[kind];
  const fitting = themes.filter(({ mechanism }) => mechanism === wanted);
  return fitting.length === 1 ? (fitting[0]?.key ?? '') : '';
}

export type Piece = {
  readonly start: number;
  readonly end: number;
  /** Places in `items` of the proposals that this piece supports. */
  readonly items: readonly number[];
  readonly sorts: readonly Other['sort'][];
};

/** The text cut wherever a span begins or ends, so that spans may overlap. */
export function pieces(length: number, items: readonly Item[], others: readonly Other[]): Piece[] {
  const inside = (at: number) => at > 0 && at < length;
  const cuts = new Set([0, length]);
  for (const { start, end } of [...items, ...others]) for (const at of [start, end]) if (inside(at)) cuts.add(at);
  const ordered = [...cuts].toSorted((a, b) => a - b);
  return ordered.slice(0, -1).map((start, place) => {
    const end = ordered[place + 1] ?? length;
    const covers = (span: { start: number; end: number }) => span.start <= start && span.end >= end;
    return {
      start,
      end,
      items: items.flatMap((item, index) => (covers(item) ? [index] : [])),
      sorts: [...new Set(others.filter(covers).map(({ sort }) => sort))],
    };
  });
}

const CONTEXT = 60;

/** W3C TextQuoteSelector: the words, and enough around them to find them again. Never cuts a surrogate pair. */
export function quoteSelector(text: string, { start, end }: { readonly start: number; readonly end: number }) {
  return {
    type: 'TextQuoteSelector',
    exact: text.slice(start, end),
    prefix: fromWord(text, start),
    suffix: toWord(text, end),
  };
}

/** Begins with a word where the script has spaces between words. */
function fromWord(text: string, end: number): string {
  const start = whole(text, Math.max(0, end - CONTEXT));
  const cut = text.slice(start, end);
  return start === 0 ? cut : cut.replace(/^\S*\s+(?=\S)/u, '');
}

function toWord(text: string, start: number): string {
  const end = whole(text, Math.min(text.length, start + CONTEXT));
  const cut = text.slice(start, end);
  return end === text.length ? cut : cut.replace(/(?<=\S)\s+\S*$/u, '');
}

function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** The next proposal in the given direction that is still open; else the next one. */
export function neighbour(items: readonly Item[], from: number, direction: 1 | -1): number {
  const count = items.length;
  if (count === 0) return 0;
  return (from + direction + count) % count;
}

export function nextOpen(items: readonly Item[], from: number): number {
  for (let step = 1; step <= items.length; step += 1) {
    const place = (from + step) % items.length;
    if (items[place]?.decision === 'open') return place;
  }
  return from;
}
