import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { isJsonObject } from '#kernel/json/types.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { RECALL_CODES, RECEIPT_CODES, RECEIPT_STATES } from './entry-codes.ts';
import type { Entry, EntryKind } from './entry.ts';

const MAX_EXCEPTIONS = 8;

type Check = (value: JsonValue | undefined, path: string) => void;

const FIELDS: Record<EntryKind, Record<string, Check>> = {
  record: { c: bytes32 },
  receipt: { from: natural, size: natural, root: bytes32, exceptions: exceptionList },
  recall: { index: natural, code: oneOf(RECALL_CODES) },
  expunge: { index: natural },
  key: { key: bytes32 },
  epoch: { previous: seen },
};
const OPTIONAL: Partial<Record<EntryKind, Record<string, Check>>> = {
  recall: { epoch: epochNumber },
  expunge: { epoch: epochNumber },
};
const COMMON: Record<string, Check> = { v: version, kind: () => {}, at: timestamp, seen };
const EXCEPTION: Record<string, Check> = { index: natural, state: oneOf(RECEIPT_STATES), code: oneOf(RECEIPT_CODES) };

/** Closed: a property that the kind does not list is refused. */
export function checkEntry(value: JsonValue): Entry {
  if (!isJsonObject(value)) throw refusal('An entry is an object.', '$');
  const { kind } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind))
    throw refusal('This kind of entry is not known.', '$.kind');
  const optional = Object.entries(OPTIONAL[kind as EntryKind] ?? {}).filter(([key]) => Object.hasOwn(value, key));
  exactly(value, { ...COMMON, ...FIELDS[kind as EntryKind], ...Object.fromEntries(optional) }, '$');
  const entry = value as unknown as Entry; // every field was checked against FIELDS
  if (entry.kind === 'receipt') receiptRules(entry);
  if (entry.kind === 'expunge' && entry.epoch !== undefined && entry.epoch >= entry.seen[0])
    throw refusal('Named only if it is an earlier epoch than the one that is seen.', '$.epoch');
  return entry;
}

function receiptRules({
  from,
  size,
  root,
  exceptions,
  seen: [, seenSize, seenRoot],
}: Entry & { kind: 'receipt' }): void {
  if (from >= size) throw refusal('A receipt speaks of at least one entry.', '$.from');
  if (size > seenSize) throw refusal('A receipt cannot speak of entries that are not seen.', '$.size');
  if (size === seenSize && root !== seenRoot)
    throw refusal('The receipt and what it has seen name two roots for one size.', '$.root');
  exceptions.forEach(({ index, state, code }, i) => {
    const previous = exceptions[i - 1]?.index ?? from - 1;
    if (index <= previous || index >= size)
      throw refusal('Exceptions lie within the range, in ascending order.', `$.exceptions[${i}].index`);
    if ((state === 'stored') !== (code === 'lifted'))
      throw refusal('The state stored has the code lifted, and no other state has it.', `$.exceptions[${i}].code`);
  });
}

function exactly(object: JsonObject, checks: Record<string, Check>, path: string): void {
  for (const key of Object.keys(object))
    if (!Object.hasOwn(checks, key)) throw refusal('This property has no place here.', `${path}.${key}`);
  for (const [key, check] of Object.entries(checks)) check(object[key], `${path}.${key}`);
}

function version(value: JsonValue | undefined, path: string): void {
  if (value !== 1) throw refusal('Only version 1 of entries is known.', path);
}

function natural(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw refusal('Not a whole number from 0 on.', path);
}

function epochNumber(value: JsonValue | undefined, path: string): void {
  natural(value, path);
  if (value === 0) throw refusal('Epochs are counted from 1.', path);
}

function bytes32(value: JsonValue | undefined, path: string): void {
  if (typeof value !== 'string' || value.length !== 44 || fromBase64Strict(value).length !== 32)
    throw refusal('Not 32 bytes in base64.', path);
}

function timestamp(value: JsonValue | undefined, path: string): void {
  // Exactly what toISOString writes for the years 0000 to 9999, so that a time has one spelling.
  const isForm = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  const time = isForm ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString() !== value)
    throw refusal('Not a UTC time with milliseconds.', path);
}

function seen(value: JsonValue | undefined, path: string): void {
  if (!Array.isArray(value) || value.length !== 3) throw refusal('Not [epoch, size, root].', path);
  const [epoch, size, root]: readonly (JsonValue | undefined)[] = value;
  natural(epoch, `${path}[0]`);
  natural(size, `${path}[1]`);
  bytes32(root, `${path}[2]`);
}

function exceptionList(value: JsonValue | undefined, path: string): void {
  if (!Array.isArray(value) || value.length > MAX_EXCEPTIONS)
    throw refusal(`Not a list of at most ${MAX_EXCEPTIONS} exceptions.`, path);
  value.forEach((item: JsonValue, i) => {
    if (!isJsonObject(item)) throw refusal('Not an exception.', `${path}[${i}]`);
    exactly(item, EXCEPTION, `${path}[${i}]`);
  });
}

function oneOf(list: readonly string[]): Check {
  return (value, path) => {
    if (typeof value !== 'string' || !list.includes(value)) throw refusal(`Not one of: ${list.join(', ')}.`, path);
  };
}

function refusal(message: string, path: string): Failure {
  return new Failure('bad-input', `Entry: ${message}`, { path });
}
