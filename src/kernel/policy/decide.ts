import type { JsonObject } from '../json/types.ts';
import { isJsonObject, textOf } from '../json/types.ts';
import type { PartShape } from '../record/parts.ts';
import { mustWithholdWhole } from '../record/withholding.ts';
import { isInternalType, isOwnType } from '../stix/extension.ts';
import { parseId } from '../stix/ids.ts';
import { CHARTER } from '../stix/values.ts';
import { CHARTER_CEILING, exceedsCeiling } from './ceiling.ts';
import { isForKind } from './cities.ts';
import type { Ceiling, Excess } from './ceiling.ts';
import { partMarkings, resolveMarkings } from './markings.ts';
import type { KnownMarkings } from './markings.ts';
import { RELEASE_REASONS } from './reasons.ts';
import type { ReleaseCode } from './reasons.ts';

export { CHARTER_CEILING, exceedsCeiling } from './ceiling.ts';
export type { Ceiling } from './ceiling.ts';
export { explainRelease, RELEASE_REASONS } from './reasons.ts';

export type AccordState = 'proposed' | 'ratified' | 'in-force' | 'suspended' | 'terminated';

export type AccordFacts = {
  readonly id: string;
  readonly state: AccordState;
  readonly parties: readonly string[];
  /** Of an accord of cities: what may flow under it is closed. */
  readonly kind?: string | undefined;
  /** False while the recipient's charter feed is in quarantine: what is not heard may be a suspension. */
  readonly isCharterHeard?: boolean;
  readonly channels: readonly {
    readonly name: string;
    readonly purposes: readonly string[];
    readonly ceiling: Ceiling;
  }[];
};

export type ReleaseQuestion = {
  readonly publisher: string;
  readonly recipient: string;
  readonly place: 'draft' | 'internal' | 'shared' | 'sealed';
  readonly record: JsonObject;
  /** As partition() lays them out, part 0 first. */
  readonly parts: readonly PartShape[];
  readonly accord: AccordFacts | undefined;
  /** Of a step: that the version it binds is one of ours that the recipient was not given. */
  readonly isSubjectWithheld?: boolean;
  /** Asked for by an export. What goes by a feed goes for the purposes of its channel. */
  readonly purpose?: string | undefined;
  readonly known?: KnownMarkings;
  /** Four eyes: asked last, so nobody confirms what could not leave. */
  readonly confirmation?: 'missing' | 'refused' | undefined;
};

export type WaitsFor = 'in-force' | 'charter' | 'confirmation';
type Reason = { readonly code: ReleaseCode; readonly detail: string };
export type ReleaseDecision =
  | {
      readonly outcome: 'yes';
      readonly open: readonly number[];
      readonly withheld: readonly number[];
      readonly why: readonly (Reason & { readonly part: number })[];
    }
  | ({ readonly outcome: 'no' } & Reason)
  | ({ readonly outcome: 'wait'; readonly for: WaitsFor } & Reason);

const reason = (code: ReleaseCode, particular?: string): Reason => ({
  code,
  detail: particular === undefined ? RELEASE_REASONS[code] : `${RELEASE_REASONS[code]} (${particular})`,
});
const no = (code: ReleaseCode, particular?: string): ReleaseDecision => ({
  outcome: 'no',
  ...reason(code, particular),
});
const wait = (code: ReleaseCode, what: WaitsFor = 'in-force'): ReleaseDecision => ({
  outcome: 'wait',
  for: what,
  ...reason(code),
});

const belongsToCharter = ({ type, subject }: JsonObject): boolean =>
  type === 'accord' || (type === 'step' && isJsonObject(subject) && parseId(textOf(subject['id']))?.type === 'accord');

const refuseParties = (
  { publisher, recipient, record }: ReleaseQuestion,
  accord: AccordFacts,
): ReleaseDecision | undefined => {
  const [first, second, ...more] = accord.parties;
  const isBetweenThem =
    more.length === 0 &&
    publisher !== recipient &&
    ((first === publisher && second === recipient) || (second === publisher && first === recipient));
  if (!isBetweenThem) return no('not-a-party');
  const author = record['created_by_ref'];
  return isOwnType(textOf(record['type']))
    ? author === publisher
      ? undefined
      : no('not-author')
    : author === recipient
      ? no('not-author')
      : undefined;
};

/** The ceiling of the channel when it is open now; otherwise the decision. */
const openChannel = ({ record, purpose }: ReleaseQuestion, accord: AccordFacts): Ceiling | ReleaseDecision => {
  const { channel: name } = record;
  if (name === CHARTER) return belongsToCharter(record) ? CHARTER_CEILING : no('not-for-charter');
  if (belongsToCharter(record)) return no('charter-only');
  const channel = accord.channels.find((declared) => declared.name === name);
  if (!channel) return no('no-channel', textOf(name).slice(0, 80));
  if (purpose !== undefined && !channel.purposes.includes(purpose)) return no('wrong-purpose', purpose.slice(0, 80));
  switch (accord.state) {
    case 'in-force':
      return accord.isCharterHeard === false ? wait('charter-quarantined', 'charter') : channel.ceiling;
    case 'proposed':
      return wait('accord-proposed');
    case 'ratified':
      return wait('accord-ratified');
    case 'suspended':
      return wait('accord-suspended');
    case 'terminated':
    default:
      return no('accord-terminated');
  }
};

const excessOf = ({ record, known }: ReleaseQuestion, part: PartShape, ceiling: Ceiling): Excess | undefined => {
  const resolved = resolveMarkings(partMarkings(record, part), known);
  return 'unknown' in resolved
    ? { code: 'unknown-marking', detail: resolved.unknown }
    : exceedsCeiling(resolved, ceiling);
};

/** Which parts may leave. Part 0 carries the markings of the whole object, so what holds it back holds back everything. */
const decideParts = (question: ReleaseQuestion, ceiling: Ceiling): ReleaseDecision => {
  const open: number[] = [];
  const why: (Reason & { part: number })[] = [];
  for (const [part, shape] of question.parts.entries()) {
    const excess = excessOf(question, shape, ceiling);
    if (excess && part === 0) return no(excess.code, excess.detail);
    if (excess) why.push({ part, ...reason(excess.code, excess.detail) });
    else open.push(part);
  }
  const first = why[0];
  const type = textOf(question.record['type']);
  // Without its type nobody can say what the record cannot do without.
  if (type === '' || mustWithholdWhole(type, question.parts, open)) return no('required-withheld', first?.detail);
  return { outcome: 'yes', open, withheld: why.map(({ part }) => part), why };
};

/**
 * The one decision of the door out, once per record version and recipient. What is not allowed by all of place, accord,
 * parties, channel and markings is refused; `wait` only where the accord's own state, or hearing of it, is all that is missing.
 */
export const decideRelease = (question: ReleaseQuestion): ReleaseDecision => {
  const { accord, record, place, parts } = question;
  if (place !== 'shared') return no('not-shared');
  if (isInternalType(record['type'])) return no('internal-type');
  if (!accord) return no('no-accord');
  if (record['accord_ref'] !== accord.id) return no('wrong-accord');
  if (!isForKind(accord.kind, record)) return no('not-between-cities');
  const refused = refuseParties(question, accord);
  if (refused) return refused;
  // It would tell the recipient of what was kept from it, and find nothing there to bind.
  if (question.isSubjectWithheld === true) return no('subject-withheld');
  const channel = openChannel(question, accord);
  if ('outcome' in channel) return channel;
  const decision = parts.length === 0 ? no('required-withheld') : decideParts(question, channel);
  if (decision.outcome !== 'yes' || question.confirmation === undefined) return decision;
  return question.confirmation === 'refused'
    ? no('confirmation-refused')
    : wait('awaiting-confirmation', 'confirmation');
};
