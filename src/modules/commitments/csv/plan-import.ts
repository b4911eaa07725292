import { createHash } from 'node:crypto';
import {
  IMPORTED_COLUMNS,
  type ImportedColumn,
  type ImportPreview,
  type ImportRow,
  type RowProblem,
} from '#contract/register-import.ts';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { textOf } from '#kernel/json/types.ts';
import { completeOwn, refuseOwn } from '#kernel/protocol/own-record.ts';
import { COMMITMENT_KINDS, STATED } from '#kernel/stix/values.ts';
import { toBase64 } from '#platform';
import type { StoredRecord } from '#store/records.ts';
import { prepareCommitment } from '../model.ts';
import { importedCells, propertyOf, type Reading } from './cells.ts';
import type { Table, TableRow } from './read-table.ts';

export type Importing = {
  readonly table: Table;
  readonly reading: Reading;
  readonly themes: readonly string[];
  readonly partyId: string;
  readonly now: Date;
  /** The newest version of each, as the importer sees it. */
  readonly held: ReadonlyMap<string, StoredRecord>;
};

const imported: readonly string[] = IMPORTED_COLUMNS;

/** The id of the row; one without gets the same each time it is read, so that nothing is there twice. */
export function idOfRow({ cells }: TableRow, accord: string): string {
  const own = cells.get('id') ?? '';
  if (own !== '') return own;
  const hash = createHash('sha256').update(
    JSON.stringify([accord, ...IMPORTED_COLUMNS.map((column) => cells.get(column) ?? '')]),
  );
  const hex = hash.digest('hex');
  // RFC 9562 section 5.8: a version of our own making.
  return `commitment--${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What each row would do. Nothing is written. */
export function planImport(importing: Importing): ImportPreview {
  const { table, reading } = importing;
  const seen = new Set<string>();
  const rows: ImportRow[] = [];
  const counts = { new: 0, changed: 0, unchanged: 0, wrong: 0 };
  for (const row of table.rows) {
    const id = idOfRow(row, reading.accord.id);
    const planned = planRow(importing, { row, id, isAgain: seen.has(id) });
    seen.add(id);
    counts[planned?.what ?? 'unchanged'] += 1;
    if (planned) rows.push(planned);
  }
  return {
    counts,
    passedOver: table.columns.filter(
      (column) => !imported.includes(column) && column !== 'id' && column !== 'modified',
    ),
    rows,
  };
}

type Asked = { readonly row: TableRow; readonly id: string; readonly isAgain: boolean };

/** Undefined: it changes nothing. */
function planRow(importing: Importing, { row, id, isAgain }: Asked): ImportRow | undefined {
  const { line, cells } = row;
  const held = importing.held.get(id);
  const isNamed = (cells.get('id') ?? '') !== '';
  // It was written by an import before, and may have been revised since.
  if (held && !isNamed && !isAgain) return undefined;
  const now = held && !held.expungedAt ? importedCells(held.object, importing.reading) : undefined;
  const changes = IMPORTED_COLUMNS.flatMap((column) => {
    const to = cells.get(column);
    const from = now?.[column] ?? '';
    return to === undefined || sameText(to, from) ? [] : [{ column, from, to }];
  });
  const title = cells.get('title') || now?.title || null;
  const wrong = (...problems: RowProblem[]): ImportRow => ({
    line,
    what: 'wrong',
    title,
    changes,
    problems,
    record: null,
    c: null,
    key: '',
  });
  if (row.extra > 0) return wrong(problem(null, 'too-many-cells'));
  if (isAgain) return wrong(problem(isNamed ? 'id' : null, 'twice'));
  if (isNamed && !now) return wrong(problem('id', 'not-there'));
  if (held && changes.length === 0) return undefined;
  if (held && (held.publisher !== importing.partyId || held.withheld > 0)) return wrong(problem('id', 'not-yours'));
  const version = cells.get('modified') ?? '';
  if (held && version !== '' && version !== held.modified) return wrong(problem('modified', 'revised-since'));
  const found = problemsOf(importing, changes, held !== undefined);
  if (found.length > 0) return wrong(...found);
  const made = recordOf(importing, { id, held, changes });
  if ('problems' in made) return wrong(...made.problems);
  const c = held ? toBase64(held.c) : null;
  const key = createHash('sha256')
    .update(JSON.stringify([made.record, c]))
    .digest('base64url');
  const what = held ? 'changed' : 'new';
  return { line, what, title, changes, problems: [], record: made.record, c, key: `import-${key}` };
}

const problem = (column: string | null, why: RowProblem['why'], said: string | null = null): RowProblem => ({
  column,
  why,
  said,
});

/** Spreadsheets write line ends of their own. */
const sameText = (a: string, b: string): boolean => a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');

type Change = { readonly column: ImportedColumn; readonly from: string; readonly to: string };

function problemsOf({ themes }: Importing, changes: readonly Change[], isHeld: boolean): RowProblem[] {
  const sets: Partial<Record<ImportedColumn, readonly string[]>> = {
    kind: COMMITMENT_KINDS,
    status: STATED,
    theme: themes,
  };
  const unknown = changes.flatMap(({ column, to }) => {
    const set = sets[column];
    return to === '' || !set || set.includes(to)
      ? []
      : [problem(column, 'unknown-value', `one of ${set.join(', ')}`.slice(0, 500))];
  });
  const emptied = changes.filter(({ column, to }) => to === '' && (column === 'kind' || column === 'status'));
  const isTitled = isHeld || changes.some(({ column }) => column === 'title');
  return [
    ...unknown,
    ...emptied.map(({ column }) => problem(column, 'needed')),
    ...(isTitled ? [] : [problem('title', 'needed')]),
  ];
}

type Writing = {
  readonly id: string;
  readonly held: StoredRecord | undefined;
  readonly changes: readonly Change[];
};

/** What the door would be given, judged by the door's own rules. */
function recordOf(
  { reading, partyId, now }: Importing,
  { id, held, changes }: Writing,
): { readonly record: JsonObject } | { readonly problems: RowProblem[] } {
  const { accord } = reading;
  const begun: JsonObject = held ? held.object : { type: 'commitment', id, accord_ref: accord.id, kind: 'other' };
  let column: ImportedColumn | null = null;
  try {
    let object = begun;
    for (const change of changes) {
      ({ column } = change);
      const [property, value] = propertyOf(column, change.to, { object, reading });
      object = withProperty(object, property, value);
    }
    column = null;
    const { modified: _, ...record } = object;
    const prepared = prepareCommitment(record, accord);
    const writing = { partyId, now, uuid: () => '', terms: accord };
    refuseOwn(completeOwn(prepared, writing), { partyId, terms: accord, earlier: held });
    return { record };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const issues = error.issues ?? [{ path: error.path ?? '$', message: error.message }];
    return { problems: issues.map(({ path, message }) => problem(column ?? columnAt(path), 'refused', message)) };
  }
}

const withProperty = (object: JsonObject, property: string, value: JsonValue | undefined): JsonObject =>
  Object.fromEntries(
    Object.entries({ ...object, [property]: value }).filter((one): one is [string, JsonValue] => one[1] !== undefined),
  );

function columnAt(path: string): string | null {
  const name = /^\$\.([a-z_]+)/.exec(path)?.[1] ?? '';
  return imported.includes(name) ? name : null;
}

/** Ids that the table names, or that its rows would get. */
export const idsOf = ({ rows }: Table, accord: string): string[] => [
  ...new Set(rows.map((row) => idOfRow(row, accord)).filter((id) => textOf(id).startsWith('commitment--'))),
];
