import type { ReviewDraft } from '#contract/review.ts';
import { Failure } from '#kernel/errors.ts';
import type { Ceiling } from '#kernel/policy/decide.ts';
import type { Accord } from '#store/accords.ts';
import { accordsUnder } from '#store/cities.ts';
import type { Caller } from '#api/caller.ts';
import type { NodeContext } from '#api/module.ts';
import { ceilingOf, classesAt, markingsAt, type Edition } from './ceiling.ts';
import { draftSentences, type Year } from './draft.ts';
import { accordOf, gatherYear, type Span } from './gather.ts';
import { writeTitle } from './words/write.ts';

type Node = Pick<NodeContext, 'db' | 'self' | 'modules'>;
export type AskedReview = Span & { readonly accord: string; readonly edition: Edition };
export type GatheredYear = {
  readonly year: Year;
  readonly isWhole: boolean;
  readonly ceiling: Ceiling;
  readonly accord: Accord;
};

/** In the scope of a reader of the edition: what is above its ceiling is not there to be told or counted. */
export async function yearOf(
  node: Node,
  caller: Caller,
  { accord: id, edition, from, until }: AskedReview,
): Promise<GatheredYear> {
  if (from >= until) throw new Failure('bad-input', 'is not after the first day', { path: '?until' });
  const [accord, accords] = await node.db.transaction(
    caller,
    async (tx) => [await accordOf(tx, id), await accordsUnder(tx, id)] as const,
  );
  const ceiling = ceilingOf(edition, accord);
  const classes = classesAt(caller, accords, ceiling);
  const { year, isWhole } = await node.db.transaction({ classes }, (tx) =>
    gatherYear(tx, node, accord, { from, until }),
  );
  return { year, isWhole, ceiling, accord };
}

export async function draftReview(node: Node, caller: Caller, asked: AskedReview): Promise<ReviewDraft> {
  return reviewOf(await yearOf(node, caller, asked), asked);
}

export const reviewOf = (
  { year, isWhole, ceiling }: GatheredYear,
  { edition, from, until }: AskedReview,
): ReviewDraft => ({
  edition,
  from,
  until,
  title: writeTitle(from, until, edition === 'public'),
  sentences: draftSentences(year),
  object_marking_refs: markingsAt(ceiling),
  isWhole,
});
