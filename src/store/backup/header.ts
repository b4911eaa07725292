import { utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize, parseStrict } from '#kernel/json/canonical.ts';
import { isJsonObject, type JsonValue } from '#kernel/json/types.ts';

/** The first two lines of a backup file: readable by anybody, and authenticated with every chunk after them. */
export type Header = {
  readonly v: 1;
  readonly id: string;
  readonly party: string;
  readonly at: string;
  /** Of the schema that the rows are of. */
  readonly migrations: readonly string[];
  readonly isEncrypted: boolean;
};

export const MAGIC = 'entente-backup-1';
export const HEADER_LIMIT = 64 * 1024;

export const formatHeader = (header: Header): string => `${MAGIC}\n${canonicalize(header)}\n`;

const refuse = (why: string): never => {
  throw new Failure('bad-input', why);
};

/** Accepts exactly what `formatHeader` writes. */
export function parseHeader(magic: string | undefined, line: string | undefined): Header {
  if (magic !== MAGIC)
    return refuse(
      magic?.startsWith('entente-backup-') === true
        ? `this backup is of another format (${magic.slice(0, 40)}); use the version that made it, or a newer one`
        : 'this is not a backup',
    );
  const damaged = (): never => refuse('the beginning of this backup is damaged');
  let value: JsonValue;
  try {
    value = parseStrict(utf8(line ?? ''));
  } catch {
    return damaged();
  }
  const isHeader =
    isJsonObject(value) &&
    value['v'] === 1 &&
    ['id', 'party', 'at'].every((name) => typeof value[name] === 'string') &&
    typeof value['isEncrypted'] === 'boolean' &&
    Array.isArray(value['migrations']) &&
    value['migrations'].every((name) => typeof name === 'string' && /^\d{4}_[a-z_]+\.sql$/.test(name)) &&
    canonicalize(value) === line;
  return isHeader ? (value as unknown as Header) : damaged();
}
