import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { MOST_STATEMENTS_IN_LINE } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { oldestFirst } from '#modules/statements/compare/order.ts';
import { readAndFollow, readAndPair } from '#modules/statements/compare/read-and-compare.ts';
import { readInStages, readStatement } from '#modules/statements/read/read-statement.ts';
import type { Explained, Reading } from '#modules/statements/read/reading.ts';
import { openStatement, type Opened } from './open-statement.ts';
import { describeStages } from './read-stages.ts';
import { describeLineage, describePairs, lineageJson, pairsJson } from './read-compared.ts';

export const READ_USAGE =
  'entente read FILE [--with OTHER | --since OLDER [--since OLDER ...] | --stages] [--json]   (FILE may be - for the standard input)';

export type ReadIo = {
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
};

/** Reads a statement from a file, with no server and no database. Answers the exit code. */
export async function runRead(args: readonly string[], io: ReadIo): Promise<number> {
  try {
    const { values, positionals } = options(args);
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Failure('bad-input', `name one file; usage: ${READ_USAGE}`);
    const { with: other, since = [] } = values;
    if (values.stages && (other !== undefined || since.length > 0))
      throw new Failure('bad-input', `--stages shows one statement; usage: ${READ_USAGE}`);
    if (other !== undefined && since.length > 0)
      throw new Failure('bad-input', `--with compares two, --since follows many; usage: ${READ_USAGE}`);
    const one = await openStatement(file, file === '-' ? io.stdin : undefined);
    if (other !== undefined) io.stdout.write(await besides(one, other, values.json));
    else if (since.length > 0) io.stdout.write(await inLine(since, one, values.json));
    else if (values.stages) io.stdout.write(inStages(one, values.json));
    else {
      const reading = readStatement(one.text);
      io.stdout.write(
        values.json ? `${JSON.stringify({ ...reading, ...textIn(one) })}\n` : describe(one.text, reading),
      );
    }
    return 0;
  } catch (error) {
    io.stderr.write(`read: ${error instanceof Failure ? error.message : 'the statement could not be read'}\n`);
    return 1;
  }
}

function options(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        with: { type: 'string' },
        since: { type: 'string', multiple: true },
        stages: { type: 'boolean', default: false },
      },
      allowPositionals: true,
      strict: true,
    });
  } catch (cause) {
    throw new Failure('bad-input', `unknown option; usage: ${READ_USAGE}`, { cause });
  }
}

/** Offsets are into the text of the file itself, or into what was taken from it: then that is here. */
const textIn = ({ isTaken, text }: Opened): { readonly text?: string } => (isTaken ? { text } : {});
const textsIn = (opened: readonly Opened[]): Readonly<Record<string, string>> =>
  Object.fromEntries(opened.flatMap(({ isTaken, name, text }) => (isTaken ? [[basename(name), text]] : [])));

function inStages(one: Opened, json: boolean): string {
  const stages = readInStages(one.text);
  return json ? `${JSON.stringify({ ...stages, ...textIn(one) })}\n` : describeStages(one.text, stages);
}

async function besides(one: Opened, file: string, json: boolean): Promise<string> {
  const other = await openStatement(file);
  const compared = readAndPair(one.text, other.text);
  return json
    ? `${pairsJson(compared, { a: one.name, b: other.name, texts: textsIn([one, other]) })}\n`
    : describePairs(compared, one, other);
}

/** The statement itself is the newest. */
async function inLine(older: readonly string[], newest: Opened, json: boolean): Promise<string> {
  if (older.length >= MOST_STATEMENTS_IN_LINE)
    throw new Failure('bad-input', `a line may have up to ${MOST_STATEMENTS_IN_LINE} statements`);
  const read: Opened[] = [];
  for (const file of older) read.push(await openStatement(file));
  const statements = [...oldestFirst(read), newest];
  const bases = statements.map(({ name }) => basename(name));
  const twice = bases.find((base, index) => bases.indexOf(base) !== index);
  if (twice !== undefined) throw new Failure('bad-input', `two of the files are called ${twice}`);
  const followed = readAndFollow(statements);
  return json ? `${lineageJson(followed, textsIn([...read, newest]))}\n` : describeLineage(followed, statements);
}

function describe(text: string, reading: Reading): string {
  const quote = (span: Explained): string =>
    `  “${text.slice(span.start, span.end).replace(/\s+/gu, ' ')}”  [${span.start}–${span.end}]`;
  const why = (span: Explained): string => `      why: ${span.why.join('; ')}`;
  const facts = (record: Explained): string => {
    const shown = Object.entries(record).filter(([key]) => !['start', 'end', 'why'].includes(key));
    return shown.length === 0
      ? ''
      : `      ${shown.map(([key, value]) => `${key}: ${String(value).replace(/\s+/gu, ' ')}`).join(' · ')}`;
  };
  const section = (title: string, records: readonly Explained[]): string[] =>
    records.length === 0
      ? []
      : [
          '',
          `${title} (${records.length})`,
          ...records.flatMap((record) => [quote(record), facts(record), why(record)].filter((line) => line !== '')),
        ];
  const parties = Object.entries(reading.parties).map(([letter, names]) => `  ${letter}  ${names.join(', ')}`);
  return `${[
    `Language: ${reading.lang}`,
    'Parties',
    ...(parties.length === 0 ? ['  none found'] : parties),
    ...section('Meeting', reading.meetings),
    ...section('Participants', reading.participants),
    ...section('Undertakings', reading.commitments),
    ...section('Events', reading.events),
    ...section('Incidents', reading.incidents),
    ...(reading.commitments.length === 0 ? ['', 'No undertaking found.'] : []),
  ].join('\n')}\n`;
}
