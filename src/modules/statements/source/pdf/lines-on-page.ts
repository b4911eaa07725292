/** A run of text as it is drawn; `y` grows upwards, as in PDF. */
export type Piece = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Not turned: stamps and watermarks often are. */
  readonly isLevel: boolean;
  readonly isRightToLeft: boolean;
};

export type Line = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
  /** Number of the column or band that it stands in. */
  readonly region: number;
};

/** The lines of a page in the order of reading: bands from the top, the columns of a band one after the other. */
export function linesOnPage(pieces: readonly Piece[]): Line[] {
  const level = pieces.filter(({ text, isLevel }) => isLevel && text.trim() !== '');
  return regionsOf(level, 0).flatMap((region, index) => linesOf(region, index));
}

const DEEPEST = 6;

/** Cut by the widest gutter; where there is none, below the first gap under which there is one. */
function regionsOf(pieces: readonly Piece[], depth: number): (readonly Piece[])[] {
  if (pieces.length < 8 || depth > DEEPEST) return [pieces];
  const gutter = gutterOf(pieces);
  if (gutter !== undefined) {
    const left = pieces.filter(({ x, width }) => x + width / 2 < gutter);
    const right = pieces.filter(({ x, width }) => x + width / 2 >= gutter);
    const isRightFirst = pieces.filter(({ isRightToLeft }) => isRightToLeft).length > pieces.length / 2;
    return (isRightFirst ? [right, left] : [left, right]).flatMap((side) => regionsOf(side, depth + 1));
  }
  for (const y of gapsOf(pieces)) {
    const below = pieces.filter((piece) => piece.y < y);
    if (gutterOf(below) === undefined) continue;
    const above = pieces.filter((piece) => piece.y >= y);
    return [above, ...regionsOf(below, depth + 1)];
  }
  // Columns with something across the page below them.
  for (const y of gapsOf(pieces).reverse()) {
    const above = pieces.filter((piece) => piece.y >= y);
    if (gutterOf(above) === undefined) continue;
    return [...regionsOf(above, depth + 1), pieces.filter((piece) => piece.y < y)];
  }
  return [pieces];
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The middle of the widest stripe from top to bottom that nothing reaches into, with lines enough on both sides. */
function gutterOf(pieces: readonly Piece[]): number | undefined {
  const size = median(pieces.map(({ height }) => height));
  const spans = pieces.map(({ x, width }) => [x, x + width] as const).sort(([a], [b]) => a - b);
  let reach = -Infinity;
  let best: { readonly at: number; readonly width: number } | undefined;
  for (const [from, to] of spans) {
    const width = from - reach;
    if (Number.isFinite(width) && width > size * 1.1 && width > (best?.width ?? 0)) {
      const at = (from + reach) / 2;
      if (isBetweenColumns(pieces, at, size)) best = { at, width };
    }
    reach = Math.max(reach, to);
  }
  return best?.at;
}

/** Each side has several lines of text: marks before the items of a list, or figures of a table, are no column. */
function isBetweenColumns(pieces: readonly Piece[], at: number, size: number): boolean {
  const sides = [pieces.filter(({ x }) => x < at), pieces.filter(({ x }) => x >= at)];
  return sides.every((side) => {
    const rows = new Set(side.map(({ y }) => Math.round(y / Math.max(size, 1)))).size;
    const letters = side.reduce((sum, { text }) => sum + text.trim().length, 0);
    return rows >= 4 && letters / rows >= 12;
  });
}

/** Heights at which nothing stands, from the top. */
function gapsOf(pieces: readonly Piece[]): number[] {
  const rows = pieces.toSorted((a, b) => b.y - a.y);
  const gaps: number[] = [];
  for (let i = 1; i < rows.length; i++) {
    const [upper, lower] = [rows[i - 1]!, rows[i]!];
    if (upper.y - lower.y > Math.max(upper.height, lower.height) * 1.15)
      gaps.push((upper.y + lower.y + lower.height) / 2);
  }
  return gaps.slice(0, 60);
}

function linesOf(pieces: readonly Piece[], region: number): Line[] {
  const lines: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y)) {
    const line = lines.at(-1);
    const [first] = line ?? [];
    // A raised sign stands a little above its line.
    if (line && first && Math.abs(first.y - piece.y) < Math.max(first.height, piece.height) * 0.5) line.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => joined(line, region)).filter(({ text }) => text !== '');
}

function joined(pieces: readonly Piece[], region: number): Line {
  const isRightToLeft = pieces.filter((piece) => piece.isRightToLeft).length > pieces.length / 2;
  const inOrder = pieces.toSorted((a, b) => (isRightToLeft ? b.x - a.x : a.x - b.x));
  let text = '';
  let before: Piece | undefined;
  for (const piece of inOrder) {
    if (before) {
      const gap = isRightToLeft ? before.x - (piece.x + piece.width) : piece.x - (before.x + before.width);
      if (gap > Math.max(before.height, piece.height) * 0.15 && !/\s$/u.test(text)) text += ' ';
    }
    text += piece.text;
    before = piece;
  }
  return {
    text: text.replace(/\s+/gu, ' ').trim(),
    left: Math.min(...pieces.map(({ x }) => x)),
    right: Math.max(...pieces.map(({ x, width }) => x + width)),
    y: Math.max(...pieces.map(({ y }) => y)),
    height: median(pieces.map(({ height }) => height)),
    region,
  };
}
