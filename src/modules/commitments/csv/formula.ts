// What a spreadsheet would compute, read or call when the file is opened: OWASP, "CSV Injection". The wide forms are read alike.
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/u;

/** A text that is a text in every spreadsheet. One to one: `asWritten` gives back what it was. */
export const asText = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

export const asWritten = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
