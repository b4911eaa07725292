import { fromBase64Strict, toBase64, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize, parseStrict } from '#kernel/json/canonical.ts';
import { isJsonObject, type JsonObject } from '#kernel/json/types.ts';
import { accessText, parseAccessEntry, type AccessEntry } from './access-entry.ts';
import { leafHash, type Hash } from './hashing.ts';

// docs/protocol/access-log.md, "The file": JSON lines, of which each is checked by itself and all of them against a signed root.

/** Why a line gives no entry: its retention ended, or it was not asked for. */
export const WITHOUT = ['removed', 'not-selected'] as const;
export type Without = (typeof WITHOUT)[number];

export type AccessExportHead = {
  readonly v: 1;
  readonly kind: 'entente-access-1';
  readonly origin: string;
  /** The node's signed note over the whole log, as long as it was. */
  readonly checkpoint: string;
  /** Those that oversight cosigned, the smallest first. */
  readonly cosigned: readonly string[];
  /** The party's keys, and those of its oversight, base64. */
  readonly keys: readonly string[];
  readonly cosigners: readonly string[];
};

export type AccessLine =
  | { readonly index: number; readonly entry: AccessEntry }
  | { readonly index: number; readonly without: Without }
  /** The leaves of the 256 lines before it, or of the last ones. */
  | { readonly tile: number; readonly hashes: Uint8Array };

export const formatHead = (head: AccessExportHead): string => `${canonicalize(head)}\n`;

/** Canonical, so an entry stands in it byte for byte as it was hashed. */
export const entryLine = (index: number, text: string): string => `{"entry":${text},"index":${index}}\n`;
export const withoutLine = (index: number, without: Without): string => `{"index":${index},"without":"${without}"}\n`;
export const tileLine = (tile: number, hashes: Uint8Array): string =>
  `{"hashes":"${toBase64(hashes)}","tile":${tile}}\n`;

export function parseHead(text: string): AccessExportHead {
  const value = closed(text, ['checkpoint', 'cosigned', 'cosigners', 'keys', 'kind', 'origin', 'v']);
  const lists = [value['cosigned'], value['cosigners'], value['keys']];
  const isHead =
    value['v'] === 1 &&
    value['kind'] === 'entente-access-1' &&
    typeof value['origin'] === 'string' &&
    typeof value['checkpoint'] === 'string' &&
    lists.every((list) => Array.isArray(list) && list.every((one) => typeof one === 'string'));
  if (!isHead) throw new Failure('bad-encoding', 'Not the first line of an exported access log.');
  return value as unknown as AccessExportHead; // every property was checked
}

export type ReadLine = { readonly line: AccessLine; readonly leaf: Hash | undefined };

/** One line behind the first, with the leaf of what it shows. */
export function parseLine(text: string): ReadLine {
  const value = parseStrict(text);
  if (!isJsonObject(value)) throw notALine();
  const { index, tile, entry, without, hashes } = value;
  if (tile !== undefined) {
    if (!isNatural(tile) || typeof hashes !== 'string') throw notALine();
    return { line: { tile, hashes: fromBase64Strict(sameText(value, text) ? hashes : '') }, leaf: undefined };
  }
  if (!isNatural(index) || !sameText(value, text)) throw notALine();
  if (entry !== undefined) {
    const written = utf8(canonicalize(entry));
    const parsed = parseAccessEntry(written);
    return { line: { index, entry: parsed }, leaf: leafHash(utf8(accessText(parsed))) };
  }
  const why = WITHOUT.find((one) => one === without);
  if (why === undefined) throw notALine();
  return { line: { index, without: why }, leaf: undefined };
}

/** One spelling, and nothing beside what is read. */
function sameText(value: JsonObject, text: string): boolean {
  if (Object.keys(value).length !== 2 || canonicalize(value) !== text) throw notALine();
  return true;
}

function closed(text: string, names: readonly string[]): JsonObject {
  const value = parseStrict(text);
  if (!isJsonObject(value) || Object.keys(value).toSorted().join() !== names.join() || canonicalize(value) !== text)
    throw new Failure('bad-encoding', 'Not the first line of an exported access log.');
  return value;
}

const isNatural = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const notALine = (): Failure => new Failure('bad-encoding', 'Not a line of an exported access log.');
