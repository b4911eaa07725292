import { INVARIANTS, type Finding, type Invariant } from './finding.ts';

/** What must hold of a node beside its feeds, and what to do where it does not. */
const OF_NODE = {
  'folder-modes': [
    'keys and backup keys are for their owner alone',
    'chmod 600 the file, 700 its folder; if others could read it, change the key',
  ],
  'folder-leftovers': [
    'nothing is left of a process that has ended',
    'the next start clears a lock; remove other leftovers',
  ],
  'own-key': ['the key folder holds the keys that this party is known by', 'restore keys/ from a backup'],
  instance: [
    'the folder and the database are those that ran together last',
    'start the node: it takes itself for restored',
  ],
  'backup-keys': ['keys of backups are destroyed when they are due', 'start the node, or entente backup --forget'],
  schema: ['the database has the schema of this version', 'start the node with this version, or use the newer one'],
  role: ['the process can neither own tables nor pass row-level security', 'give DATABASE_URL a role of its own'],
  'row-security': [
    'row-level security is forced where migrations say so',
    'alter table ... force row level security, as the owner',
  ],
  'parts-canonical': ['each part is in its one spelling, with the properties that are listed', 'restore from a backup'],
  'record-columns': ['what is looked up of a record is what part 0 says', 'restore from a backup'],
  'record-classes': [
    'each part has the visibility class of its markings',
    'restore from a backup; who read it meanwhile is in the access log',
  ],
  'steps-bind': ['each step binds a version that is here', 'restore from a backup'],
  'accords-fold': ['each accord can be folded', 'restore from a backup'],
  'stubs-empty': [
    'nothing is left of what was expunged but the stub',
    'restore from a backup that is older than the damage, and report it',
  ],
  statements: [
    'each text of the statements desk is what was put in, and what was published of it is in the register',
    'restore from a backup',
  ],
  'access-log': [
    'entries, tree, signature and cosignatures of the access log agree',
    'keep a copy of the folder and tell oversight; a backup from before the damage shows what was there',
  ],
  search: ['what is held is found, under its own class, and nothing else is', 'entente search --rebuild'],
  retention: ['what is due was deleted', 'start the node; see its log'],
  purge: ['what was expunged is purged from the disk', 'entente purge'],
} as const satisfies Record<string, readonly [rule: string, remedy: string]>;

export type NodeInvariant = keyof typeof OF_NODE;
export const NODE_INVARIANTS = OF_NODE as Readonly<Record<NodeInvariant, readonly [rule: string, remedy: string]>>;

/** Of the feeds there is one remedy: no hand can write what was signed. */
const FROM_BACKUP = 'stop the node, keep a copy of the folder, and restore from a backup';

export type NodeFinding = {
  readonly invariant: Invariant | NodeInvariant;
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
};
export type NodeFound = (invariant: NodeInvariant, where: string, what: string) => void;

export const withRemedy = (finding: Finding): NodeFinding => ({ ...finding, remedy: FROM_BACKUP });

const MOST_OF_ONE = 20;

export function collectNodeFindings(): { readonly found: NodeFound; readonly findings: () => NodeFinding[] } {
  const counts = new Map<NodeInvariant, number>();
  const findings: NodeFinding[] = [];
  return {
    found: (invariant, where, what) => {
      const count = (counts.get(invariant) ?? 0) + 1;
      counts.set(invariant, count);
      if (count <= MOST_OF_ONE) findings.push({ invariant, where, what, remedy: NODE_INVARIANTS[invariant][1] });
    },
    findings: () => [
      ...findings,
      ...[...counts].flatMap(([invariant, count]) =>
        count > MOST_OF_ONE
          ? [
              {
                invariant,
                where: 'the store',
                what: `${count - MOST_OF_ONE} more are not listed`,
                remedy: NODE_INVARIANTS[invariant][1],
              },
            ]
          : [],
      ),
    ],
  };
}

/** All that a doctor looks for, with its rule. */
export const ALL_RULES: Readonly<Record<string, string>> = {
  ...INVARIANTS,
  ...Object.fromEntries(Object.entries(NODE_INVARIANTS).map(([name, [rule]]) => [name, rule])),
};
