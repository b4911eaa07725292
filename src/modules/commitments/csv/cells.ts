import { stringify } from 'csv-stringify';
import { REGISTER_COLUMNS, type ImportedColumn, type RegisterColumn } from '#contract/register-import.ts';
import type { Lead, RegisterRow } from '#contract/register.ts';
import { textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { resolveMarkings } from '#kernel/policy/markings.ts';
import type { Accord } from '#store/accords.ts';
import { leadsOf } from '../fold.ts';
import { responsibleIds } from '../model.ts';
import { asText } from './formula.ts';

/** Which accord it is under, and the language in which offices are named. */
export type Reading = { readonly accord: Accord; readonly lang: string };

const BETWEEN = ' | ';
const SIDES = ['A', 'B'] as const;
const COLUMN_OF_SIDE = { lead_a: 0, lead_b: 1 } as const;

const officeIn = ({ office }: Lead, lang: string): string => office[lang] ?? office['en'] ?? Object.values(office)[0]!;

/** What the file says of a commitment in each column that an import takes: an import compares by it. */
export function importedCells(object: JsonObject, { accord, lang }: Reading): Record<ImportedColumn, string> {
  const { responsible } = object;
  const owing = Array.isArray(responsible) ? responsible : [];
  const lead = (side: 0 | 1): string =>
    leadsOf(object)
      .filter(({ party }) => party === accord.parties[side])
      .map((one) => officeIn(one, lang))
      .join(BETWEEN);
  const text = (name: string): string => textOf(object[name]).trim();
  return {
    title: text('title'),
    kind: text('kind'),
    theme: text('theme'),
    status: text('status'),
    responsible: SIDES.filter((_, n) => owing.includes(accord.parties[n] ?? '')).join(' + '),
    due: text('due'),
    recurrence: text('recurrence'),
    lead_a: lead(0),
    lead_b: lead(1),
  };
}

/** The property that a cell stands for; undefined: it is emptied. Throws what cannot be read. */
export function propertyOf(
  column: ImportedColumn,
  cell: string,
  { object, reading }: { readonly object: JsonObject; readonly reading: Reading },
): readonly [string, JsonValue | undefined] {
  if (column === 'responsible') return ['responsible', responsibleIds(cell === '' ? 'both' : cell, reading.accord)];
  if (column !== 'lead_a' && column !== 'lead_b') return [column, cell === '' ? undefined : cell];
  const party = reading.accord.parties[COLUMN_OF_SIDE[column]] ?? '';
  const all = leadsOf(object);
  const held = all.filter((one) => one.party === party);
  const named = cell
    .split('|')
    .map((one) => one.trim())
    .filter(Boolean)
    // An office that is named as before keeps its other languages.
    .map(
      (office) =>
        held.find((one) => officeIn(one, reading.lang) === office) ?? { party, office: { [reading.lang]: office } },
    );
  const others = all.filter((one) => one.party !== party);
  const leads = column === 'lead_a' ? [...named, ...others] : [...others, ...named];
  return ['leads', leads.length === 0 ? undefined : leads.map(({ office, party: of }) => ({ party: of, office }))];
}

/** One line of the file, as the reader sees the commitment. */
export function cellsOf({ commitment, standing }: RegisterRow, reading: Reading): string[] {
  const object = commitment.record as JsonObject;
  const refs = object['object_marking_refs'];
  const marking = resolveMarkings(Array.isArray(refs) ? refs.map(String) : []);
  const cells: Record<RegisterColumn, string> = {
    id: textOf(object['id']),
    modified: textOf(object['modified']),
    ...importedCells(object, reading),
    state: commitment.state,
    rating: standing.view === 'differs' ? 'differs' : (standing.rating ?? ''),
    percent: standing.percent === null ? '' : String(standing.percent),
    marks: [...new Set(standing.marks.map(({ mark }) => mark))].join(BETWEEN),
    marking: 'unknown' in marking || marking.tlp === null ? '' : `TLP:${marking.tlp.toUpperCase()}`,
    author: SIDES[reading.accord.parties.indexOf(commitment.publisher)] ?? '',
  };
  return REGISTER_COLUMNS.map((column) => asText(cells[column]));
}

/** Spreadsheets know UTF-8 by the byte order mark alone. */
export async function writeTable(rows: readonly (readonly string[])[]): Promise<Buffer> {
  const lines = [[...REGISTER_COLUMNS], ...rows.map((row) => [...row])];
  const chunks: Buffer[] = [];
  const written: AsyncIterable<Buffer> = stringify(lines, { bom: true, record_delimiter: 'windows' });
  for await (const chunk of written) chunks.push(chunk);
  return Buffer.concat(chunks);
}
