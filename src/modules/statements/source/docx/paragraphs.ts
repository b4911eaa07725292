import { Parser } from 'htmlparser2';
import { Failure } from '#kernel/errors.ts';

export type Paragraphs = { readonly text: string; readonly title: string | undefined; readonly deletions: number };

/** What was deleted or moved away under tracked changes, codes of fields, and what Word keeps a second time for older programs. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:instrText',
  'w:delInstrText',
  'mc:Fallback',
  'w:pPrChange',
  'w:rPrChange',
]);
const IN_THE_LINE: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};
const DEEPEST = 500;

type Row = { readonly cells: string[][] };

/**
 * One pass over the events of the document's XML: paragraphs apart by an empty line, items of lists with a mark, a row of a
 * table on its line if its cells are short. No entity is declared or fetched: the parser knows no document type.
 */
export function paragraphsOf(xml: string): Paragraphs {
  const blocks: string[] = [];
  const rows: Row[] = [];
  // A text box stands in the middle of a paragraph: the paragraph goes on after it.
  const open: { text: string; isItem: boolean; style: string }[] = [];
  let [left, depth, deletions, isHidden, inText, inRun] = [0, 0, 0, false, 0, false];
  let title: string | undefined;
  let isNew = false;

  const endParagraph = (): void => {
    const paragraph = open.pop();
    if (!paragraph) return;
    const text = paragraph.text
      .replace(/[ \t\u00a0]+/gu, ' ')
      .replace(/ ?\n ?/gu, '\n')
      .trim();
    if (text === '') return;
    if (title === undefined && /^title$/iu.test(paragraph.style)) title = text.replace(/\s+/gu, ' ');
    const block = paragraph.isItem && !/^(?:[-–•▪●◦·]|\(?[a-z\d]{1,3}[.)])\s/iu.test(text) ? `• ${text}` : text;
    const cell = rows.at(-1)?.cells.at(-1);
    if (cell) cell.push(block);
    else blocks.push(block);
  };
  const endRow = (): void => {
    const cells = rows.pop()?.cells.filter((cell) => cell.length > 0) ?? [];
    const isShort = cells.length > 1 && cells.every((cell) => cell.length === 1 && cell[0]!.length < 300);
    const lines = isShort ? [cells.map(([only]) => only!.replace(/\s+/gu, ' ')).join(' | ')] : cells.flat();
    const around = rows.at(-1)?.cells.at(-1);
    if (around) around.push(...lines);
    else blocks.push(...lines);
  };

  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        if (++depth > DEEPEST) throw new Failure('bad-input', `the document is nested deeper than ${DEEPEST} elements`);
        if (tag === 'w:del' || tag === 'w:moveFrom') isNew = true;
        else if (left > 0 && isNew && (tag === 'w:delText' || tag === 'w:t'))
          [deletions, isNew] = [deletions + 1, false];
        if (LEFT_OUT.has(tag)) left += 1;
        if (left > 0) return;
        const value = attributes['w:val'] ?? '';
        const paragraph = open.at(-1);
        if (tag === 'w:p') open.push({ text: '', isItem: false, style: '' });
        else if (tag === 'w:tr') rows.push({ cells: [] });
        else if (tag === 'w:tc') rows.at(-1)?.cells.push([]);
        else if (tag === 'w:r') [inRun, isHidden] = [true, false];
        else if (tag === 'w:vanish' && inRun) isHidden = !/^(?:0|false|off)$/u.test(value);
        else if (tag === 'w:t' || tag === 'm:t') inText += 1;
        else if (paragraph) {
          if (tag === 'w:numId') paragraph.isItem = value !== '0';
          else if (tag === 'w:pStyle') {
            paragraph.style = value;
            paragraph.isItem ||=
              /^list(?:bullet|number|paragraph)?\d?$/iu.test(value) && !/^listparagraph$/iu.test(value);
          } else if (inRun && !isHidden) paragraph.text += IN_THE_LINE[tag] ?? '';
        }
      },
      ontext: (text) => {
        if (left === 0 && inText > 0 && !isHidden && open.length > 0) open.at(-1)!.text += text;
      },
      onclosetag: (tag) => {
        depth -= 1;
        if (LEFT_OUT.has(tag)) left -= 1;
        else if (left > 0) return;
        else if (tag === 'w:p') endParagraph();
        else if (tag === 'w:tr') endRow();
        else if (tag === 'w:t' || tag === 'm:t') inText -= 1;
        else if (tag === 'w:r') [inRun, isHidden] = [false, false];
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return { text: blocks.join('\n\n'), title, deletions };
}
