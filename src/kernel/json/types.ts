export type JsonPrimitive = string | number | boolean | null;
export type JsonArray = readonly JsonValue[];
export type JsonObject = { readonly [key: string]: JsonValue };
export type JsonValue = JsonPrimitive | JsonArray | JsonObject;

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text, or the empty one for anything else. */
export const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** `$.a[0]["odd key"]`: how all of the kernel names a place in a JSON text. */
export const joinPath = (path: string, step: string | number): string =>
  typeof step === 'number'
    ? `${path}[${step}]`
    : /^[A-Za-z_][A-Za-z0-9_]*$/.test(step)
      ? `${path}.${step}`
      : `${path}[${JSON.stringify(step)}]`;

/** Assigning to `__proto__` would set the prototype and lose the property; defining keeps it as data. */
export const setProperty = (target: Record<string, JsonValue>, key: string, value: JsonValue): void => {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  else target[key] = value;
};
