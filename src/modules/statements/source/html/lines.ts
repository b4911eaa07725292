import type { Part } from './main-part.ts';

/**
 * The text of a part with the structure that the reader's block stage works on: an empty line between blocks, a mark before
 * items of a list, a line for each row of a table.
 */
export function linesOf(part: Part): string {
  const blocks: string[] = [];
  let line = '';
  let mark = '';
  const end = (): void => {
    const text = line
      .split('\n')
      .map((one) => one.replace(/[ \t\r\f\u00a0]+/gu, ' ').trim())
      .join('\n')
      .replace(/\n{3,}/gu, '\n\n')
      .trim();
    if (text !== '') {
      blocks.push(mark + text);
      mark = '';
    }
    line = '';
  };

  const write = (one: Part, inPre: boolean): void => {
    const { tag } = one;
    if (tag === 'br') return void (line += '\n');
    if (tag === 'hr') return end();
    if (tag === 'tr' && isRow(one)) {
      end();
      line = cellsOf(one)
        .map(inlineOf)
        .filter((text) => text !== '')
        .join(' | ');
      return end();
    }
    if (isNoteMark(one)) return;
    if (one.isBlock) end();
    let number = Number(one.attributes['start'] ?? 1);
    if (!Number.isSafeInteger(number)) number = 1;
    for (const child of one.children) {
      if (typeof child === 'string') line += inPre ? child : child.replace(/\s+/gu, ' ');
      else {
        if (child.tag === 'li') {
          end();
          mark = tag === 'ol' ? `${number++}. ` : '• ';
        }
        write(child, inPre || child.tag === 'pre');
        if (child.tag === 'li') mark = '';
      }
    }
    if (one.isBlock) end();
    else if (tag === 'td' || tag === 'th') line += ' ';
  };
  write(part, false);
  end();
  return blocks.join('\n\n');
}

const cellsOf = (row: Part): Part[] =>
  row.children.filter((child): child is Part => typeof child !== 'string' && /^t[dh]$/u.test(child.tag));

/** A row of data, not of a page that was laid out by a table. */
const isRow = (row: Part): boolean => {
  const cells = cellsOf(row);
  return cells.length > 1 && cells.every((cell) => cell.letters < 300 && countBlocks(cell) < 2);
};

const countBlocks = (part: Part): number =>
  part.children.reduce(
    (count, child) => (typeof child === 'string' || !child.isBlock ? count : count + 1 + countBlocks(child)),
    0,
  );

const inlineOf = (part: Part): string =>
  part.children
    .map((child) => (typeof child === 'string' ? child : child.tag === 'br' ? ' ' : inlineOf(child)))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();

/** `[1]` above the line leads to a footnote. */
const isNoteMark = (part: Part): boolean =>
  part.tag === 'sup' && part.links > 0 && /^\[?\d{1,3}\]?$/u.test(inlineOf(part));
