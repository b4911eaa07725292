import type { Localized } from '#contract/session.ts';

// Records come as JSON of any shape (parts may be withheld): these read a field if it is what it should be.

export type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function field(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

export function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function number(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}

export function flag(fields: Fields, name: string): boolean {
  return fields[name] === true;
}

export function texts(fields: Fields, name: string): string[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function list(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function localizedField(fields: Fields, name: string): Localized {
  const value = fields[name];
  if (typeof value === 'string') return { en: value };
  return Object.fromEntries(
    Object.entries(field(fields, name)).flatMap(([tag, words]) => (typeof words === 'string' ? [[tag, words]] : [])),
  );
}
