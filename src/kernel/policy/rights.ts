import { CHARTER } from '../stix/values.ts';
import type { VisibilityFacts } from './class.ts';
import { COMMON, type RecordFamily } from './family.ts';
import { isTlpAbove, resolveMarkings } from './markings.ts';
import type { HandlingCode, KnownMarkings, Tlp } from './markings.ts';

export const EVERY_ACCORD = '*';
/** How far a grant reaches: the whole accord of the assignment, what the own unit and those below keep, the own case teams. */
export const SCOPES = ['accord', 'unit', 'case'] as const;
export type Scope = (typeof SCOPES)[number];

export type Grant = {
  readonly action: string;
  /** `node`: of no record. */
  readonly family: RecordFamily | 'node';
  readonly scope: Scope | 'node';
};

/** A role in a unit, for an accord. */
export type Seat = {
  /** `*`: every accord, also those to come; null: none. */
  readonly accord: string | null;
  readonly channels: readonly string[] | '*';
  readonly tlp: Tlp;
  /** The own unit and those below it. */
  readonly units?: readonly string[];
  /** Need-to-know lists that these units keep for themselves. */
  readonly unitLists?: readonly string[];
  readonly grants: readonly Grant[];
};

export type Clearance = { readonly tlp: Tlp; readonly handling: readonly HandlingCode[] };

/** All that is known of one person when it is judged what they may. */
export type Rights = {
  readonly seats: readonly Seat[];
  readonly clearance: Clearance;
  /** Need-to-know lists and case teams that they are on. */
  readonly compartments: readonly string[];
  readonly cases: readonly string[];
};

/** What is judged: the facts of the class, and what is kept beside the record. */
export type ActFacts = VisibilityFacts & {
  /** The unit that wrote it. */
  readonly unit?: string | null;
};

/** Why not, the first rule in this order. The list is published (docs/operate/people.md). */
export const READ_RULES = {
  'no-place': 'it belongs to no accord or channel',
  'unknown-marking': 'it bears a marking that this node does not know, and unknown means no',
  unmarked: 'no marking says who may see it',
  'clearance-tlp': 'its TLP is above the clearance of this person',
  'clearance-handling': 'the clearance of this person does not have its handling code',
  'need-to-know': 'it is on a need-to-know list that this person is not on',
  'case-team': 'it is of a case whose team this person is not on',
  'no-assignment': 'this person has no assignment for its accord',
  'not-granted': 'no role of this person for its accord is granted this for records of its kind',
  channel: 'the assignment does not reach its channel',
  'assignment-tlp': 'its TLP is above that of the assignment',
  scope: 'the grant reaches the own unit or the own cases alone, and it is of neither',
} as const;
export type Rule = keyof typeof READ_RULES;
export type Judgement = { readonly may: true; readonly by: Seat } | { readonly may: false; readonly rule: Rule };

/**
 * The one policy function: whether these rights permit the action on what has these facts, and by which rule not. Nobody acts on what
 * they may not read: who asks for another action asks for reading first.
 */
export const judge = (action: string, facts: ActFacts, rights: Rights, known?: KnownMarkings): Judgement => {
  const { accord, channel, family = null, compartment = null, case: caseId = null, under = null } = facts;
  const no = (rule: Rule): Judgement => ({ may: false, rule });
  if (accord === null || channel === null) return no('no-place');
  const resolved = resolveMarkings(facts.markings, known);
  if ('unknown' in resolved) return no('unknown-marking');
  const { tlp } = resolved;
  if (tlp === null) return no('unmarked');
  const { clearance } = rights;
  if (isTlpAbove(tlp, clearance.tlp)) return no('clearance-tlp');
  const codes = [...resolved.handling, ...(facts.handling ?? [])];
  if (codes.some((code) => !clearance.handling.some((held) => held === code))) return no('clearance-handling');
  if (compartment !== null && !rights.compartments.includes(compartment)) return no('need-to-know');
  if (caseId !== null && !rights.cases.includes(caseId)) return no('case-team');
  const here = rights.seats.filter((seat) => reaches(seat, { accord, under }));
  if (here.length === 0) return no('no-assignment');
  const granted = here.flatMap((seat) =>
    seat.grants.flatMap((grant) =>
      grant.action === action && grant.family === (family ?? COMMON) ? [{ seat, grant }] : [],
    ),
  );
  if (granted.length === 0) return no('not-granted');
  const onChannel = granted.filter(({ seat }) => mayFollow(seat.channels, channel));
  if (onChannel.length === 0) return no('channel');
  const high = onChannel.filter(({ seat }) => !isTlpAbove(tlp, seat.tlp));
  if (high.length === 0) return no('assignment-tlp');
  const found = high.find(({ seat, grant }) => isWithin(grant.scope, seat, { facts, rights }));
  return found ? { may: true, by: found.seat } : no('scope');
};

/** An assignment for an accord is also one for the accords of cities under it, which carry less. */
export const reaches = (
  { accord: seat }: Pick<Seat, 'accord'>,
  { accord, under }: Pick<VisibilityFacts, 'accord' | 'under'>,
): boolean => seat === EVERY_ACCORD || (seat !== null && (seat === accord || seat === under));

/** Every member follows the accord itself: without it, nothing on its channels has a meaning. */
export const mayFollow = (channels: Seat['channels'], channel: string): boolean =>
  channels === '*' || channel === CHARTER || channels.includes(channel);

type Within = { readonly facts: ActFacts; readonly rights: Rights };

const isWithin = (
  scope: Grant['scope'],
  { units = [], unitLists = [] }: Seat,
  { facts: { unit = null, compartment = null, case: caseId = null }, rights }: Within,
): boolean => {
  switch (scope) {
    case 'accord':
      return true;
    case 'unit':
      return (unit !== null && units.includes(unit)) || (compartment !== null && unitLists.includes(compartment));
    case 'case':
      return caseId !== null && rights.cases.includes(caseId);
    case 'node':
    default:
      return false;
  }
};

export const READ = 'records.read';
export const mayRead = (facts: VisibilityFacts, rights: Rights, known?: KnownMarkings): boolean =>
  judge(READ, facts, rights, known).may;

export const mayAct = (action: string, facts: ActFacts, rights: Rights, known?: KnownMarkings): boolean =>
  mayRead(facts, rights, known) && judge(action, facts, rights, known).may;
