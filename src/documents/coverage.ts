/** Which characters a font has, by its `cmap` (OpenType 1.9): formats 4 and 12, the only ones that our fonts use. */
export function charactersOf(font: Buffer): [number, number][] {
  const table = tableOf(font, 'cmap');
  if (!table) return [];
  const ranges: [number, number][] = [];
  for (let n = 0; n < table.readUInt16BE(2); n++) {
    const sub = table.subarray(table.readUInt32BE(4 + n * 8 + 4));
    const format = sub.readUInt16BE(0);
    if (format === 12) ranges.push(...groupsOf(sub));
    if (format === 4) ranges.push(...segmentsOf(sub));
  }
  return ranges;
}

function tableOf(font: Buffer, name: string): Buffer | undefined {
  for (let n = 0; n < font.readUInt16BE(4); n++) {
    const entry = 12 + 16 * n;
    if (font.toString('latin1', entry, entry + 4) === name) return font.subarray(font.readUInt32BE(entry + 8));
  }
  return undefined;
}

const groupsOf = (sub: Buffer): [number, number][] =>
  Array.from({ length: sub.readUInt32BE(12) }, (_, n) => [
    sub.readUInt32BE(16 + n * 12),
    sub.readUInt32BE(20 + n * 12),
  ]);

/** Within a segment some may have no glyph: an offset is followed to see. */
function segmentsOf(sub: Buffer): [number, number][] {
  const twice = sub.readUInt16BE(6);
  const [ends, starts, deltas, offsets] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice];
  const found: [number, number][] = [];
  for (let at = 0; at < twice; at += 2) {
    const [first, last] = [sub.readUInt16BE(starts + at), sub.readUInt16BE(ends + at)];
    const offset = sub.readUInt16BE(offsets + at);
    if (first === 0xffff) continue;
    if (offset === 0) {
      const delta = sub.readUInt16BE(deltas + at);
      if (((first + delta) & 0xffff) !== 0 || last > first) found.push([first, last]);
      continue;
    }
    for (let code = first; code <= last; code++) {
      if (sub.readUInt16BE(offsets + at + offset + 2 * (code - first)) !== 0) found.push([code, code]);
    }
  }
  return found;
}

/** A page that cannot show a character says which it is: PDF/A allows no empty box, and a gap would be a lie. */
export function shownWith(fonts: readonly Buffer[]): (text: string) => string {
  const covered = new Uint8Array(0x110000 / 8);
  const add = (code: number): void => {
    covered[code >> 3]! |= 1 << (code & 7);
  };
  for (const font of fonts)
    for (const [first, last] of charactersOf(font)) for (let code = first; code <= last; code++) add(code);
  const has = (code: number): boolean => (covered[code >> 3]! & (1 << (code & 7))) !== 0;
  return (text) =>
    Array.from(text, (character) => {
      const code = character.codePointAt(0)!;
      return has(code) || UNSEEN.test(character)
        ? character
        : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
    }).join('');
}

const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}]/u;
