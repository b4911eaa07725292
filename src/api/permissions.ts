import { ROLES, type Role } from '#contract/roles.ts';
import type { RecordFamily } from '#kernel/policy/family.ts';
import type { Grant } from '#kernel/policy/rights.ts';

export { ROLES, type Role } from '#contract/roles.ts';

/**
 * What each role may, as data: the defaults that a node takes over once, and then changes for itself (`people.permission_grant`).
 * An action of no record opens a door; one on records is judged again for each record, by the kernel's one policy function, in the
 * assignment whose accord it belongs to.
 *
 * Reasons for the less obvious ones:
 * - The administrator runs the node and its pairings and reads no content; whoever holds the machine should not hold the files too.
 * - Oversight reads everything that it is a member of, also who read what, and never writes; it may export, since its
 *   findings must be provable outside the node.
 * - An accord is ratified, suspended or ended by those who answer for it, the minister's office and the secretary who
 *   acts on its behalf; suspension must not wait for a minister, so the secretary's is enough.
 * - Feeds, as shown, are sizes, roots and signatures: the administrator, who keeps them running, sees them too.
 * - Deletion at both parties is asked for by those who answer for what went out; it is stopped, for the sake of a case, by those who
 *   answer to courts. Why, oversight reads too.
 * - A quarantine is lifted by the administrator, who is told of it and talks to the partner's; oversight reads why.
 * - Statements are withdrawn by those who also recall records. Labels are whole texts with what officers made of them, for use
 *   outside the node, so they are taken out by those who export.
 * - A text goes to a model elsewhere at the word of those who work statements up; everybody may read what the model is and did. It is
 *   switched off, or on, by whoever answers for the machine.
 * - That something changed is told to everybody, of what they see anyway.
 * - How one signs in is everybody's own matter, and so are tokens for one's own programs; how this node lets people in, services and
 *   others' sessions are the administrator's. Oversight sees who used an account for emergencies.
 * - Comments on a record are for colleagues who read it; oversight reads them, and says nothing.
 * - Everybody reads what the access log holds of themselves. Oversight puts its signature under the log, and writes nothing else.
 * - Rights are the administrator's to change; what widens them a second person confirms, the secretary or another administrator. Who could
 *   see a record is told to those who answer for it. Oversight reads the register of people, and what was proposed and decided.
 * - Requests of persons concerned are decided by those who answer for records; oversight sees which are overdue, and no names.
 * - Whoever writes may seal. Halves of its key are held by the central authority and by oversight, so that neither opens it alone.
 * - What somebody typed and has not sent is their own, whatever their role.
 * - What a border wants to know of travellers is for the secretary, who asks for visas and access, and for nobody else.
 */
const WRITERS: readonly Role[] = [
  'liaison-officer',
  'secretary',
  'duty-officer',
  'dispatcher',
  'analyst',
  'case-officer',
  'central-authority',
  'training-coordinator',
];

const READERS: readonly Role[] = [...WRITERS, 'oversight', 'minister-office'];

const HOLDERS = {
  'session.read': ROLES,
  'events.read': ROLES,
  'notices.own': ROLES,
  'mail.write': ['administrator'],
  'records.read': READERS,
  'records.write': WRITERS,
  'records.recall': ['liaison-officer', 'secretary', 'case-officer', 'central-authority'],
  'holds.read': ['secretary', 'central-authority', 'oversight'],
  'holds.write': ['secretary', 'central-authority'],
  'steps.write': WRITERS,
  'drafts.own': ROLES,
  'comments.write': [...WRITERS, 'minister-office'],
  'accords.step': ['secretary', 'minister-office'],
  'statements.read': READERS,
  'statements.write': WRITERS,
  'statements.withdraw': ['liaison-officer', 'secretary', 'case-officer', 'central-authority'],
  'labels.read': ['secretary', 'oversight'],
  'statements.model': ['liaison-officer', 'secretary', 'analyst'],
  'model.read': [...READERS, 'administrator'],
  'model.write': ['administrator'],
  'feeds.read': [...READERS, 'administrator'],
  'feeds.lift': ['administrator'],
  'exports.create': ['secretary', 'oversight'],
  'partners.read': [...READERS, 'administrator'],
  'partners.write': ['administrator'],
  'keys.write': ['administrator'],
  'security.own': ROLES,
  'tokens.own': ROLES,
  'sign-in.read': ['administrator', 'oversight'],
  'sign-in.write': ['administrator'],
  'records.place': ['liaison-officer', 'secretary', 'analyst', 'case-officer', 'central-authority'],
  'reach.read': ['secretary', 'central-authority', 'oversight'],
  'release.confirm': ['secretary', 'central-authority'],
  'people.read': ['administrator', 'oversight'],
  'people.write': ['administrator'],
  'rights.confirm': ['administrator', 'secretary'],
  'proposals.read': [
    'administrator',
    'liaison-officer',
    'secretary',
    'analyst',
    'case-officer',
    'central-authority',
    'oversight',
  ],
  'access.read': ['oversight'],
  'access.own': ROLES,
  'access.cosign': ['oversight'],
  'subjects.read': ['secretary', 'central-authority', 'oversight'],
  'subjects.write': ['secretary', 'central-authority'],
  'seals.read': [...WRITERS, 'oversight'],
  'seals.write': WRITERS,
  'seals.hold': ['central-authority', 'oversight'],
  'credentials.read': ['secretary'],
  'credentials.write': ['secretary'],
  'node.read': ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof HOLDERS;

/** Judged for each record by its class; all others are of no record. */
export const RECORD_ACTIONS = [
  'records.read',
  'records.write',
  'records.recall',
  'holds.read',
  'holds.write',
  'steps.write',
  'comments.write',
  'accords.step',
  'statements.read',
  'statements.write',
  'statements.withdraw',
  'statements.model',
  'labels.read',
  'feeds.read',
  'exports.create',
  'records.place',
  'reach.read',
  'release.confirm',
] as const satisfies readonly Permission[];
const ON_RECORDS: ReadonlySet<string> = new Set(RECORD_ACTIONS);
export const isOnRecords = (action: Permission): boolean => ON_RECORDS.has(action);

/** Records about persons are for those who work on cases and those who oversee them: a meeting or a course needs head counts, not names. */
const ON_PERSONS: readonly Role[] = [
  'liaison-officer',
  'duty-officer',
  'analyst',
  'case-officer',
  'central-authority',
  'oversight',
];

const onRecords = (role: Role, action: Permission): (Grant & { readonly role: Role })[] => {
  const families: readonly RecordFamily[] = ON_PERSONS.includes(role) ? ['common', 'persons'] : ['common'];
  return families.map((family) => ({ role, action, family, scope: 'accord' }));
};

/** What the product brings along. The administrator follows every feed, and no record of any. */
export const shippedGrants = (): (Grant & { readonly role: Role })[] =>
  PERMISSIONS.flatMap((action) =>
    HOLDERS[action].flatMap((role: Role) =>
      isOnRecords(action) && role !== 'administrator'
        ? onRecords(role, action)
        : [{ role, action, family: 'node' as const, scope: 'node' as const }],
    ),
  );

/** By the defaults. */
export function holds(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = HOLDERS[permission];
  return holders.includes(role);
}

export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => holds(role, permission));
}

export const isPermission = (name: string): name is Permission => Object.hasOwn(HOLDERS, name);

export const PERMISSIONS: readonly Permission[] = Object.keys(HOLDERS).filter(isPermission);

export function isRole(text: string): text is Role {
  const roles: readonly string[] = ROLES;
  return roles.includes(text);
}
