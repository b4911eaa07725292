import { z } from 'zod';
import * as accords from '#contract/accords.ts';
import * as exported from '#contract/exports.ts';
import * as feeds from '#contract/feeds.ts';
import * as files from '#contract/files.ts';
import * as partners from '#contract/partners.ts';
import * as problem from '#contract/problem.ts';
import * as records from '#contract/records.ts';
import * as recovery from '#contract/recovery.ts';
import * as retention from '#contract/retention.ts';
import * as session from '#contract/session.ts';
import * as desk from '#contract/statement-desk.ts';
import * as model from '#contract/statement-model.ts';
import * as statements from '#contract/statements.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas that the contract exports go by their names in the document; what it holds inline stays inline. */
const NAMED = {
  accords,
  exported,
  feeds,
  files,
  partners,
  problem,
  records,
  recovery,
  retention,
  session,
  desk,
  model,
  statements,
};

function nameSchemas(): void {
  for (const part of Object.values(NAMED))
    for (const [name, value] of Object.entries(part))
      if (value instanceof z.ZodType && z.globalRegistry.get(value)?.id === undefined)
        z.globalRegistry.add(value, { ...z.globalRegistry.get(value), id: name });
}

/** JSON Schema 2020-12, as OpenAPI 3.1 has it, with the named ones collected. */
export function schemaWriter() {
  nameSchemas();
  const components = new Map<string, JsonSchema>();
  return {
    components,
    write: (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
      const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
      for (const [name, { id: __, ...one }] of Object.entries($defs)) components.set(name, pointed(one));
      const { id, ...rest } = root;
      if (typeof id !== 'string') return pointed(rest);
      // One that goes by a name itself.
      if (!components.has(id)) components.set(id, pointed(rest));
      return { $ref: `#/components/schemas/${id}` };
    },
  };
}

/** From the schema's own definitions to those of the document. */
function pointed(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(/^#\/\$defs\//, '#/components/schemas/') : value,
  ) as JsonSchema;
}
