import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskStatement } from '#contract/statement-desk.ts';
import type { DeskComparison, DeskSet, NewSetDecisions } from '#contract/statement-sets.ts';
import { labels } from '../../src/cli/labels.ts';
import { decide, DESK, finished, deskAt, put, read, undertakings } from '../support/statement-desk.ts';
import { closeNodes, ok, twoNodes, type Officer, type Pair } from '../support/two-nodes.ts';

let pair: Pair;
let a: DeskStatement;
let b: DeskStatement;

/** Two readouts of one meeting, of invented countries. */
const readout = (...sentences: readonly string[]): string =>
  `Joint statement\n\n4 March 2031\n\nThe Minister of Justice of Alveria and the Minister of Police of Brennland met in Port Sorrel on 4 March 2031.\n\n${sentences.join(' ')}\n`;
const HOTLINE = 'The two sides agreed to establish a hotline against online fraud.';
const TRAINING = 'The two sides agreed to train 40 police officers every year.';

beforeAll(async () => {
  pair = await twoNodes();
  const { atA, accord } = pair;
  a = await read(atA, await put(atA, accord, { text: readout(HOTLINE, TRAINING), published: '2031-03-04' }));
  b = await read(
    atA,
    await put(atA, accord, {
      text: readout(
        'Both sides agreed to set up a hotline against online fraud by June 2031.',
        'Both sides agreed to exchange information on smuggling.',
      ),
      published: '2031-03-05',
    }),
  );
});
afterAll(closeNodes);

const setOf = (at: Officer, kind: DeskSet['kind'], ...statements: DeskStatement[]) =>
  at.post<DeskSet>(`${DESK}/sets`, { kind, statements: statements.map(({ id }) => id) });
const decideOn = (at: Officer, { id, version }: DeskSet, decisions: NewSetDecisions['decisions']) =>
  at.post<DeskSet>(`${DESK}/sets/${id}/decisions`, { version, decisions });

describe('Two statements of one meeting', () => {
  test('are one pair however often they are put together, and are compared by what was reviewed', async () => {
    const { atA } = pair;
    const made = await Promise.all([1, 2, 3].map(() => setOf(atA, 'pair', a, b)));
    expect(made.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 200, 201]);
    const set = ok(made[0]!);
    expect(new Set(made.map((answer) => ok(answer).id)).size).toBe(1);
    expect((await deskAt(atA, a.id)).sets).toEqual([set.id]);
    const { findings } = ok(await atA.get<DeskComparison>(`${DESK}/sets/${set.id}/comparison`));
    const matches = findings.filter(({ list }) => list === 'matches');
    expect(
      matches.map(({ ends }) =>
        ends.map(({ statement, start, end }) => [statement, textOf(statement).slice(start, end).includes('hotline')]),
      ),
    ).toEqual([
      [
        [a.id, true],
        [b.id, true],
      ],
    ]);
    // What an officer threw away is no longer compared.
    const hotline = undertakings(b).find(({ values }) => b.text.slice(values.start, values.end).includes('hotline'))!;
    b = ok(await decide(atA, b, [{ decision: 'rejected', item: hotline.id }]));
    const again = ok(await atA.get<DeskComparison>(`${DESK}/sets/${set.id}/comparison`));
    expect(again.findings.filter(({ list }) => list === 'matches')).toEqual([]);
    b = ok(await atA.post<DeskStatement>(`${DESK}/${b.id}/undo`, { version: b.version, undo: b.version }));
  });

  const textOf = (id: string): string => (id === a.id ? a : b).text;

  test('keep what officers confirm, the last decision on each, and refuse one that was overtaken', async () => {
    const { atA } = pair;
    const set = ok(await setOf(atA, 'pair', a, b));
    const { findings } = ok(await atA.get<DeskComparison>(`${DESK}/sets/${set.id}/comparison`));
    const match = findings.find(({ list }) => list === 'matches')!;
    const only = findings.find(({ list }) => list === 'only_a')!;
    const { list, ends } = match;
    const first = ok(
      await decideOn(atA, set, [
        {
          list,
          ends,
          differs: ['due'],
          decision: 'edited',
          reason: 'only one names a date',
          proposed: { differs: [], why: match.why },
        },
        { list: only.list, ends: only.ends, decision: 'accepted' },
      ]),
    );
    expect(first.findings).toHaveLength(2);
    expect(first.findings.find((one) => one.list === 'matches')).toMatchObject({
      ends,
      differs: ['due'],
      decision: 'edited',
      reviewer: 'The secretary',
    });
    expect(await decideOn(atA, set, [{ list, ends, decision: 'rejected' }])).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const second = ok(await decideOn(atA, first, [{ list: only.list, ends: only.ends, decision: 'open' }]));
    expect(second.findings.map((one) => one.list)).toEqual(['matches']);
  });

  test.each<[string, (set: DeskSet) => NewSetDecisions['decisions'][number]]>([
    ['a list of lines', () => ({ list: 'links', ends: [place(a), place(b)], decision: 'accepted' })],
    ['one end of a match', () => ({ list: 'matches', ends: [place(a)], decision: 'accepted' })],
    ['ends the wrong way round', () => ({ list: 'matches', ends: [place(b), place(a)], decision: 'accepted' })],
    [
      'an end in another text',
      () => ({
        list: 'only_a',
        ends: [{ ...place(a), statement: '00000000-0000-4000-8000-000000000000' }],
        decision: 'accepted',
      }),
    ],
    ['the second as only in the first', () => ({ list: 'only_a', ends: [place(b)], decision: 'accepted' })],
    ['a span beyond the text', () => ({ list: 'only_a', ends: [{ ...place(a), end: 100_000 }], decision: 'accepted' })],
    [
      'a relation of a match',
      () => ({ list: 'matches', ends: [place(a), place(b)], relation: 'expanded', decision: 'accepted' }),
    ],
  ])('refuse %s', async (_, decision) => {
    const set = ok(await setOf(pair.atA, 'pair', a, b));
    expect(await decideOn(pair.atA, set, [decision(set)])).toMatchObject({ status: 422 });
  });

  const place = ({ id }: DeskStatement) => ({ statement: id, start: 0, end: 5 });

  test('are no set with themselves, with three, or with what is withdrawn', async () => {
    const { atA, accord } = pair;
    expect((await setOf(atA, 'pair', a, a)).status).toBe(422);
    expect((await setOf(atA, 'pair', a, b, await read(atA, await put(atA, accord)))).status).toBe(422);
    const gone = await read(atA, await put(atA, accord));
    const set = ok(await setOf(atA, 'line', a, gone));
    ok(await decideOn(atA, set, [{ list: 'dropped', ends: [place(a)], decision: 'accepted', reason: 'not taken up' }]));
    ok(await atA.post(`${DESK}/${gone.id}/withdraw`, { version: gone.version, why: 'a mistake' }));
    expect((await setOf(atA, 'pair', a, gone)).status).toBe(409);
    const left = ok(await atA.get<DeskSet>(`${DESK}/sets/${set.id}`));
    expect(left.findings).toEqual([]);
    expect(left.statements.map(({ state }) => state)).toEqual(['read', 'withdrawn']);
    expect((await atA.get(`${DESK}/sets/${set.id}/comparison`)).status).toBe(409);
    ok(await atA.post(`${DESK}/sets/${set.id}/dissolve`, { version: left.version }));
    expect((await atA.get(`${DESK}/sets/${set.id}`)).status).toBe(404);
  });
});

describe('Statements over time', () => {
  test('are followed from one to the next, and what is confirmed is kept', async () => {
    const { atA, accord } = pair;
    const later = await read(
      atA,
      await put(atA, accord, { text: readout(TRAINING).replaceAll('2031', '2032'), published: '2032-03-04' }),
    );
    const set = ok(await setOf(atA, 'line', a, later));
    const { findings } = ok(await atA.get<DeskComparison>(`${DESK}/sets/${set.id}/comparison`));
    const link = findings.find(({ list }) => list === 'links');
    expect(link?.ends.map(({ statement }) => statement)).toEqual([a.id, later.id]);
    const { why: _, ...confirmed } = link!;
    const kept = ok(await decideOn(atA, set, [{ ...confirmed, decision: 'accepted' }]));
    expect(kept.findings).toMatchObject([{ list: 'links', relation: confirmed.relation, decision: 'accepted' }]);
  });
});

test('what officers made of it all is a labelled set that the scorer measures', async () => {
  const { atA, accord } = pair;
  const started = await read(atA, await put(atA, accord));
  a = await finished(atA, a);
  b = await finished(atA, b);
  const set = ok(await setOf(atA, 'pair', a, b));
  const folder = await mkdtemp(join(tmpdir(), 'entente-labels-'));
  try {
    const out = join(folder, 'out');
    let said = '';
    const stream = { write: (text: string) => (said += text) } as unknown as NodeJS.WritableStream;
    const args = ['--node', pair.a.running.url, '--token', atA.token, '--accord', accord, out];
    expect(await labels.run(args, { stdin: Readable.from([]), stdout: stream, stderr: stream })).toBe(0);
    expect(said).toMatch(/^wrote 2 labelled texts and 1 pairs and lines to .*; 0 left out/);
    const files = await readdir(out);
    expect(files.filter((name) => name.endsWith('.txt'))).toHaveLength(2);
    const name = `2031-03-04-${a.sha256.slice(0, 16)}`;
    expect(await readFile(join(out, `${name}.txt`), 'utf8')).toBe(a.text);
    const gold = JSON.parse(await readFile(join(out, `${name}.gold.json`), 'utf8'));
    expect(gold).toMatchObject({ doc: name, synthetic: false, parties: { A: expect.any(Array) } });
    expect(gold.commitments).toHaveLength(undertakings(a).length);
    expect(gold.commitments[0]).not.toHaveProperty('theme');
    const pairs = JSON.parse(await readFile(join(out, `pair-${set.id.slice(0, 8)}.pairs.json`), 'utf8'));
    expect(pairs).toMatchObject({
      a: `${name}.txt`,
      matches: [{ a: expect.any(Number), b: expect.any(Number), differs: ['due'] }],
    });
    expect(files.some((file) => file.includes(started.sha256.slice(0, 16)))).toBe(false);

    const root = join(import.meta.dirname, '../..');
    const { stdout } = await promisify(execFile)(process.execPath, ['scripts/score.ts', out], { cwd: root });
    const last = JSON.parse(stdout.trim().split('\n').at(-1)!) as {
      documents: number;
      records: { commitments: { f1: number } };
    };
    // All was accepted as it was proposed.
    expect(last).toMatchObject({ documents: 2, records: { commitments: { f1: 1, gold: expect.any(Number) } } });
    await expect(labels.run(args, { stdin: Readable.from([]), stdout: stream, stderr: stream })).rejects.toThrow(
      /not empty/,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
