import { describe, expect, it } from 'vitest';
import { readStatement } from '../../../src/modules/statements/read/read-statement.ts';
import { readReason, wordsOfReasons } from '../../../web/src/modules/statements/model/reason.ts';

describe('the reasons of a reader', () => {
  it.each([
    ['agreed to (agree) → agreed', { about: 'verb', words: ['agreed to'], so: 'agreed' }],
    ['同意（agree）', { about: 'verb', words: ['同意'] }],
    ['kind: meet … once a year', { about: 'kind', words: ['meet', 'once a year'] }],
    ['kind: no word of a more particular kind', { about: 'kind', words: [], note: 'no-particular-word' }],
    ['类别：没有更具体的词', { about: 'kind', words: [], note: 'no-particular-word' }],
    ['2031-11 where it was 2031-10', { about: 'now-and-before', words: ['2031-11'], so: '2031-10' }],
    ['پر اتفاق کیا', { about: undefined, words: ['پر اتفاق کیا'] }],
    ['of a form: that nobody knows', { about: undefined, words: ['of a form: that nobody knows'] }],
  ])('%s is taken apart', (reason, parts) => {
    expect(readReason(reason)).toMatchObject(parts);
  });

  it('are words of the text, for what the reader says of a plain sentence', () => {
    const text =
      'Atlantis and Lemuria held talks on 3 May 2031. Both sides agreed to hold a joint training course every year.';
    const { commitments } = readStatement(text);
    expect(commitments.length).toBeGreaterThan(0);
    const words = wordsOfReasons(commitments[0]?.why ?? []);
    expect(words.filter((word) => text.includes(word)).length).toBeGreaterThan(1);
  });
});
