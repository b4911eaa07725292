import { CsvError, parse, type Info } from 'csv-parse';
import { Failure } from '#kernel/errors.ts';
import { MOST_ROWS, REGISTER_COLUMNS, type RegisterColumn } from '#contract/register-import.ts';
import { asWritten } from './formula.ts';

export type TableRow = {
  /** Where it begins in the file; the head is line 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<RegisterColumn, string>;
  readonly extra: number;
};
export type Table = { readonly columns: readonly RegisterColumn[]; readonly rows: readonly TableRow[] };

const LONGEST_ROW = 200_000;
const known: readonly string[] = REGISTER_COLUMNS;

/** A file as people save it from a spreadsheet; what is not one is refused whole, with the line. */
export async function readTable(bytes: Uint8Array): Promise<Table> {
  const text = decode(bytes);
  const parser = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    max_record_size: LONGEST_ROW,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  let columns: readonly RegisterColumn[] | undefined;
  const rows: TableRow[] = [];
  let began = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const line = began;
      began = info.lines + 1;
      if (columns === undefined) {
        columns = columnsOf(record);
        continue;
      }
      if (record.every((cell) => cell.trim() === '')) continue;
      if (rows.length === MOST_ROWS) throw new Failure('too-large', `more than ${MOST_ROWS} rows: divide the file`);
      const cells = columns.map((column, n) => [column, asWritten(record[n] ?? '').trim()] as const);
      rows.push({ line, cells: new Map(cells), extra: record.length - columns.length });
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new Failure('bad-input', `this is no sound CSV: ${cause.message}`, { cause, path: '$' });
  }
  if (columns === undefined) throw new Failure('bad-input', 'the file is empty', { path: '$' });
  return { columns, rows };
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new Failure('bad-encoding', 'the file is in UTF-16: save it as CSV in UTF-8');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('bad-encoding', 'the file is not in UTF-8: save it as CSV in UTF-8', { cause });
  }
  if (text.includes('\0')) throw new Failure('bad-encoding', 'the file holds U+0000: it is no CSV');
  return text;
}

/** Spreadsheets write the list separator of their country: the one that the head has most of. */
function delimiterOf(text: string): string {
  const [head = ''] = text.split(/\r?\n|\r/, 1);
  const count = (mark: string): number => head.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function columnsOf(head: readonly string[]): RegisterColumn[] {
  const names = head.map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Failure('bad-input', `there is no column "${unknown.slice(0, 80)}"; there are ${known.join(', ')}`, {
      path: '$',
    });
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) throw new Failure('bad-input', `the column "${twice}" is there twice`, { path: '$' });
  if (!names.includes('id') && !names.includes('title'))
    throw new Failure('bad-input', 'a file has a column "id" or "title"', { path: '$' });
  return names as RegisterColumn[]; // each is known
}
