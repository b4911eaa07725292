import { describe, expect, it } from 'vitest';
import { LEXICON_EN } from '#modules/statements/data/lexicon-en.ts';
import { entriesIn, entryName, formsOf, oneOf, without } from '#modules/statements/read/lexicon.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { rulesOf } from '#modules/statements/read/rules.ts';
import { holdOut } from '#modules/statements/score/cross-validate.ts';
import { between } from './statements.ts';

describe('the words that decide', () => {
  it.each([
    ['agree', ['agree', 'agrees', 'agreed', 'agreeing']],
    ['plan', ['plan', 'plans', 'planned', 'planning']],
    ['commit', ['commit', 'commits', 'committed', 'committing']],
    ['reply', ['reply', 'replies', 'replied', 'replying']],
    ['undertake/undertook/undertaken', ['undertake', 'undertakes', 'undertook', 'undertaken', 'undertaking']],
  ])('take a verb in all its forms: %s', (entry, forms) => {
    expect(formsOf(entry)).toEqual(forms);
  });

  it('match whole words, any ending where a star allows it, and nothing when there are none', () => {
    const matches = (entries: string[], text: string): boolean => new RegExp(`\\b${oneOf(entries)}\\b`, 'u').test(text);
    expect(matches(['traffick*'], 'trafficking')).toBe(true);
    expect(matches(['arms'], 'alarms')).toBe(false);
    expect(matches([], 'anything at all')).toBe(false);
  });

  it('are each said once in their group', () => {
    const twice = Object.entries(LEXICON_EN).flatMap(([group, entries]) =>
      entries.filter((entry, index) => entries.indexOf(entry) !== index).map((entry) => `${group}: ${entry}`),
    );
    expect(twice).toEqual([]);
  });

  it('can be left out of one reading, which leaves the next as it was', () => {
    const text = between('The two sides vowed to combat drug trafficking.');
    const fewer = rulesOf(without(LEXICON_EN, new Set([entryName('agree to', 'vow'), entryName('agree that', 'vow')])));
    expect(readStatement(text, fewer).commitments).toEqual([]);
    expect(readStatement(text).commitments).toHaveLength(1);
  });

  it('are held back from a text when no other text has them', () => {
    const texts = [
      { name: 'a', text: 'The two sides vowed to share data.' },
      { name: 'b', text: 'The two sides agreed to share lists.' },
      { name: 'c', text: 'They agreed to train officers.' },
    ];
    const [a, b] = holdOut(texts, LEXICON_EN);
    expect(a?.off).toContain('agree to: vow');
    expect(b?.off).not.toContain('agree to: agree');
    expect(a?.lexicon['agree to']).not.toContain('vow');
    expect(entriesIn(LEXICON_EN, 'They vowed.')).toContain('agree to: vow');
  });
});
