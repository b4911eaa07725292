import type { JsonObject } from '../json/types.ts';
import { EXTENSION_ID } from './extension.ts';
import type { OwnType } from './extension.ts';
import { UUID_PATTERN } from './ids.ts';
import { schemasOf } from './rules.ts';
import { TYPES } from './types.ts';

/** The published JSON Schema of one of our types: the same rules, except those between properties. */
export const schemaOf = (type: OwnType): JsonObject => {
  const table = TYPES.get(type)!;
  const properties = schemasOf(table.rules);
  const extension = {
    type: 'object',
    properties: { extension_type: { const: 'new-sdo' } },
    required: ['extension_type'],
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:entente:schema:${type}:1`,
    title: `Entente ${type} (STIX 2.1 extension type)`,
    type: 'object',
    properties: {
      ...properties,
      type: { const: type },
      id: {
        type: 'string',
        pattern: `^${type}--${UUID_PATTERN}$`,
      },
      extensions: {
        ...(properties['extensions'] as JsonObject),
        properties: { [EXTENSION_ID]: extension },
        required: [EXTENSION_ID],
      },
    },
    required: table.required,
    additionalProperties: !table.closed,
  };
};
