import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { scoreDocument, summarise } from '#modules/statements/score/score.ts';
import type { Labelled } from '#modules/statements/score/score.ts';

/**
 * Chinese and Urdu statements of our own (communiqué, agency story, police note, minutes, outcome list, questions and answers, a page
 * as copied, two languages in one), between countries that do not exist, labelled by hand. They are what the rules were written with: a
 * floor against steps back, not a measure. `npm run score -- test/unit/statements/labelled-zh` prints them one by one.
 */
const score = (folder: string, only = /./u) => {
  const path = join(import.meta.dirname, folder);
  const names = readdirSync(path)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => basename(file, '.txt'))
    .filter((name) => only.test(name));
  return summarise(
    names.map((name) => {
      const text = readFileSync(join(path, `${name}.txt`), 'utf8');
      const gold = JSON.parse(readFileSync(join(path, `${name}.gold.json`), 'utf8')) as Labelled; // written by hand, here
      return scoreDocument(text, gold, readStatement(text));
    }),
  );
};

describe.each([
  ['labelled-zh', 90],
  ['labelled-ur', 20],
] as const)('the statements of %s', (folder, least) => {
  const { records, attributes } = score(folder);

  it('are many', () => {
    expect(records.commitments.gold).toBeGreaterThanOrEqual(least);
  });

  it.each(['commitments', 'participants', 'meetings', 'events', 'incidents'] as const)('give %s', (type) => {
    expect(records[type].f1).toBeGreaterThanOrEqual(0.9);
  });

  it.each(['kind', 'responsible', 'status', 'recurrence', 'name'] as const)('give %s right', (name) => {
    const { right, of } = attributes[name];
    expect(right / of).toBeGreaterThanOrEqual(0.92);
  });
});

it('finds nothing where nothing is owed', () => {
  expect(score('labelled-zh', /nothing-owed/u).records.commitments).toMatchObject({ gold: 0, predicted: 0 });
});
