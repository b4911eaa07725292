import { isJsonObject, joinPath } from '../json/types.ts';
import type { JsonValue } from '../json/types.ts';
import { EXTENSION_ID, isOwnType } from './extension.ts';
import { granularFault } from './granular.ts';
import { isIdOf, TYPE_NAME } from './ids.ts';
import type { Fault } from './rules.ts';
import { tableFor } from './types.ts';

export type Issue = { readonly path: string; readonly clause: string; readonly message: string };

export type ValidateOptions = {
  /** `own`: what this node's people and programs write, which also names its author and bears markings. */
  readonly mode?: 'own' | 'received';
  /** Names of the properties that a partner withheld: they may be absent. */
  readonly withheld?: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();
/** STIX 2.1 section 3.1. */
const PROPERTY_NAME = /^[a-z0-9_]{3,250}$/;
const MAX_ISSUES = 100;

const place = ({ steps }: Fault): string => steps.reduce<string>(joinPath, '$');

/** All that is wrong with an object, property by property (one issue for each); none: it is sound. */
export const validateObject = (object: JsonValue, { mode = 'received', withheld = NONE }: ValidateOptions = {}): Issue[] => {
  if (!isJsonObject(object)) return [{ path: '$', clause: 'STIX 2.1 section 3', message: 'not an object' }];
  const { type } = object;
  if (typeof type !== 'string' || !TYPE_NAME.test(type)) return [{ path: '$.type', clause: 'STIX 2.1 section 3.3', message: 'not the name of a type' }];
  const table = tableFor(object, withheld);
  const ours = isJsonObject(object['extensions']) ? object['extensions'][EXTENSION_ID] : undefined;
  if (!table || (ours !== undefined && !isOwnType(type))) return [{ path: '$.type', clause: 'STIX 2.1 section 7.3', message: `unknown type: ${type.slice(0, 80)}` }];

  const issues: Issue[] = [];
  const { clause } = table;
  const add = (found: Fault | undefined): void => {
    if (found && issues.length < MAX_ISSUES) issues.push({ path: place(found), clause, message: found.message });
  };
  for (const [name, value] of Object.entries(object)) {
    const rule = table.rules.get(name);
    if (rule) {
      const inner = rule.check(value);
      if (inner) add({ message: inner.message, steps: [name, ...inner.steps] });
    } else if (table.closed) add({ message: 'objects of this kind are about persons: a property not listed is refused', steps: [name] });
    else if (!PROPERTY_NAME.test(name) || name === '__proto__') add({ message: 'not a property name: 3 to 250 of a-z, 0-9 and _', steps: [name] });
  }
  for (const name of table.required) if (!Object.hasOwn(object, name) && !withheld.has(name)) add({ message: 'is required', steps: [name] });
  if (issues.length > 0) return issues;

  if (!isIdOf(object['id'] as string, type)) add({ message: `not an identifier of type ${type}`, steps: ['id'] });
  if (isOwnType(type) && !(isJsonObject(ours) && ours['extension_type'] === 'new-sdo')) add({ message: `lacks ${EXTENSION_ID} as new-sdo`, steps: ['extensions'] });
  if (mode === 'own' && table.rules.has('modified')) {
    for (const name of ['created_by_ref', 'object_marking_refs']) if (object[name] === undefined) add({ message: 'is required of our own', steps: [name] });
  }
  for (const rule of table.crossRules) add(rule(object));
  add(granularFault(object, table, withheld));
  return issues;
};
