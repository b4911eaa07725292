import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { countedIn } from '#modules/statements/compare/numbers.ts';
import type { Language } from '#modules/statements/read/reading.ts';

type Vector = { readonly text: string; readonly lang: Language; readonly numbers: readonly number[] };
const { counted } = JSON.parse(readFileSync(new URL('./counted.json', import.meta.url), 'utf8')) as {
  counted: readonly Vector[];
};

describe('how many a clause counts', () => {
  test.each(counted)('$lang: $text', ({ text, lang, numbers }) => {
    expect([...countedIn(text, lang).numbers]).toEqual(numbers);
  });
});
