import { canonicalize } from '../json/canonical.ts';
import type { ReservedFamily } from './family.ts';

/** What tells one visibility class from another. Left out means none. */
export type VisibilityFacts = {
  readonly accord: string | null;
  readonly channel: string | null;
  /** Of a type that not every reader may see. */
  readonly family?: ReservedFamily | null;
  /** Refs of all markings of the part: the object's and its own. */
  readonly markings: readonly string[];
  /** Handling codes that are kept beside the record instead of in its markings. */
  readonly handling?: readonly string[];
  /** The need-to-know list that it is on. */
  readonly compartment?: string | null;
  /** The case whose team alone may see it. */
  readonly case?: string | null;
  /** Of an accord of cities, the accord that it is under. It follows from the accord, and is not in the key. */
  readonly under?: string | null;
};

const asSet = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** The one spelling of a class: equal facts have equal keys, however they were listed. Without a family it has none in its key. */
export const visibilityKey = ({
  accord,
  channel,
  family = null,
  markings,
  handling = [],
  compartment = null,
  case: caseId = null,
}: VisibilityFacts): string =>
  canonicalize({
    accord,
    channel,
    ...(family === null ? {} : { family }),
    markings: asSet(markings),
    handling: asSet(handling),
    compartment,
    case: caseId,
  });
