import { isJsonObject, joinPath, textOf } from '../json/types.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { EXTENSION_ID, isOwnType } from './extension.ts';
import { granularFault } from './granular.ts';
import { isIdOf, TYPE_NAME } from './ids.ts';
import { fault } from './rules.ts';
import type { Fault } from './rules.ts';
import type { TypeTable } from './table.ts';
import { tableFor } from './types.ts';

/** `unknown-type` and `person-rule` are told apart because a receipt names them. */
export type IssueCode = 'bad-record' | 'unknown-type' | 'person-rule';
export type Issue = {
  readonly code: IssueCode;
  readonly path: string;
  readonly clause: string;
  readonly message: string;
};

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

const alone = (code: IssueCode, clause: string, message: string): Issue[] => [
  { code, path: '$.type', clause, message },
];

/** All that is wrong with an object, property by property (one issue for each); none: it is sound. */
export const validateObject = (object: JsonValue, options: ValidateOptions = {}): Issue[] => {
  const { mode = 'received', withheld = NONE } = options;
  if (!isJsonObject(object)) return alone('bad-record', 'STIX 2.1 section 3', 'not an object');
  const { type } = object;
  if (typeof type !== 'string' || !TYPE_NAME.test(type)) return alone('bad-record', 'STIX 2.1 section 3.3', 'no type');
  const table = tableFor(object, type, withheld);
  const isUnderOurs = isJsonObject(object['extensions']) && object['extensions'][EXTENSION_ID] !== undefined;
  if (!table || (isUnderOurs && !isOwnType(type))) {
    return alone('unknown-type', 'STIX 2.1 section 7.3', `unknown type: ${type.slice(0, 80)}`);
  }
  const issues: Issue[] = [];
  const add: Add = (found, code = 'bad-record') => {
    if (found && issues.length < MAX_ISSUES) {
      issues.push({ code, path: place(found), clause: table.clause, message: found.message });
    }
  };
  checkProperties(object, table, withheld, add);
  // Rules between properties may rely on each being sound by itself.
  if (issues.length > 0) return issues;
  checkWhole(object, table, withheld, add);
  if (mode === 'own') checkOwn(object, table, add);
  add(granularFault(object, table, withheld));
  return issues;
};

type Add = (found: Fault | undefined, code?: IssueCode) => void;

const checkProperties = (object: JsonObject, table: TypeTable, withheld: ReadonlySet<string>, add: Add): void => {
  for (const [name, value] of Object.entries(object)) {
    const rule = table.rules.get(name);
    if (rule) {
      const inner = rule.check(value);
      if (inner) add({ message: inner.message, steps: [name, ...inner.steps] });
    } else if (table.closed) {
      add(fault('objects of this kind are about persons: a property not listed is refused', name), 'person-rule');
    } else if (!PROPERTY_NAME.test(name) || name === '__proto__') {
      add(fault('not a property name: 3 to 250 of a-z, 0-9 and _', name));
    }
  }
  for (const name of table.required) {
    if (!Object.hasOwn(object, name) && !withheld.has(name)) add(fault('is required', name));
  }
};

const checkWhole = (object: JsonObject, table: TypeTable, withheld: ReadonlySet<string>, add: Add): void => {
  const { id, extensions } = object;
  const type = textOf(object['type']);
  if (!isIdOf(textOf(id), type)) add(fault(`not an identifier of type ${type}`, 'id'));
  const ours = isJsonObject(extensions) ? extensions[EXTENSION_ID] : undefined;
  if (isOwnType(type) && !(isJsonObject(ours) && ours['extension_type'] === 'new-sdo')) {
    add(fault(`lacks ${EXTENSION_ID} as new-sdo`, 'extensions'));
  }
  for (const rule of table.crossRules) add(rule(object, withheld));
};

const checkOwn = (object: JsonObject, table: TypeTable, add: Add): void => {
  if (!table.rules.has('modified')) return;
  for (const name of ['created_by_ref', 'object_marking_refs']) {
    if (object[name] === undefined) add(fault('is required of our own', name));
  }
};
