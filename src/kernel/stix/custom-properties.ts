import type { JsonObject, JsonValue } from '../json/types.ts';
import { binary, hex } from './data-types.ts';
import { extensionKinds } from './extensions.ts';
import { fault, stix, within } from './rules.ts';
import type { Fault } from './rules.ts';

/** STIX 2.1 section 3.1. */
const PROPERTY_NAME = /^[a-z0-9_]{3,250}$/;
/** STIX 2.1 section 3.8: kept for later versions; an extension that adds properties may define them. */
const RESERVED: ReadonlySet<string> = new Set(['severity', 'action', 'username', 'phone_numbers']);

/** STIX 2.1 section 11.1, deprecated, or of a toplevel-property-extension: a property that no table lists, which is kept. */
export const customPropertyFault = (name: string, value: JsonValue, object: JsonObject): Fault | undefined => {
  const found = (section: string, message: string): Fault => ({ ...fault(message, name), clause: stix(section) });
  if (!PROPERTY_NAME.test(name) || name === '__proto__')
    return found('3.1', 'not a property name: 3 to 250 of a-z, 0-9 and _');
  if (RESERVED.has(name) && !extensionKinds(object).includes('toplevel-property-extension'))
    return found('3.8', 'a reserved name');
  if (value === null) return found('2', 'null is no value');
  if (Array.isArray(value) && value.length === 0) return found('2.12', 'an empty list');
  const inner = name.endsWith('_hex') ? hex.check(value) : name.endsWith('_bin') ? binary.check(value) : undefined;
  return inner && within(name, inner);
};
