import { Failure } from '../errors.ts';

// STIX 2.1 section 2.16: RFC 3339 in UTC, written with Z. Nine digits of a second are more than any clock here gives.
const TIMESTAMP = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;
const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

export const TIMESTAMP_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z$';
export const MILLISECONDS_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$';
export const FULL_DATE_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';
export const PARTIAL_DATE_PATTERN = '^\\d{4}(-\\d{2}(-\\d{2})?)?$';

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};

// No year 0: PostgreSQL has none either.
const isRealDay = (year: number, month: number, day: number): boolean =>
  year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

export const isTimestamp = (text: string): boolean => {
  const found = TIMESTAMP.exec(text);
  return found !== null && isRealDay(Number(found[1]), Number(found[2]), Number(found[3]));
};

/** STIX 2.1 section 3.2: `created` and `modified` have exactly three digits. */
export const isMillisecondTimestamp = (text: string): boolean => text.length === 24 && isTimestamp(text);

/** `2026`, `2026-09` or `2026-09-30`: as far as a text goes. */
export const isPartialDate = (text: string): boolean => {
  const found = DATE.exec(text);
  return found !== null && isRealDay(Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1));
};

export const isFullDate = (text: string): boolean => text.length === 10 && isPartialDate(text);

/** Order in time of two timestamps of any precision: `.5Z` and `.500Z` are the same moment. */
export const compareTimestamps = (a: string, b: string): -1 | 0 | 1 => {
  const [x, y] = [sortable(a), sortable(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};

const sortable = (text: string): string => {
  if (!isTimestamp(text)) throw new Failure('bad-input', `not a timestamp: ${text.slice(0, 40)}`);
  return text.slice(0, 19) + text.slice(20, -1).padEnd(9, '0');
};

/** As STIX wants `created` and `modified`: UTC, three digits. */
export const formatTimestamp = (time: Date): string => time.toISOString();
