import { z } from 'zod';
import type { Shape } from '#contract/shape.ts';
import { isMedia } from '#contract/shape.ts';

type Schema = {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly format?: string;
  readonly $ref?: string;
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: '7b5a8f1e-2c3d-4e4f-8a9b-0c1d2e3f4a5b',
  date: '2031-03-04',
  'date-time': '2031-03-04T10:00:00Z',
  uri: 'https://somewhere.example/',
  email: 'desk@somewhere.example',
};

/** The least that a schema takes: what is new is asked soundly without a list of bodies to forget it in. */
export function sampleOf(schema: z.ZodType): unknown {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const made = (one: Schema): unknown => {
    if (one.$ref !== undefined) return made(($defs as Record<string, Schema>)[one.$ref.split('/').at(-1)!] ?? {});
    if (one.const !== undefined) return one.const;
    if (one.enum) return one.enum[0];
    const [first] = one.anyOf ?? one.oneOf ?? one.allOf ?? [];
    if (first) return made(first);
    const type = typeof one.type === 'string' ? one.type : one.type?.[0];
    switch (type) {
      case 'object':
        return Object.fromEntries((one.required ?? []).map((key) => [key, made(one.properties?.[key] ?? {})]));
      case 'array': {
        if (one.prefixItems) return one.prefixItems.map(made);
        return Array.from({ length: one.minItems ?? 0 }, () => made(one.items || {}));
      }
      case 'integer':
      case 'number':
        return Math.max(one.minimum ?? 1, 1);
      case 'boolean':
        return true;
      case 'null':
        return null;
      default:
        return FORMATS[one.format ?? ''] ?? 'x'.repeat(Math.max(one.minLength ?? 1, 1));
    }
  };
  return made(root as Schema);
}

/** A body with its type, as raw requests send it. */
export function soundBody({ body }: Shape): { headers: Record<string, string>; body: string } | undefined {
  if (body === undefined) return undefined;
  if (isMedia(body)) return { headers: { 'content-type': 'application/octet-stream' }, body: 'x' };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sampleOf(body)) };
}
