import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist';
import { Failure } from '#kernel/errors.ts';
import type { Source } from '../source.ts';
import type { SourceWarning } from '#contract/statements.ts';
import { linesOnPage, type Line, type Piece } from './lines-on-page.ts';
import { withoutMargins } from './margins.ts';
import { joinLines } from './join-lines.ts';

const MOST_PAGES = 400;
/** Far beyond the longest statement: what goes on after it is refused anyhow. */
const MOST_PIECES = 200_000;
const FOLDER = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));

/** By pdf.js, which draws nothing here: no script, form, font or picture of the document is used, and nothing is fetched. */
export async function readPdf(bytes: Uint8Array): Promise<Omit<Source, 'type'>> {
  const task = getDocument({
    data: bytes.slice(),
    verbosity: VerbosityLevel.ERRORS,
    // Chinese, Japanese and Korean fonts that are not in the file name their encoding alone.
    cMapUrl: `${join(FOLDER, 'cmaps')}/`,
    standardFontDataUrl: `${join(FOLDER, 'standard_fonts')}/`,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    useWasm: false,
    maxImageSize: 0,
  });
  try {
    const pdf = await task.promise;
    if (pdf.numPages > MOST_PAGES)
      throw new Failure('too-large', `the PDF has ${pdf.numPages} pages; a statement may have up to ${MOST_PAGES}`);
    return await readPages(pdf);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    if (cause instanceof Error && cause.name === 'PasswordException')
      throw new Failure('unsupported-type', 'the PDF is encrypted and opens with a password; save it without one', {
        cause,
      });
    throw new Failure('bad-input', 'the PDF is damaged and cannot be read', { cause });
  } finally {
    await task.destroy().catch(() => {});
  }
}

async function readPages(pdf: PDFDocumentProxy): Promise<Omit<Source, 'type'>> {
  const pages: Line[][] = [];
  const empty: number[] = [];
  let [broken, pieces] = [0, 0];
  for (let n = 1; n <= pdf.numPages; n++) {
    try {
      const page = await pdf.getPage(n);
      const { items } = await page.getTextContent();
      const found = upright(items.filter((item) => 'str' in item));
      pieces += found.length;
      if (pieces > MOST_PIECES) throw new Failure('too-large', `the PDF has more than ${MOST_PIECES} pieces of text`);
      const lines = linesOnPage(found);
      if (lines.length === 0) empty.push(n);
      pages.push(lines);
      page.cleanup();
    } catch (error) {
      if (error instanceof Failure) throw error;
      broken += 1;
      pages.push([]);
    }
  }
  if (broken === pdf.numPages) throw new Failure('bad-input', 'the PDF is damaged: none of its pages can be read');
  if (pages.every((lines) => lines.length === 0))
    throw new Failure(
      'unsupported-type',
      'the PDF holds no text: its pages are pictures. Use a text of it, or type it in',
    );
  const text = joinLines(withoutMargins(pages));
  const title = await titleOf(pdf);
  const unreadable = text.match(/[\ufffd\ue000-\uf8ff]/gu)?.length ?? 0;
  const warnings: SourceWarning[] = [
    ...(empty.length > 0 ? [{ code: 'pages-without-text', detail: numbered(empty) } as const] : []),
    ...(broken > 0 ? [{ code: 'damaged' } as const] : []),
    ...(unreadable > 0 ? [{ code: 'unreadable-letters', detail: String(unreadable) } as const] : []),
  ];
  return { text, ...(title ? { title } : {}), warnings };
}

const numbered = (pages: readonly number[]): string =>
  pages.length > 20 ? `${pages.slice(0, 20).join(', ')} …` : pages.join(', ');

/** Programs put the name of the file there: that is no title. */
async function titleOf(pdf: PDFDocumentProxy): Promise<string | undefined> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const { Title: title } = info as { readonly Title?: unknown };
  if (typeof title !== 'string') return undefined;
  const plain = title.replace(/\s+/gu, ' ').trim().slice(0, 500);
  return /\.(?:docx?|pdf|indd|rtf|txt|wps|odt)$|^microsoft word|^untitled/iu.test(plain) ? undefined : plain;
}

type Item = {
  readonly str: string;
  readonly dir: string;
  readonly transform: number[];
  readonly width: number;
  readonly height: number;
};

const QUARTER = Math.PI / 2;

/** Turned so that most of the page stands upright: whole pages are drawn sideways, stamps and watermarks aslant or aside. */
function upright(items: readonly Item[]): Piece[] {
  const letters = [0, 0, 0, 0];
  const turned = items.map((item) => {
    const [a = 0, b = 0] = item.transform;
    const turns = Math.atan2(b, a) / QUARTER;
    const quarter = (Math.round(turns) + 4) % 4;
    const isLevel = Math.abs(turns - Math.round(turns)) < 0.07;
    if (isLevel) letters[quarter]! += item.str.trim().length;
    return { item, quarter, isLevel };
  });
  const most = letters.indexOf(Math.max(...letters));
  return turned.map(({ item, quarter, isLevel }) => pieceOf(item, most, isLevel && quarter === most));
}

function pieceOf({ str, dir, transform, width, height }: Item, quarter: number, isLevel: boolean): Piece {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  const at = [
    { x, y },
    { x: y, y: -x },
    { x: -x, y: -y },
    { x: -y, y: x },
  ][quarter]!;
  return {
    text: str,
    ...at,
    width,
    height: height || Math.hypot(c, d) || Math.hypot(a, b),
    isLevel,
    isRightToLeft: dir === 'rtl',
  };
}
