import { Failure } from '../errors.ts';
import { isIndispensable } from '../stix/types.ts';
import type { PartShape } from './parts.ts';

type Choice = {
  /** Of the record, for its sentences and its schema. */
  readonly id: string;
  readonly type: string;
  /** What stands in part 0. */
  readonly unmarked: readonly string[];
};

/**
 * The parts that must stay closed so that none of these properties is shown; with a property its whole part is closed. What
 * cannot be withheld alone is refused: it would be shown, or the record would mean nothing without it.
 */
export function partsWithout(
  parts: readonly PartShape[],
  withheld: readonly string[],
  { id, type, unmarked }: Choice,
): Set<number> {
  const closed = new Set<number>();
  for (const property of withheld) {
    if (unmarked.includes(property)) {
      throw new Failure(
        'bad-input',
        `${property} of ${id} cannot be withheld: its author gave it no marking of its own, so it stands in part 0, which every proof of the record shows`,
      );
    }
    const at = parts.findIndex(({ properties }, n) => n > 0 && properties.includes(property));
    if (at < 0) continue;
    const needed = parts[at]?.properties.find((name) => isIndispensable(type, name));
    if (needed !== undefined)
      throw new Failure(
        'bad-input',
        `${property} of ${id} cannot be withheld: without ${needed} the ${type} means nothing; leave the record out`,
      );
    closed.add(at);
  }
  return closed;
}
