import { isJsonObject, textOf } from '../json/types.ts';
import type { JsonObject } from '../json/types.ts';
import { closed } from './data-types.ts';
import { isIdOf, UUID_PATTERN } from './ids.ts';
import { cite, fault, stix, together, within } from './rules.ts';
import type { Fault, Rule } from './rules.ts';
import { CLOSED } from './enumerations.ts';

/** What STIX itself defines under `extensions` of an observable: section 6, by name. */
export const PREDEFINED_NAMES: ReadonlySet<string> = new Set([
  'archive-ext',
  'ntfs-ext',
  'pdf-ext',
  'raster-image-ext',
  'windows-pebinary-ext',
  'http-request-ext',
  'icmp-ext',
  'socket-ext',
  'tcp-ext',
  'windows-process-ext',
  'windows-service-ext',
  'unix-account-ext',
]);

const DEFINED = 'extension-definition';
/** STIX 2.1 section 11.3, deprecated: an extension without a definition. */
const CUSTOM_NAME = /^[a-z][a-z0-9-]{0,244}-ext$/;
const kind = closed(CLOSED.extensionType);

const entryFault = (key: string, entry: JsonObject): Fault | undefined => {
  if (isIdOf(key, DEFINED)) {
    const { extension_type: type } = entry;
    if (type === undefined) return fault('is required', 'extension_type');
    const wrong = kind.check(type);
    return wrong && within('extension_type', wrong);
  }
  if (PREDEFINED_NAMES.has(key)) return fault('an extension of another type');
  if (!CUSTOM_NAME.test(key)) return fault('not the id of an extension definition');
  return Object.keys(entry).length === 0 ? fault('is empty') : undefined;
};

/** STIX 2.1 section 7.3. `closedTo` others: just the predefined ones of the type. */
export const extensionsOf = (predefined: Readonly<Record<string, Rule>> = {}, closedTo = false): Rule => {
  const own = new Map(Object.entries(predefined));
  return cite(stix('7.3'), {
    check: (value) => {
      if (!isJsonObject(value)) return fault('not an object');
      const keys = Object.keys(value);
      if (keys.length < 1 || keys.length > 50) return fault('not 1 to 50 entries');
      const faults = keys.flatMap((key) => {
        const entry = value[key];
        const rule = own.get(key);
        const found = rule
          ? rule.check(entry!)
          : closedTo
            ? fault('not one that the specification gives to this type')
            : isJsonObject(entry)
              ? entryFault(key, entry)
              : fault('not an object');
        return found ? [within(key, found)] : [];
      });
      return together(faults);
    },
    schema: {
      type: 'object',
      minProperties: 1,
      maxProperties: 50,
      properties: Object.fromEntries([...own].map(([key, rule]) => [key, rule.schema])),
      ...(closedTo
        ? { additionalProperties: false }
        : {
            propertyNames: { pattern: `^(${DEFINED}--${UUID_PATTERN}|[a-z][a-z0-9-]*-ext)$` },
            additionalProperties: { type: 'object' },
          }),
    },
  });
};

/** The kinds under which extension definitions are named. */
export const extensionKinds = ({ extensions }: JsonObject): string[] =>
  isJsonObject(extensions)
    ? Object.entries(extensions).flatMap(([key, entry]) =>
        key.startsWith(`${DEFINED}--`) && isJsonObject(entry) ? [textOf(entry['extension_type'])] : [],
      )
    : [];
