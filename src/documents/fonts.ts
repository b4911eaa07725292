import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { unpackWoff } from './woff.ts';

const { resolve } = createRequire(import.meta.url);

/** The faces of every document, whatever the machine has: the same bytes everywhere. All under the SIL Open Font License. */
const FACES = [
  ...['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700'].map(
    (face) => `@fontsource/inter/files/inter-${face}-normal.woff`,
  ),
  ...['400', '700'].map(
    (weight) => `@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-${weight}-normal.woff`,
  ),
  '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-700-normal.woff',
  // Of this package only its code is an export: the faces lie beside it.
  ...['Regular', 'Bold'].map((weight) =>
    join(dirname(resolve('@embedpdf/fonts-sc')), `../fonts/NotoSansHans-${weight}.otf`),
  ),
];

export function readFonts(): Buffer[] {
  return FACES.map((path) => {
    const bytes = readFileSync(resolve(path));
    return path.endsWith('.woff') ? unpackWoff(bytes) : bytes;
  });
}
