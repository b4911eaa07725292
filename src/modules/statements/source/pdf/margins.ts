import type { Line } from './lines-on-page.ts';

const NUMBER =
  /^(?:[-–—·\s]*(?:page|p\.|seite|صفحہ|第)?\s*(?:\d{1,4}|[ivxl]{1,6})\s*(?:页|頁)?(?:\s*(?:\/|of|共|از)\s*(?:第)?\s*\d{1,4}\s*(?:页|頁)?)?[-–—·\s]*)$/iu;
/** So many lines at the top and at the bottom can be running. */
const MARGIN = 3;

/** Two that differ in figures alone are one: a header with the number of its page. */
const alike = (text: string): string => text.replace(/\d+/gu, '#').replace(/\s+/gu, ' ').trim().toLowerCase();

/** Without page numbers, and without what stands at the top or the bottom of most pages. */
export function withoutMargins(pages: readonly (readonly Line[])[]): Line[][] {
  const filled = pages.filter((lines) => lines.length > 0);
  const [tops, bottoms] = [counts(filled, topOf), counts(filled, bottomOf)];
  const isRunning = (count: number | undefined): boolean =>
    filled.length > 1 && (count ?? 0) >= Math.max(2, filled.length * 0.4);
  const usual = sizeOf(filled.flat());
  const kept = pages.map((lines) => {
    const [top, bottom] = [new Set(topOf(lines)), new Set(bottomOf(lines))];
    const outermost = new Set([lines[byHeight(lines)[0]!], lines[byHeight(lines).at(-1)!]]);
    return lines.filter((line) => {
      if (outermost.has(line) && NUMBER.test(line.text)) return false;
      // A running title is small; the title itself, on the first page, is not.
      if (line.height > usual * 1.15) return true;
      const key = alike(line.text);
      return !((top.has(line) && isRunning(tops.get(key))) || (bottom.has(line) && isRunning(bottoms.get(key))));
    });
  });
  return kept.some((lines) => lines.length > 0) ? kept : pages.map((lines) => [...lines]);
}

function sizeOf(lines: readonly Line[]): number {
  const sizes = lines.map(({ height }) => height).sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? 0;
}

const byHeight = (lines: readonly Line[]): number[] => lines.map((_, i) => i).sort((a, b) => lines[b]!.y - lines[a]!.y);
const topOf = (lines: readonly Line[]): Line[] =>
  byHeight(lines)
    .slice(0, MARGIN)
    .map((i) => lines[i]!);
const bottomOf = (lines: readonly Line[]): Line[] =>
  byHeight(lines)
    .slice(-MARGIN)
    .map((i) => lines[i]!);

function counts(
  pages: readonly (readonly Line[])[],
  of: (lines: readonly Line[]) => readonly Line[],
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const lines of pages)
    for (const key of new Set(of(lines).map(({ text }) => alike(text)))) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}
