import { Failure } from '#kernel/errors.ts';

/** What `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]` name (C2SP tlog-tiles). Width 256 is a full tile. */
export type TilePath = { readonly level: number | 'entries'; readonly index: number; readonly width: number };

const FORM = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/;

export function formatTilePath({ level, index, width }: TilePath): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g) ?? [];
  const last = groups.pop() ?? '';
  const partial = width === 256 ? '' : `.p/${width}`;
  return `tile/${level}/${groups.map((group) => `x${group}/`).join('')}${last}${partial}`;
}

/** Accepts one spelling: what `formatTilePath` writes. */
export function parseTilePath(path: string): TilePath {
  const [, level, index, width] = FORM.exec(path) ?? [];
  if (level === undefined || index === undefined) throw notAPath();
  const parsed: TilePath = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? 256 : Number(width),
  };
  const isInRange = Number.isSafeInteger(parsed.index) && (parsed.level === 'entries' || parsed.level <= 63);
  const isWidth = width === undefined || (parsed.width >= 1 && parsed.width <= 255);
  if (!isInRange || !isWidth || formatTilePath(parsed) !== path) throw notAPath();
  return parsed;
}

function notAPath(): Failure {
  return new Failure('bad-encoding', 'Not the path of a tile or an entry bundle.');
}
