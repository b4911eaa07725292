import { expect, test } from 'vitest';
import { isSaid, linesIn, missingFrom, ownTag, saidIn, unevenIn } from '../../../web/src/ui/form/localized-text.ts';
import { directionOf } from '../../../web/src/ui/language-name.ts';

test('a text goes into a record without the languages in which nothing is said', () => {
  expect(saidIn({ en: ' Joint Working Group ', ur: '  ', 'zh-Hans': '联合工作组' })).toEqual({
    en: 'Joint Working Group',
    'zh-Hans': '联合工作组',
  });
  expect(isSaid({ en: ' ', ur: '' })).toBe(false);
  expect(isSaid({ fr: 'Groupe' })).toBe(true);
});

test('a reader’s own language is found under a shorter tag too, and is none of those that are missing then', () => {
  expect(ownTag({ zh: '联合工作组' }, 'zh-Hans')).toBe('zh');
  expect(ownTag({ en: 'Group' }, 'zh-Hans')).toBe('zh-Hans');
  expect(missingFrom({ zh: '联合工作组', ur: ' ' }, ['en', 'ur', 'zh-Hans'])).toEqual(['en', 'ur']);
});

test('lines of several languages are the same things in the same order', () => {
  const texts = { en: 'First\n\n Second', ur: 'پہلا\nدوسرا' };
  const things = [
    { en: 'First', ur: 'پہلا' },
    { en: 'Second', ur: 'دوسرا' },
  ];
  expect(linesIn(texts)).toEqual(things);
  expect(unevenIn(texts)).toEqual([]);
});

test('a language with more or fewer lines than the reader’s is named, an empty one is not', () => {
  const texts = { en: 'First', ur: 'پہلا\nدوسرا', 'zh-Hans': '' };
  expect(unevenIn(texts, 'ur')).toEqual(['en']);
  expect(unevenIn(texts, 'en')).toEqual(['ur']);
  expect(unevenIn(texts, 'zh-Hans')).toEqual(['ur']);
});

test('a language is written in the way of its script', () => {
  expect(['ur', 'fa', 'he', 'ps', 'en', 'zh-Hans', 'ur-Latn', 'no tag'].map(directionOf)).toEqual([
    'rtl',
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
    'auto',
  ]);
});
