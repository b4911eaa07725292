import type { DeskSet } from '#contract/statement-sets.ts';
import type { StatementLineage } from '#contract/statements.ts';
import type { Span } from './span.ts';
import { keyOf } from './told.ts';

type Lineage = StatementLineage['lineage'];
type Place = Lineage['new'][number];
export type Relation = Lineage['links'][number]['relation'];
type Finding = DeskSet['findings'][number];

export type Knot = Span & {
  /** Place of its statement in the line. */
  readonly column: number;
  /** How it takes up the one before it on its thread; `first`: it is in the oldest statement; `new`: in a later one. */
  readonly relation: Relation | 'first' | 'new';
  readonly why: readonly string[];
  readonly isDecided: boolean;
};
export type Thread = {
  readonly key: string;
  readonly knots: readonly Knot[];
  /** How it ends, if it does: at the column where it is reported as done, or the first where it is silent. */
  readonly end:
    | { readonly is: 'fulfilled' | 'silent'; readonly column: number; readonly by: Span | undefined }
    | undefined;
};

/** Undertakings followed through statements over time: each a thread, a knot where a statement takes it up. */
export function threads(
  { files, links, new: fresh, fulfilled, dropped }: Lineage,
  findings: readonly Finding[],
): Thread[] {
  const columns = new Map(files.map((file, column) => [file, column]));
  const nodes = new Map<string, Place>();
  const add = ({ file, start, end }: Place) => nodes.set(name({ file, start, end }), { file, start, end });
  const decided = decisions(findings);
  const kept = links.flatMap((link) => {
    const said = decided(link.from, link.to);
    if (said?.decision === 'rejected') return [];
    return [{ ...link, relation: said?.relation ?? link.relation, isDecided: said !== undefined }];
  });
  for (const { from, to } of links) [from, to].forEach(add);
  for (const place of [...fresh, ...fulfilled, ...dropped]) add(place);

  const after = new Map<string, (typeof kept)[number]>();
  const hasBefore = new Set<string>();
  for (const link of kept) {
    const [from, to] = [name(link.from), name(link.to)];
    // A thread goes on once: what else takes it up begins a thread of its own.
    if (after.has(from) || hasBefore.has(to)) continue;
    after.set(from, link);
    hasBefore.add(to);
  }
  const column = ({ file }: Place) => columns.get(file) ?? 0;
  const begins = [...nodes.values()]
    .filter((place) => !hasBefore.has(name(place)))
    .toSorted((a, b) => column(a) - column(b) || a.start - b.start);
  return begins.map((place): Thread => {
    const branch = kept.find((link) => name(link.to) === name(place));
    const knots: Knot[] = [
      {
        start: place.start,
        end: place.end,
        column: column(place),
        relation: branch?.relation ?? (column(place) === 0 ? 'first' : 'new'),
        why: branch?.why ?? [],
        isDecided: branch?.isDecided ?? false,
      },
    ];
    let last = place;
    for (let link = after.get(name(last)); link !== undefined; link = after.get(name(last))) {
      const { start, end } = link.to;
      knots.push({
        start,
        end,
        column: column(link.to),
        relation: link.relation,
        why: link.why,
        isDecided: link.isDecided,
      });
      last = link.to;
    }
    return { key: name(place), knots, end: endOf(last) };
  });

  function endOf(last: Place): Thread['end'] {
    const done = fulfilled.find((place) => name(place) === name(last));
    if (done !== undefined) {
      const by = done.by === undefined ? undefined : { start: done.by.start, end: done.by.end };
      return { is: 'fulfilled', column: done.by === undefined ? column(last) + 1 : column(done.by), by };
    }
    const isSilent = dropped.some((place) => name(place) === name(last));
    return isSilent && column(last) < files.length - 1
      ? { is: 'silent', column: column(last) + 1, by: undefined }
      : undefined;
  }
}

function name(place: Place): string {
  return `${place.file} ${keyOf(place)}`;
}

function decisions(findings: readonly Finding[]) {
  const said = new Map(
    findings
      .filter(({ list }) => list === 'links')
      .flatMap((finding) => {
        const [from, to] = finding.ends;
        return from === undefined || to === undefined ? [] : [[`${at(from)} ${at(to)}`, finding] as const];
      }),
  );
  return (from: Place, to: Place) => said.get(`${name(from)} ${name(to)}`);
}

function at({ statement, start, end }: Finding['ends'][number]): string {
  return name({ file: statement, start, end });
}
