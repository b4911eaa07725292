import { expect, it } from 'vitest';
import { personalDataIn, refusePersonalData } from '#modules/meetings/keep-out.ts';

const item = {
  title: { en: 'Contact points' },
  text: { en: 'Write to desk@ministry.example.', ur: 'فون ۰۳۰۰۱۲۳۴۵۶۷' },
};

it('an agenda item with an address or a number is refused, at each place', () => {
  expect(() => refusePersonalData('agenda-item', item)).toThrow(
    expect.objectContaining({
      code: 'bad-input',
      issues: [expect.objectContaining({ path: '$.text.en' }), expect.objectContaining({ path: '$.text.ur' })],
    }),
  );
});

it('what only looks like a person is warned of and let in', () => {
  const minutes = { title: { en: 'Minutes' }, texts: { en: 'Mr. Doe spoke.' } };
  expect(personalDataIn('minutes', minutes)).toMatchObject([{ severity: 'warn', path: '$.texts.en' }]);
  expect(() => refusePersonalData('minutes', minutes)).not.toThrow();
});

it('parties, times and rules are not words', () => {
  const body = {
    co_chairs: [{ party: 'identity--6e7ff9b8-5a0e-4a39-8f7a-7a5c0a8d1b01', office: { en: 'Director' } }],
    name: { en: 'Group' },
  };
  expect(personalDataIn('body', body)).toEqual([]);
  expect(personalDataIn('series', { rrule: 'FREQ=MONTHLY', dtstart: '2026-03-12T10:00' })).toEqual([]);
});
