import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { scoreDocument, summarise } from '#modules/statements/score/score.ts';
import type { Labelled } from '#modules/statements/score/score.ts';

/**
 * Statements of our own in many styles (communiqué, fact sheet, agreed record, agency story, readout, a page as copied), between
 * countries that do not exist, labelled by hand. `npm run score -- test/unit/statements/labelled` prints them one by one.
 */
const FOLDER = join(import.meta.dirname, 'labelled');
const NAMES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.txt'))
  .map((file) => basename(file, '.txt'))
  .sort();

const score = (names: readonly string[]) =>
  summarise(
    names.map((name) => {
      const text = readFileSync(join(FOLDER, `${name}.txt`), 'utf8');
      const gold = JSON.parse(readFileSync(join(FOLDER, `${name}.gold.json`), 'utf8')) as Labelled; // written by hand, here
      return scoreDocument(text, gold, readStatement(text));
    }),
  );

describe('the labelled statements', () => {
  const { records, attributes } = score(NAMES);
  const share = ({ right, of }: { right: number; of: number }): number => right / of;

  it('are many', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(12);
    expect(records.commitments.gold).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['commitments', 0.88],
    ['participants', 0.9],
    ['meetings', 0.9],
    ['events', 0.6],
    ['incidents', 0.75],
  ] as const)('give %s with an F1 of %d or more', (type, floor) => {
    expect(records[type].f1).toBeGreaterThanOrEqual(floor);
  });

  it.each([
    ['kind', 0.85],
    ['responsible', 0.92],
    ['status', 0.9],
    ['recurrence', 0.9],
    ['name', 0.9],
  ] as const)('give %s right in %d of those found', (name, floor) => {
    expect(share(attributes[name])).toBeGreaterThanOrEqual(floor);
  });

  it('hold one in which nothing is owed, and nothing is found there', () => {
    expect(score(['11-no-commitment']).records.commitments).toMatchObject({ gold: 0, predicted: 0 });
  });
});
