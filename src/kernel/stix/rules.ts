import { isJsonObject } from '../json/types.ts';
import type { JsonArray, JsonObject, JsonValue } from '../json/types.ts';
import { isIdOf, parseId, UUID_PATTERN } from './ids.ts';
import * as time from './timestamps.ts';

/** Where and why a value breaks a rule. `steps` grows from the inside out, so that sound values cost no paths. */
export type Fault = {
  readonly message: string;
  readonly steps: readonly (string | number)[];
  /** Of the rule that is broken, where the type's own clause is not the one that says it. */
  readonly clause?: string;
  /** What else is wrong in the same value. */
  readonly also?: readonly Fault[];
};

/** One rule, said twice: as a check that runs and as the JSON Schema that is published. */
export type Rule = {
  readonly check: (value: JsonValue) => Fault | undefined;
  readonly schema: JsonObject;
};

export const fault = (message: string, ...steps: (string | number)[]): Fault => ({ message, steps });

export const within = (step: string | number, inner: Fault): Fault => ({
  ...inner,
  steps: [step, ...inner.steps],
  ...(inner.also && { also: inner.also.map((one) => within(step, one)) }),
});

/** As many as anyone reads: a list of thousands of wrong items is not walked to its end. */
const MAX_FAULTS = 100;

/** Several faults as one; undefined for none. */
export const together = (faults: readonly Fault[]): Fault | undefined => {
  const [first, ...rest] = faults;
  return first && rest.length > 0 ? { ...first, also: [...(first.also ?? []), ...rest] } : first;
};

export const eachFault = ({ also = [], ...first }: Fault): Fault[] => [first, ...also.flatMap(eachFault)];

/** The same rule; its faults name the clause, unless one further in names another. */
export const cite = (clause: string, rule: Rule): Rule => ({
  check: (value) => {
    const found = rule.check(value);
    return found && cited(clause, found);
  },
  schema: rule.schema,
});

const cited = (clause: string, found: Fault): Fault => ({
  clause,
  ...found,
  ...(found.also && { also: found.also.map((one) => cited(clause, one)) }),
});

/** A clause of the STIX 2.1 specification (OASIS Standard). */
export const stix = (section: string): string => `STIX 2.1 section ${section}`;

/** Of a type of our own: its published schema. */
export const ownSchema = (type: string): string => `docs/protocol/schemas/${type}.schema.json`;

export const textWhere = (test: (text: string) => boolean, message: string, schema: JsonObject): Rule => {
  const wrong = fault(message);
  return {
    check: (value) => (typeof value === 'string' && test(value) ? undefined : wrong),
    schema: { type: 'string', ...schema },
  };
};

const ofType = (test: (value: JsonValue) => boolean, message: string, schema: JsonObject): Rule => {
  const wrong = fault(message);
  return { check: (value) => (test(value) ? undefined : wrong), schema };
};

/** Counted in characters as JSON Schema counts them; UTF-16 length is never less, so most texts are not walked. */
const fits = (text: string, max: number): boolean =>
  text.length <= max || (text.length <= 2 * max && Array.from(text).length <= max);

export const text = (max: number): Rule =>
  textWhere((value) => value.length > 0 && fits(value, max), `not a text of 1 to ${max} characters`, {
    minLength: 1,
    maxLength: max,
  });
export const anyText = (max: number): Rule =>
  textWhere((value) => fits(value, max), `not a text of at most ${max} characters`, { maxLength: max });
export const matching = (pattern: RegExp, what: string): Rule =>
  textWhere((value) => pattern.test(value), `not ${what}`, { pattern: pattern.source });
export const constant = (value: string): Rule =>
  textWhere((other) => other === value, `not "${value}"`, { const: value });
export const oneOf = (values: readonly string[]): Rule => {
  const set = new Set(values);
  return textWhere((value) => set.has(value), `not one of ${values.join(', ')}`, { enum: values });
};

/** There or not; `false` would be a second way to say that it is not. */
export const isTrue = ofType((value) => value === true, 'not true: it is left out where it does not hold', {
  const: true,
});
export const flag = ofType((value) => typeof value === 'boolean', 'not true or false', { type: 'boolean' });
export const integer = (min: number, max: number): Rule =>
  ofType(
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    `not an integer from ${min} to ${max}`,
    { type: 'integer', minimum: min, maximum: max },
  );
export const number = (min: number, max: number): Rule =>
  ofType((value) => typeof value === 'number' && value >= min && value <= max, `not a number from ${min} to ${max}`, {
    type: 'number',
    minimum: min,
    maximum: max,
  });
export const anyObject = ofType((value) => isJsonObject(value), 'not an object', { type: 'object' });

export const timestamp = textWhere(time.isTimestamp, 'not a real time in RFC 3339 with Z', {
  pattern: time.TIMESTAMP_PATTERN,
  format: 'date-time',
});
export const milliseconds = textWhere(
  time.isMillisecondTimestamp,
  'not a real time in RFC 3339 with three digits of a second and Z',
  { pattern: time.MILLISECONDS_PATTERN, format: 'date-time' },
);
export const fullDate = textWhere(time.isFullDate, 'not a real date as YYYY-MM-DD', {
  pattern: time.FULL_DATE_PATTERN,
  format: 'date',
});
export const partialDate = textWhere(time.isPartialDate, 'not a real date as YYYY, YYYY-MM or YYYY-MM-DD', {
  pattern: time.PARTIAL_DATE_PATTERN,
});

export const language = matching(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'a language tag of RFC 5646');
export const hash32 = matching(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, '32 bytes of base64');
export const sha256Hex = matching(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');
/** Names that people give to channels, themes, legal bases and purposes. */
export const key = matching(/^[a-z][a-z0-9-]{0,63}$/, 'a key of lower-case letters, digits and hyphens');

const ID_PATTERN = `[a-z][a-z0-9-]*--${UUID_PATTERN}$`;
const IDENTIFIER = stix('2.9');
export const anyId = cite(
  IDENTIFIER,
  textWhere((value) => parseId(value) !== undefined, 'not a STIX identifier', { pattern: `^${ID_PATTERN}` }),
);
export const idOf = (...types: readonly string[]): Rule =>
  cite(
    IDENTIFIER,
    textWhere((value) => types.some((type) => isIdOf(value, type)), `not an identifier of type ${types.join(' or ')}`, {
      pattern: `^(${types.join('|')})--${UUID_PATTERN}$`,
    }),
  );
/** Of any type, also one that is not known here, but these. */
export const idExcept = (...types: readonly string[]): Rule => {
  const excluded = new Set(types);
  return cite(
    IDENTIFIER,
    textWhere(
      (value) => {
        const parsed = parseId(value);
        return parsed !== undefined && !excluded.has(parsed.type);
      },
      `not an identifier of a type other than ${types.join(', ')}`,
      { pattern: `^(?!(${types.join('|')})--)${ID_PATTERN}` },
    ),
  );
};

export const list = (item: Rule, bounds: { min?: number; max?: number; unique?: boolean } = {}): Rule => {
  const { min = 1, max = 1000, unique = false } = bounds;
  return {
    check: (value) => {
      if (!Array.isArray(value)) return fault('not a list');
      const items = value as JsonArray;
      if (items.length < min || items.length > max) return fault(`not a list of ${min} to ${max} items`);
      let faults: Fault[] | undefined;
      for (let i = 0; i < items.length; i++) {
        const inner = item.check(items[i]!);
        if (!inner) continue;
        (faults ??= []).push(within(i, inner));
        if (faults.length === MAX_FAULTS) break;
      }
      if (faults) return together(faults);
      return unique && new Set(items).size < items.length ? fault('an item stands twice') : undefined;
    },
    schema: {
      type: 'array',
      items: item.schema,
      minItems: min,
      maxItems: max,
      ...(unique ? { uniqueItems: true } : {}),
    },
  };
};

type DictionaryBounds = {
  readonly min?: number;
  readonly max?: number;
  /** What stands under these keys follows a rule of its own. */
  readonly known?: Readonly<Record<string, Rule>>;
};

/** Own keys are all checked by `names`, all values by `value`. */
export const dictionary = (names: Rule, value: Rule, bounds: DictionaryBounds = {}): Rule => {
  const { min = 1, max = 1000 } = bounds;
  const known = new Map(Object.entries(bounds.known ?? {}));
  return {
    check: (whole) => {
      if (!isJsonObject(whole)) return fault('not an object');
      const keys = Object.keys(whole);
      if (keys.length < min || keys.length > max) return fault(`not ${min} to ${max} entries`);
      let faults: Fault[] | undefined;
      for (const name of keys) {
        const inner = names.check(name) ?? (known.get(name) ?? value).check(whole[name]!);
        if (!inner) continue;
        (faults ??= []).push(within(name, inner));
        if (faults.length === MAX_FAULTS) break;
      }
      return faults && together(faults);
    },
    schema: {
      type: 'object',
      propertyNames: names.schema,
      ...(known.size > 0 && { properties: schemasOf(known) }),
      additionalProperties: value.schema,
      minProperties: min,
      maxProperties: max,
    },
  };
};

export type Properties = Readonly<Record<string, Rule>>;

/** Just these properties, `min` of them at least. Those whose name ends with `?` may be left out. */
export const shape = (properties: Properties, min = 0): Rule => {
  const { rules, required } = readProperties(properties);
  return {
    check: (value) => {
      if (!isJsonObject(value)) return fault('not an object');
      const keys = Object.keys(value);
      if (keys.length < min) return fault(`not ${min} or more of ${[...rules.keys()].join(', ')}`);
      let faults: Fault[] | undefined;
      for (const name of keys) {
        const rule = rules.get(name);
        const inner = rule ? rule.check(value[name]!) : fault('not a property of this object');
        if (inner) (faults ??= []).push(within(name, inner));
        if (faults?.length === MAX_FAULTS) break;
      }
      for (const name of required) {
        if (!Object.hasOwn(value, name)) (faults ??= []).push(fault('is required', name));
      }
      return faults && together(faults);
    },
    schema: {
      type: 'object',
      properties: schemasOf(rules),
      required,
      additionalProperties: false,
      ...(min > 0 && { minProperties: min }),
    },
  };
};

export const readProperties = (
  properties: Properties,
): { rules: ReadonlyMap<string, Rule>; required: readonly string[] } => {
  const names = Object.entries(properties);
  return {
    rules: new Map(names.map(([name, rule]) => [name.replace(/\?$/, ''), rule])),
    required: names.flatMap(([name]) => (name.endsWith('?') ? [] : [name])),
  };
};

export const schemasOf = (rules: ReadonlyMap<string, Rule>): JsonObject =>
  Object.fromEntries([...rules].map(([name, rule]) => [name, rule.schema]));

/** A text in several languages: at least one. */
export const localized = (max: number): Rule => dictionary(language, text(max), { max: 20 });
