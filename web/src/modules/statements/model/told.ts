import type { CommitmentValues, DeskStatement } from '#contract/statement-desk.ts';
import type { ComparedStatements } from '#contract/statements.ts';
import { isCommitment, standing, verdictOf } from './item.ts';
import { lettersOf } from './responsible.ts';
import { overlaps, type Span } from './span.ts';

type Proposed = ComparedStatements['pairs']['matches'][number]['a'];
export type Attribute = ComparedStatements['pairs']['matches'][number]['differs'][number];

/** An undertaking as one statement tells it: what the officer made of it, where somebody decided. */
export type Told = Span & {
  readonly kind: CommitmentValues['kind'];
  readonly status: CommitmentValues['status'];
  /** Letters of the statement's own sides. */
  readonly responsible: readonly string[];
  readonly due: string;
  readonly recurrence: string;
  /** Words that alone would be no undertaking. */
  readonly isWeak: boolean;
};

export function keyOf({ start, end }: Span): string {
  return `${start}-${end}`;
}

/** What two statements can disagree in: `sides` leads from a letter of the first to one of the second. */
export function differing(a: Told, b: Told, sides: Readonly<Record<string, string>>): Attribute[] {
  const owes = (letters: readonly string[]) => letters.toSorted().join();
  const same: Record<Attribute, boolean> = {
    kind: a.kind === b.kind,
    responsible: owes(a.responsible.map((letter) => sides[letter] ?? letter)) === owes(b.responsible),
    due: a.due === b.due,
    recurrence: a.recurrence === b.recurrence,
    status: a.status === b.status,
  };
  return (['kind', 'responsible', 'due', 'recurrence', 'status'] as const).filter((attribute) => !same[attribute]);
}

export type Source = Pick<DeskStatement, 'items' | 'sides'>;

/** What the desk has of a passage goes before what a reader says of it. Undefined where an officer rejected it. */
export function toldAt(span: Span, proposed: Proposed | undefined, source: Source): Told | undefined {
  const own = standing(source.items)
    .filter(isCommitment)
    .filter((item) => overlaps(item.values, span))
    .toSorted((a, b) => distance(a.values, span) - distance(b.values, span))[0];
  if (own !== undefined && verdictOf(own) === 'rejected') return undefined;
  const values = own !== undefined && (proposed === undefined || verdictOf(own) !== 'open') ? own.values : proposed;
  if (values === undefined) return undefined;
  return {
    start: values.start,
    end: values.end,
    kind: values.kind,
    status: values.status,
    responsible: lettersOf(values.responsible, Object.keys(source.sides)),
    due: values.due ?? '',
    recurrence: values.recurrence ?? '',
    isWeak: own === undefined && proposed !== undefined && 'weak' in proposed && proposed.weak === true,
  };
}

function distance(a: Span, b: Span): number {
  return Math.abs(a.start - b.start) + Math.abs(a.end - b.end);
}
