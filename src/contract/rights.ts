import { z } from 'zod';
import { Title } from '#contract/notices.ts';
import { Localized } from '#contract/session.ts';
import { cursor, next, type Shape } from '#contract/shape.ts';

const tlp = z.enum(['clear', 'green', 'amber', 'amber+strict', 'red']);
const handling = z.enum(['H0', 'H1', 'H2', 'H3']);
const line = (most: number) => z.string().trim().min(1).max(most);
const person = z.string().min(1).max(200);
const unitId = z.string().regex(/^identity--[0-9a-f-]{36}$/);
const names = Localized.refine((texts) => Object.values(texts).some((text) => text.trim() !== ''), 'needs a name');
const moment = z.iso.datetime({ offset: true });

export const RoleGrant = z.strictObject({
  role: line(40),
  action: line(60),
  family: line(40),
  scope: z.enum(['node', 'accord', 'unit', 'case']),
});
export type RoleGrant = z.infer<typeof RoleGrant>;

/** Every change of what people may, by its kind. */
export const RightsChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('assignment.give'),
    person,
    role: line(40),
    unit: unitId,
    accord: z.string().max(80).nullable().describe('`*`: every accord, also those to come; null: none'),
    channels: z.array(line(40)).min(1).max(50).nullable().describe('null: all'),
    tlp,
    from: moment.optional(),
    until: moment.nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('assignment.end'), assignment: z.uuid() }),
  z
    .strictObject({ kind: z.literal('person.restore'), person })
    .describe('an account that was switched off is on again'),
  z.strictObject({ kind: z.literal('clearance.set'), person, tlp, handling: z.array(handling).max(4) }),
  z.strictObject({ kind: z.literal('grant.give'), grant: RoleGrant }),
  z.strictObject({ kind: z.literal('grant.take'), grant: RoleGrant }),
  z.strictObject({ kind: z.literal('unit.make'), parent: unitId.nullable(), names }),
  z.strictObject({ kind: z.literal('unit.change'), unit: unitId, parent: unitId.nullable(), names }),
  z.strictObject({ kind: z.literal('unit.close'), unit: unitId }),
  z.strictObject({
    kind: z.literal('list.make'),
    list: z.enum(['need-to-know', 'case']),
    names,
    accord: z.string().max(80).nullable(),
    unit: unitId.nullable().describe('whose members are on it by themselves'),
  }),
  z.strictObject({ kind: z.literal('list.add'), list: z.uuid(), person, until: moment.nullable().optional() }),
  z.strictObject({ kind: z.literal('list.remove'), list: z.uuid(), person }),
  z.strictObject({
    kind: z.literal('confirm.from'),
    accord: z.string().max(80).describe('`*`: every accord'),
    channel: line(40).describe('`*`: every channel'),
    tlp: tlp.nullable().describe('from this TLP on a second person confirms that a record leaves; null: no more'),
  }),
]);
export type RightsChange = z.infer<typeof RightsChange>;

const ClassView = z.object({
  accord: z.string().nullable(),
  channel: z.string().nullable(),
  family: z.string().nullable(),
  tlp: z.string().nullable(),
  list: z.string().nullable(),
  case: z.string().nullable(),
  records: z.number().describe('how many are of it'),
});
const Counts = z.object({ gained: z.number(), lost: z.number() });
/** What a change would do, person by person; who is not named sees and may what they did. */
export const Effect = z.object({
  widens: z.boolean().describe('somebody would see or may more'),
  records: Counts.describe('of which somebody would see more, or less; each once'),
  types: z.array(Counts.extend({ type: z.string() })),
  people: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      records: Counts,
      gains: z.array(ClassView),
      loses: z.array(ClassView),
      granted: z.array(z.string()),
      withdrawn: z.array(z.string()),
    }),
  ),
  parties: z
    .array(Counts.extend({ party: z.string(), name: z.string() }))
    .describe('partners to whom more, or less, would leave'),
});
export type Effect = z.infer<typeof Effect>;

/** One of the records that somebody would come to see, or see no more. */
const EffectRecord = z.object({
  id: z.string().nullable().describe('null: not seen by who asks, and made of its content'),
  type: z.string(),
  title: Title.nullable().describe('as who asks may see it'),
  whole: z.boolean().describe('nothing of it was seen before, or nothing is seen after; false: some of its parts'),
});
export type EffectRecord = z.infer<typeof EffectRecord>;
export const EffectRecords = z.object({ records: z.array(EffectRecord), next });
export type EffectRecords = z.infer<typeof EffectRecords>;
const Which = z.strictObject({
  which: z.enum(['gained', 'lost']).default('gained'),
  person: person.optional().describe('of whom; left out: of the one person whom it concerns'),
  cursor,
});

export const Changed = z.object({
  state: z.enum(['done', 'proposed']).describe('proposed: it widens, and waits for a second person'),
  proposal: z.string().nullable(),
  effect: Effect,
});
export type Changed = z.infer<typeof Changed>;

const Seat = z.object({
  id: z.string(),
  role: z.string(),
  unit: z.string(),
  accord: z.string().nullable(),
  channels: z.array(z.string()).nullable(),
  tlp: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  givenBy: z.string(),
  reason: z.string(),
});
export const PersonView = z.object({
  id: z.string(),
  name: z.string(),
  officerNumber: z.string(),
  active: z.boolean(),
  clearance: z.object({ tlp: z.string(), handling: z.array(z.string()) }),
  assignments: z.array(Seat).describe('those that hold now and those to come'),
});
export type PersonView = z.infer<typeof PersonView>;
export const UnitView = z.object({
  id: z.string(),
  parent: z.string().nullable(),
  names: Localized,
  closed: z.string().nullable(),
  people: z.number().describe('assigned to it now'),
  identity: z.record(z.string(), z.unknown()).describe('the unit as a STIX object'),
});
export type UnitView = z.infer<typeof UnitView>;
export const ListView = z.object({
  id: z.string(),
  kind: z.enum(['need-to-know', 'case']),
  names: Localized,
  accord: z.string().nullable(),
  unit: z.string().nullable(),
  members: z.array(z.object({ id: z.string(), name: z.string(), until: z.string().nullable() })),
});
export type ListView = z.infer<typeof ListView>;
export const ReleaseLimits = z.object({
  limits: z.array(
    z.object({
      accord: z.string().describe('`*`: every accord'),
      channel: z.string().describe('`*`: every channel'),
      tlp,
      name: Localized.nullable().describe('of the accord, for who sees it'),
    }),
  ),
});
export type ReleaseLimits = z.infer<typeof ReleaseLimits>;
export const ProposalView = z.object({
  id: z.string(),
  kind: z.string(),
  change: z.record(z.string(), z.unknown()),
  effect: Effect,
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  reason: z.string(),
  expires: z.string(),
  state: z.enum(['open', 'confirmed', 'refused', 'withdrawn', 'expired']),
  decidedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  decidedAt: z.string().nullable(),
  decidedWhy: z.string().nullable(),
  mine: z.boolean().describe('proposed by who asks: they may withdraw it and not confirm it'),
});
export type ProposalView = z.infer<typeof ProposalView>;

const Markings = z.strictObject({
  object_marking_refs: z.array(z.string().max(100)).min(1).max(20),
  granular_markings: z
    .array(
      z.strictObject({
        marking_ref: z.string().max(100),
        selectors: z.array(z.string().max(250)).min(1).max(100),
      }),
    )
    .max(100)
    .optional()
    .describe('left out: as they are'),
});
export type Markings = z.infer<typeof Markings>;

const Reason = z.strictObject({ why: line(2000) });
const Proposed = z.object({ state: z.string() });
export const Reach = z.object({
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.string(),
      unit: z.string(),
      parts: z.number().describe('how many of its parts they see'),
    }),
  ),
  others: z
    .array(z.object({ id: z.string(), name: z.string(), rule: z.string(), why: z.string() }))
    .describe('everybody else of this node, with the first rule that keeps it from them'),
  tokens: z.array(
    z.object({ person: z.string(), name: z.string(), prefix: z.string(), expires: z.string().nullable() }),
  ),
  parties: z.array(
    z.object({ id: z.string(), outcome: z.string(), why: z.string().nullable(), at: z.string().nullable() }),
  ),
  exports: z.array(z.object({ at: z.string(), by: z.string(), purpose: z.string(), to: z.string().nullable() })),
});
export type Reach = z.infer<typeof Reach>;
const Explained = z.object({ may: z.boolean(), rule: z.string().nullable(), why: z.string().nullable() });

export const GrantTable = z.object({
  roles: z.array(z.string()),
  actions: z.array(z.object({ action: z.string(), onRecords: z.boolean() })),
  families: z.array(z.string()),
  grants: z.array(RoleGrant),
});
export type GrantTable = z.infer<typeof GrantTable>;

export const rightsApi = {
  listPeople: {
    summary: 'People of this node with their assignments and clearances',
    query: z.strictObject({ cursor }),
    answers: { 200: z.object({ people: z.array(PersonView), next }) },
  },
  listUnits: {
    summary: 'Units, as a list whose tree is in `parent`',
    answers: { 200: z.object({ units: z.array(UnitView) }) },
  },
  readGrants: {
    summary: 'What each role may at this node',
    answers: {
      200: GrantTable,
    },
  },
  listLists: { summary: 'Need-to-know lists and case teams', answers: { 200: z.object({ lists: z.array(ListView) }) } },
  whatIf: {
    summary: 'What a change of rights would show to whom and hide from whom; nothing is changed',
    asks: true,
    body: z.strictObject({ change: RightsChange }),
    answers: { 200: Effect },
  },
  whatIfRecords: {
    summary: 'The records that a change of rights would show or hide, one by one',
    asks: true,
    query: Which,
    body: z.strictObject({ change: RightsChange }),
    answers: { 200: EffectRecords },
  },
  changeRights: {
    summary: 'Change rights, or propose it where it widens',
    description:
      'What widens is done when a second person confirms it; while nobody else could confirm, it is done at once.',
    body: z.strictObject({ change: RightsChange, reason: line(2000) }),
    answers: { 200: Changed },
  },
  listReleaseLimits: {
    summary: 'From which marking on a second person confirms that a record leaves',
    answers: { 200: ReleaseLimits },
  },
  listProposals: {
    summary: 'What waits for a second person, and what was decided, newest first',
    query: z.strictObject({ cursor }),
    answers: { 200: z.object({ proposals: z.array(ProposalView), next }) },
  },
  listProposalRecords: {
    summary: 'The records that a proposed change of rights would show or hide, as things stand now',
    query: Which,
    answers: { 200: EffectRecords },
  },
  confirmProposal: {
    summary: 'Confirm what somebody else proposed: it is done',
    body: Reason,
    answers: { 200: Proposed },
  },
  refuseProposal: { summary: 'Refuse it, or withdraw one’s own', body: Reason, answers: { 200: Proposed } },
  placeRecord: {
    summary: 'Put a record on another need-to-know list or case, or on none',
    body: z.strictObject({ list: z.uuid().nullable(), case: z.uuid().nullable(), reason: line(2000) }),
    answers: { 200: Changed },
  },
  whatIfCeilings: {
    summary: 'What other ceilings of an accord’s channels would let through to the partner, or hold back',
    asks: true,
    description:
      'Without channels: those of the newest version, as a ratification would bind. Of a record that was held back a later version is decided anew; what has left does not come back.',
    query: z.strictObject({ which: z.enum(['gained', 'lost']).default('gained'), cursor }),
    body: z.strictObject({
      channels: z
        .array(
          z.strictObject({
            name: line(40),
            ceiling: z.strictObject({
              tlp,
              pap: z.enum(['clear', 'green', 'amber', 'red']).optional(),
              handling: z.array(handling).max(4).optional(),
            }),
          }),
        )
        .max(50)
        .optional(),
    }),
    answers: { 200: EffectRecords.extend({ effect: Effect }) },
  },
  whatIfMarked: {
    summary: 'What other markings of a record would show to whom, colleagues and partners; nothing is changed',
    asks: true,
    body: Markings,
    answers: { 200: Effect },
  },
  markRecord: {
    summary: 'Mark one’s own record otherwise, or propose it where somebody would see more',
    versioned: true,
    description: 'It is a new version that differs in its markings alone. A revision that widens otherwise is refused.',
    body: Markings.extend({ reason: line(2000) }),
    answers: { 200: Changed },
  },
  readReach: { summary: 'Everybody who could see a record, and what was made of it', answers: { 200: Reach } },
  explainReading: {
    summary: 'Why somebody sees a record, or does not, or may not do something with it',
    query: z.strictObject({ person: person.optional().describe('who asks, if left out'), action: line(60).optional() }),
    answers: { 200: Explained },
  },
} satisfies Record<string, Shape>;
