import { isJsonObject } from '../json/types.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { constant, fault, idOf, stix, within } from './rules.ts';
import { validateObject } from './validate.ts';
import type { Issue, ValidateOptions } from './validate.ts';

export type BundleReport = {
  /** Of the bundle itself. */
  readonly issues: readonly Issue[];
  readonly objects: readonly { readonly object: JsonValue; readonly issues: readonly Issue[] }[];
};

const CLAUSE = stix('8');
const isBundle = constant('bundle');
const bundleId = idOf('bundle');

/** STIX 2.1 section 8: an envelope and no object, so nothing of it but its objects is kept. */
export const validateBundle = (bundle: JsonValue, options: ValidateOptions = {}): BundleReport => {
  const { type, id, objects = [] } = isJsonObject(bundle) ? bundle : ({} as JsonObject);
  const found = [
    ...(isBundle.check(type ?? null) ? [fault('not "bundle"', 'type')] : []),
    ...[bundleId.check(id ?? null)].flatMap((one) => (one ? [within('id', one)] : [])),
    ...(Array.isArray(objects) ? [] : [fault('not a list', 'objects')]),
  ];
  return {
    issues: found.map(({ message, steps }) => ({
      code: 'bad-record',
      path: `$.${steps.join('.')}`,
      clause: CLAUSE,
      message,
    })),
    objects: (Array.isArray(objects) ? (objects as readonly JsonValue[]) : []).map((object) => ({
      object,
      issues: validateObject(object, options),
    })),
  };
};
