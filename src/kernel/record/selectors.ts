import { Failure } from '../errors.ts';
import { isJsonObject } from '../json/types.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';

/** Steps of a selector: STIX 2.1 section 7.2.3.1, `a.b.[0].c`. */
export type SelectorSteps = readonly [string, ...(string | number)[]];

const NAME = /^[A-Za-z0-9_-]{1,250}$/;
const INDEX = /^\[(0|[1-9][0-9]{0,8})\]$/;
const MAX_STEPS = 64;

/** undefined: not a selector. */
export const parseSelector = (selector: string): SelectorSteps | undefined => {
  const [first, ...rest] = selector.split('.', MAX_STEPS + 1);
  if (first === undefined || !NAME.test(first) || rest.length >= MAX_STEPS) return undefined;
  const steps: (string | number)[] = [];
  for (const step of rest) {
    const index = INDEX.exec(step)?.[1];
    if (index !== undefined) steps.push(Number(index));
    else if (NAME.test(step)) steps.push(step);
    else return undefined;
  }
  return [first, ...steps];
};

export const resolves = (record: JsonObject, steps: SelectorSteps): boolean => {
  let at: JsonValue | undefined = record;
  for (const step of steps) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at as readonly JsonValue[])[step] : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
    if (at === undefined) return false;
  }
  return true;
};

/** These hold the partition together, so they always stand in part 0. */
export const UNMARKABLE: ReadonlySet<string> = new Set([
  'type',
  'spec_version',
  'id',
  'created',
  'modified',
  'created_by_ref',
  'accord_ref',
  'channel',
  'object_marking_refs',
  'granular_markings',
  'extensions',
]);

const MARKING_ID = /^marking-definition--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const bad = (message: string, index: number): never => {
  throw new Failure('bad-input', message, { path: `$.granular_markings[${index}]` });
};

/** One granular marking that names a marking; those that only name a language make no part. */
export type MarkedSelectors = { readonly ref: string; readonly selectors: readonly SelectorSteps[] };

/** Reads `granular_markings`, or Failure('bad-input'). It does not look at what the selectors point to. */
export const readGranularMarkings = (record: JsonObject): MarkedSelectors[] => {
  const list = Object.hasOwn(record, 'granular_markings') ? record['granular_markings'] : [];
  if (!Array.isArray(list)) return bad('granular_markings is not a list', 0);
  const marked: MarkedSelectors[] = [];
  for (const [index, entry] of (list as readonly JsonValue[]).entries()) {
    if (!isJsonObject(entry)) return bad('not an object', index);
    const { marking_ref: ref, lang, selectors } = entry;
    if (!Array.isArray(selectors) || selectors.length === 0) return bad('no selectors', index);
    const read = (selectors as readonly JsonValue[]).map((selector): SelectorSteps => {
      const steps = typeof selector === 'string' ? parseSelector(selector) : undefined;
      return steps ?? bad(`not a selector: ${JSON.stringify(selector).slice(0, 80)}`, index);
    });
    if (ref === undefined && typeof lang === 'string') continue;
    if (typeof ref !== 'string' || lang !== undefined || !MARKING_ID.test(ref)) return bad('names no marking', index);
    for (const [name] of read) if (UNMARKABLE.has(name)) bad(`${name} bears no granular marking`, index);
    marked.push({ ref, selectors: read });
  }
  return marked;
};
