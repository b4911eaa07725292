import { expect, it } from 'vitest';
import { suggestTheme } from '../../../web/src/modules/statements/model/suggest-theme.ts';

const theme = (key: string, mechanism: string) => ({ key, mechanism, title: {}, owedBy: [], cadence: undefined });
const themes = [theme('group', 'M4'), theme('review', 'M5'), theme('one', 'M10'), theme('other', 'M10')];

it('a theme is suggested by kind and cadence, where exactly one fits', () => {
  expect(suggestTheme({ kind: 'recurring-meeting', recurrence: 'every three months' }, themes)?.key).toBe('group');
  expect(suggestTheme({ kind: 'recurring-meeting', recurrence: 'once a year' }, themes)?.key).toBe('review');
  expect(suggestTheme({ kind: 'training' }, themes)).toBeUndefined();
  expect(suggestTheme({ kind: 'investigation' }, themes)).toBeUndefined();
});
