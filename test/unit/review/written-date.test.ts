import { expect, test } from 'vitest';
import { writtenDate } from '../../../src/modules/review/words/written-date.ts';

test.each([
  ['2026-11-08', '8 November 2026', '8 نومبر 2026', '2026年11月8日'],
  ['2026-09', 'September 2026', 'ستمبر 2026', '2026年9月'],
  ['2026-01-17T10:00:00.000Z', '17 January 2026', '17 جنوری 2026', '2026年1月17日'],
  ['2032 Q1', '2032 Q1', '2032 Q1', '2032 Q1'],
  ['', '', '', ''],
])('%s is written as people write it, in each language', (date, ...written) => {
  expect(['en', 'ur', 'zh-Hans'].map((language) => writtenDate(date, language))).toEqual(written);
});
