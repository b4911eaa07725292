import { fromUtf8, utf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize, parseStrict } from '#kernel/json/canonical.ts';
import { isJsonObject } from '#kernel/json/types.ts';

// docs/protocol/access-log.md. A party's own log of who took what out: it never leaves the node but by oversight's export.

export const ACCESS_KINDS = ['read', 'write', 'export', 'administer', 'sign-in', 'seal', 'alarm', 'restore'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];
export const ACCESS_OUTCOMES = ['answered', 'refused'] as const;
export type AccessOutcome = (typeof ACCESS_OUTCOMES)[number];

/** One request and what became of it. Of the records it keeps how many there were and a digest of their ids, and no content. */
export type AccessEntry = {
  readonly v: 1;
  /** UTC with milliseconds. */
  readonly at: string;
  readonly kind: AccessKind;
  /** The node's own id of the person; null before anybody was known. */
  readonly person: string | null;
  /** The token's name when a program asked. */
  readonly token: string | null;
  /** Method and path with the query; no body. */
  readonly asked: string;
  readonly purpose: string;
  readonly count: number;
  /** SHA-256 over the sorted ids, one a line, base64. */
  readonly digest: string;
  /** Who else is given it (Directive (EU) 2016/680 art. 25). */
  readonly to: string | null;
  readonly outcome: AccessOutcome;
};

/** The first epoch has no number in its origin. */
export const accessOrigin = (party: string, epoch = 1): string =>
  `entente.v1/${party}/access${epoch === 1 ? '' : `/${epoch}`}`;

const ORIGIN = /^entente\.v1\/([0-9a-f-]{36})\/access(?:\/([1-9][0-9]{0,8}))?$/;

/** Undefined: not of an access log. */
export function parseAccessOrigin(origin: string): { readonly party: string; readonly epoch: number } | undefined {
  const [, party, number] = ORIGIN.exec(origin) ?? [];
  if (party === undefined) return undefined;
  const epoch = Number(number ?? 1);
  return accessOrigin(party, epoch) === origin ? { party, epoch } : undefined;
}

/** The text whose bytes are the leaf. */
export const accessText = (entry: AccessEntry): string => canonicalize(entry);

const TEXTS = ['asked', 'purpose', 'digest'] as const;
const PERHAPS = ['person', 'token', 'to'] as const;
const PROPERTIES = ['v', 'at', 'kind', 'count', 'outcome', ...TEXTS, ...PERHAPS].toSorted().join();

/** Closed, and of one spelling: what `accessText` writes. */
export function parseAccessEntry(bytes: Uint8Array): AccessEntry {
  const value = parseStrict(fromUtf8(bytes));
  const isEntry =
    isJsonObject(value) &&
    Object.keys(value).toSorted().join() === PROPERTIES &&
    value['v'] === 1 &&
    ACCESS_KINDS.some((kind) => kind === value['kind']) &&
    ACCESS_OUTCOMES.some((outcome) => outcome === value['outcome']) &&
    TEXTS.every((name) => typeof value[name] === 'string') &&
    PERHAPS.every((name) => value[name] === null || typeof value[name] === 'string') &&
    Number.isSafeInteger(value['count']) &&
    isTime(value['at']);
  if (!isEntry) throw new Failure('bad-input', 'Not an entry of an access log.');
  const entry = value as unknown as AccessEntry; // every property was checked
  if (!isSameText(bytes, accessText(entry)))
    throw new Failure('bad-encoding', 'The entry is not in its canonical form.');
  return entry;
}

function isTime(value: unknown): boolean {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

function isSameText(bytes: Uint8Array, text: string): boolean {
  const other = utf8(text);
  return other.length === bytes.length && other.every((byte, i) => byte === bytes[i]);
}
