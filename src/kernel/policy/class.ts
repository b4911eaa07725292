import { canonicalize } from '../json/canonical.ts';
import { CHARTER } from '../stix/values.ts';
import { isTlpAbove, resolveMarkings } from './markings.ts';
import type { KnownMarkings, Tlp } from './markings.ts';

/** What tells one visibility class from another. Left out means none. */
export type VisibilityFacts = {
  readonly accord: string | null;
  readonly channel: string | null;
  /** Refs of all markings of the part: the object's and its own. */
  readonly markings: readonly string[];
  /** Handling codes that are kept beside the record instead of in its markings. */
  readonly handling?: readonly string[];
  readonly compartment?: string | null;
  readonly case?: string | null;
};

const asSet = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** The one spelling of a class: equal facts have equal keys, however they were listed. */
export const visibilityKey = ({
  accord,
  channel,
  markings,
  handling = [],
  compartment = null,
  case: caseId = null,
}: VisibilityFacts): string =>
  canonicalize({ accord, channel, markings: asSet(markings), handling: asSet(handling), compartment, case: caseId });

export type Membership = { readonly accord: string; readonly channels: readonly string[] | '*'; readonly tlp: Tlp };

export type Reader = {
  readonly accords: readonly Membership[];
  readonly compartments?: readonly string[];
  readonly cases?: readonly string[];
};

/** Who may see. PAP and handling say what may be done with what is seen, so they do not decide here. */
export const mayRead = (facts: VisibilityFacts, reader: Reader, known?: KnownMarkings): boolean => {
  const { accord, channel, compartment = null, case: caseId = null } = facts;
  if (accord === null || channel === null) return false;
  if (compartment !== null && !reader.compartments?.includes(compartment)) return false;
  if (caseId !== null && !reader.cases?.includes(caseId)) return false;
  const resolved = resolveMarkings(facts.markings, known);
  if ('unknown' in resolved || resolved.tlp === null) return false;
  const { tlp } = resolved;
  return reader.accords.some(
    (member) => member.accord === accord && mayFollow(member, channel) && !isTlpAbove(tlp, member.tlp),
  );
};

/** Every member reads the accord itself: without it, nothing on its channels has a meaning. */
const mayFollow = ({ channels }: Membership, channel: string): boolean =>
  channels === '*' || channel === CHARTER || channels.includes(channel);
