import { expect, test } from 'vitest';
import { delegationCards } from '#modules/cities/vcard.ts';

test('a delegation is a card for each office, in order of precedence and without a name', () => {
  const delegation = {
    id: 'delegation--00000000-0000-4000-8000-000000000001',
    modified: '2026-01-05T00:00:00.000Z',
    offices: [
      { office: { en: 'Harbour master' }, role: 'member', precedence: 2 },
      { office: { en: 'Mayor, acting', ur: 'میئر' }, role: 'co-chair', precedence: 1 },
    ],
  };
  const cards = delegationCards(delegation, { en: 'Southern Harbour' }).map((card) => card.split('\r\n'));
  expect(cards.map((lines) => lines.find((line) => line.startsWith('FN')))).toEqual([
    'FN;ALTID=1;LANGUAGE=en:Mayor\\, acting',
    'FN;LANGUAGE=en:Harbour master',
  ]);
  expect(cards[0]).toContain('FN;ALTID=1;LANGUAGE=ur:میئر');
  for (const lines of cards) {
    expect(lines).toContain('KIND:org');
    expect(lines).toContain('ORG;LANGUAGE=en:Southern Harbour');
    expect(lines.some((line) => /^(N|TEL|EMAIL|BDAY)[;:]/.test(line))).toBe(false);
  }
  expect(new Set(cards.map((lines) => lines.find((line) => line.startsWith('UID')))).size).toBe(2);
});
