import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreLists } from '../../../../scripts/score-lists.ts';

/** Labelled pairs and lines of invented parties, in three languages; `npm run score -- test/unit/statements/compare/labelled/…` prints them in full. */
const folders = ['development', 'held-out'].map((name) => join(import.meta.dirname, 'labelled', name));

describe.each(folders)('the labelled texts of %s', (folder) => {
  const [pairs, lineage] = scoreLists(folder);
  it('are all laid side by side as labelled when the undertakings are the labelled ones', () => {
    expect(pairs?.bound.all.f1).toBeGreaterThanOrEqual(0.95);
    expect(pairs?.bound.exact.accuracy).toBeGreaterThanOrEqual(0.95);
    expect(lineage?.bound.all.f1).toBeGreaterThanOrEqual(0.8);
    expect(lineage?.bound.exact.accuracy).toBeGreaterThanOrEqual(0.85);
  });

  it('are mostly so with what the reader itself finds in them', () => {
    expect(pairs?.own.all.f1).toBeGreaterThanOrEqual(0.7);
    expect(lineage?.own.all.f1).toBeGreaterThanOrEqual(0.45);
  });
});
