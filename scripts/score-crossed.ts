import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LEXICON_EN } from '#modules/statements/data/lexicon-en.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { rulesOf } from '#modules/statements/read/rules.ts';
import { holdOut } from '#modules/statements/score/cross-validate.ts';
import { scoreDocument, summarise } from '#modules/statements/score/score.ts';
import type { DocumentScore, Labelled, Summary } from '#modules/statements/score/score.ts';
import { languageOf } from '#modules/statements/read/language.ts';

export type Crossed = {
  readonly texts: readonly { readonly name: string; readonly score: DocumentScore; readonly off: number }[];
  readonly overall: Summary;
};

/** Every English text of a labelled folder, read without the words that only it calls for. */
export function crossValidate(folder: string): Crossed {
  const labelled = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => basename(file, '.txt'))
    .filter((name) => statSync(join(folder, `${name}.gold.json`), { throwIfNoEntry: false }) !== undefined)
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, `${name}.txt`), 'utf8') }))
    .filter(({ text }) => languageOf(text) === 'en');
  const texts = holdOut(labelled, LEXICON_EN).map(({ name, text, lexicon, off }) => {
    const gold = JSON.parse(readFileSync(join(folder, `${name}.gold.json`), 'utf8')) as Labelled; // a labelled set of one's own: trusted
    return { name, off: off.length, score: scoreDocument(text, gold, readStatement(text, rulesOf(lexicon))) };
  });
  return { texts, overall: summarise(texts.map(({ score }) => score)) };
}
