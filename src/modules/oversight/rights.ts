import type { RightsFigure } from '#contract/review.ts';
import { publicCount } from '#kernel/log/quarter.ts';
import type { Tx } from '#store/db.ts';
import { rightsCounts } from '#store/transparency.ts';

/** Of persons concerned, and of what was deleted: as public figures are, so that few are not told apart. */
export async function rightsOf(span: {
  readonly tx: Tx;
  readonly from: Date;
  readonly until: Date;
}): Promise<RightsFigure[]> {
  const { least, refusals, complaints, deletions } = await rightsCounts(span.tx, span);
  const figure = (what: RightsFigure['what'], n: number): RightsFigure => {
    const count = publicCount(n, least);
    return count === null ? { what, below: least } : { what, count };
  };
  return [figure('refusals', refusals), figure('complaints', complaints), figure('deletions', deletions)];
}
