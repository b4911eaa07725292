import { describe, expect, it } from 'vitest';
import { findPersonalData } from '#kernel/policy/personal-data.ts';
import { processorTime } from '../../support/processor-time.ts';

const found = (text: string) =>
  findPersonalData(text).map(({ kind, severity, start, end }) => `${severity} ${kind}: ${text.slice(start, end)}`);

describe('personal operational data', () => {
  it.each([
    ['Write to desk.officer@ministry.example.', 'block e-mail: desk.officer@ministry.example'],
    ['Call +92 51 920 1234 at night.', 'block phone: +92 51 920 1234'],
    ['Mobile: 0300-1234567', 'block phone: Mobile: 0300-1234567'],
    ['手机:13812345678', 'block phone: 手机:13812345678'],
    ['فون ۰۳۰۰۱۲۳۴۵۶۷', 'block phone: فون ۰۳۰۰۱۲۳۴۵۶۷'],
    ['to GB82 WEST 1234 5698 7654 32 today', 'block bank-account: GB82 WEST 1234 5698 7654 32'],
    ['card 4111 1111 1111 1111', 'block payment-card: 4111 1111 1111 1111'],
    ['CNIC 35202-1234567-1', 'block identity-number: 35202-1234567-1'],
    ['身份证 11010519491231002X', 'block identity-number: 11010519491231002X'],
    ['holds passport no. AB1234567', 'block passport: passport no. AB1234567'],
    ['wallet 0x52908400098527886E0F7030069857D2E4169EE7', 'block wallet: 0x52908400098527886E0F7030069857D2E4169EE7'],
    ['at 33.7215, 73.0433', 'block position: 33.7215, 73.0433'],
    ['date of birth: 1990-02-11', 'block birth-date: date of birth: 1990-02-11'],
    ['FIR No. 12/2026 is open', 'warn case-number: FIR No. 12/2026'],
    ['The suspect John Doe left.', 'warn named-person: suspect John Doe'],
    ['Mr. Doe spoke.', 'warn named-person: Mr. Doe'],
    ['犯罪嫌疑人张某', 'warn named-person: 犯罪嫌疑人张某'],
    ['ملزم مسمی فلاں', 'warn named-person: ملزم مسمی فلاں'],
    ['number plate: ABC-123', 'warn vehicle: number plate: ABC-123'],
  ])('is found in "%s"', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it.each([
    'The Joint Working Group met on 15 June 2026 from 10:00 to 13:00 and took 12 decisions.',
    'Commitment 2026/14 is due by 2026-09-30; 1,234,567 records were exchanged.',
    'FREQ=MONTHLY;INTERVAL=3, agenda item 4.2, resolution 60/251, ISO 22320.',
    'The Director-General opened the session. Suspects are dealt with in case files.',
    '双方于2026年6月15日举行第二次会议,通过十二项决定。',
    'دونوں فریقوں نے ۱۵ جون ۲۰۲۶ کو اجلاس کیا اور ۱۲ فیصلے کیے۔',
    'It rose from 33.5 to 73.25 per cent, over 90 days.',
    'meeting--3f1d7a52-6a0e-4b7e-9a53-5a2a5bb5b003 follows the first.',
    'Account GB00 WEST 1234 5698 7654 32 has a wrong check digit.',
  ])('is not seen in "%s"', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is told in order, each place once, with offsets into the text as written', () => {
    const text = 'a@b.example, then +49 30 1234567 and ۰۳۰۰۱۲۳۴۵۶۷ (فون ۰۳۰۰۱۲۳۴۵۶۷)';
    const all = findPersonalData(text);
    expect(all.map(({ start }) => start)).toEqual(all.map(({ start }) => start).sort((a, b) => a - b));
    expect(all.map(({ kind }) => kind)).toEqual(['e-mail', 'phone', 'phone']);
  });

  it('is looked for in bounded time in whatever is pasted', () => {
    const hostile = [
      '1 '.repeat(50_000),
      'a'.repeat(100_000),
      'a.'.repeat(50_000) + '@',
      'suspect Aa '.repeat(9_000),
      '+' + '1('.repeat(50_000),
    ];
    expect(processorTime(() => hostile.forEach((text) => findPersonalData(text)))).toBeLessThan(5_000);
  });
});
