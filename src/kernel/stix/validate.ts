import { isJsonObject, joinPath, textOf } from '../json/types.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { customPropertyFault } from './custom-properties.ts';
import { EXTENSION_ID, isOwnType } from './extension.ts';
import { extensionKinds } from './extensions.ts';
import { granularFault } from './granular.ts';
import { isIdOf, TYPE_NAME } from './ids.ts';
import { eachFault, fault, stix, within } from './rules.ts';
import type { Fault } from './rules.ts';
import type { TypeTable } from './table.ts';
import { OBSERVABLE_NAMES } from './type-names.ts';
import { tableFor, TYPES } from './types.ts';

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
const OBSERVABLES: ReadonlySet<string> = new Set(OBSERVABLE_NAMES);
const MAX_ISSUES = 100;

const place = ({ steps }: Fault): string => steps.reduce<string>(joinPath, '$');

const alone = (code: IssueCode, clause: string, message: string): Issue[] => [
  { code, path: '$.type', clause, message },
];

/** All that is wrong with an object, or, if its properties are each sound, between them; none: it is sound. */
export const validateObject = (object: JsonValue, options: ValidateOptions = {}): Issue[] => {
  const { mode = 'received', withheld = NONE } = options;
  if (!isJsonObject(object)) return alone('bad-record', stix('3'), 'not an object');
  const { type } = object;
  if (typeof type !== 'string' || !TYPE_NAME.test(type)) return alone('bad-record', stix('3.2'), 'no type');
  const table = tableFor(object, type, withheld);
  const isUnderOurs = isJsonObject(object['extensions']) && object['extensions'][EXTENSION_ID] !== undefined;
  if (!table || (isUnderOurs && !isOwnType(type))) {
    return alone('unknown-type', stix('7.3'), `unknown type: ${type.slice(0, 80)}`);
  }
  const issues: Issue[] = [];
  const add: Add = (found, code = 'bad-record') => {
    for (const one of found ? eachFault(found) : []) {
      if (issues.length === MAX_ISSUES) return;
      issues.push({ code, path: place(one), clause: one.clause ?? table.clause, message: one.message });
    }
  };
  checkProperties(object, table, withheld, add);
  // Rules between properties may rely on each being sound by itself.
  if (issues.length > 0) return issues;
  checkWhole(object, table, withheld, add);
  if (mode === 'own') checkOwn(object, table, add);
  add(granularFault(object, table, withheld));
  if (type === 'observed-data') issues.push(...contained(object));
  return issues.slice(0, MAX_ISSUES);
};

/** STIX 2.1 section 2.13, deprecated: observables within, which are bound by the rules of observables all the same. */
const contained = ({ objects }: JsonObject): Issue[] =>
  Object.entries(isJsonObject(objects) ? objects : {}).flatMap(([key, inner]) => {
    const at = joinPath('$.objects', key);
    const type = isJsonObject(inner) ? textOf(inner['type']) : '';
    if (TYPES.has(type) && !OBSERVABLES.has(type))
      return [{ code: 'bad-record', path: `${at}.type`, clause: stix('2.13'), message: `${type} is no observable` }];
    return validateObject(inner).map((issue) => ({ ...issue, path: at + issue.path.slice(1) }));
  });

type Add = (found: Fault | undefined, code?: IssueCode) => void;

const checkProperties = (object: JsonObject, table: TypeTable, withheld: ReadonlySet<string>, add: Add): void => {
  for (const name of Object.keys(object)) {
    const value = object[name]!;
    const rule = table.rules.get(name);
    if (rule) {
      const inner = rule.check(value);
      if (inner) add(within(name, inner));
    } else if (table.closed) {
      add(fault('objects of this kind are about persons: a property not listed is refused', name), 'person-rule');
    } else {
      add(customPropertyFault(name, value, object));
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
  if (isOwnType(type)) return;
  if (TYPES.has(type) && extensionKinds(object).some((kind) => kind.startsWith('new-')))
    add({ ...fault(`${type} is no new type`, 'extensions'), clause: stix('7.3') });
};

const checkOwn = (object: JsonObject, table: TypeTable, add: Add): void => {
  if (!table.required.includes('modified')) return;
  for (const name of ['created_by_ref', 'object_marking_refs']) {
    if (object[name] === undefined) add(fault('is required of our own', name));
  }
};
