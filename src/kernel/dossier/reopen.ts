import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { openDisclosure } from '#kernel/record/disclosure.ts';
import type { PartShape } from '#kernel/record/parts.ts';
import { readLine } from './lines.ts';

export type ShownRecord = { readonly record: JsonObject; readonly withheld: readonly PartShape[] };

/** The content of a record by its line in the file, if that still opens the commitment which was verified. */
export function reopenRecord(line: Uint8Array, c: string): ShownRecord | undefined {
  try {
    const read = readLine(line);
    if (typeof read === 'string' || read.line !== 'entry' || read.disclosure === null) return undefined;
    const { record, withheld, parts } = openDisclosure(c, read.disclosure);
    return {
      record,
      withheld: withheld.map((n) => parts[n]!).map(({ markings, properties }) => ({ markings, properties })),
    };
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
