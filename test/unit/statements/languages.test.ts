import { describe, expect, it } from 'vitest';
import { languageOf } from '#modules/statements/read/language.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { quotes } from './statements.ts';

describe('Chinese', () => {
  const text =
    '奥维利亚共和国公安部\n2031年3月4日\n\n3月4日，奥维利亚公安部部长孟川在索雷尔会见布伦兰王国内务部部长托瓦·伊尔马。双方商定，两国协调员每三个月举行一次会晤。奥方将为布方培训二十名警员。布方请求奥方移交两名犯罪嫌疑人。双方就建立联络渠道交换了意见。孟川邀请伊尔马出席明年5月在索雷尔举行的北方安全论坛。双方高度评价两国友好关系。';

  it('finds sides, persons, meeting and undertakings', () => {
    const reading = readStatement(text);
    expect(reading.lang).toBe('zh');
    expect(Object.values(reading.parties).map((names) => names[0])).toEqual(['奥维利亚', '布伦兰']);
    expect(reading.participants.map(({ name }) => name)).toEqual(['孟川', '托瓦·伊尔马']);
    expect(quotes(text, reading.meetings)[0]).toContain('会见');
    expect(reading.commitments.map(({ kind, responsible, status }) => [kind, responsible, status])).toEqual([
      ['recurring-meeting', 'both', 'agreed'],
      ['training', 'A', 'announced'],
      ['other', 'A', 'requested'],
      ['establish-mechanism', 'both', 'proposed'],
      ['event-attendance', 'B', 'invited'],
    ]);
    expect(reading.commitments[0]?.recurrence).toBe('every three months');
    expect(reading.commitments[4]?.due).toBe('2032-05');
  });
});

describe('Urdu', () => {
  const text =
    'وزارت داخلہ، برینلینڈ\n4 مارچ 2031ء\n\nبرینلینڈ کے وزیر داخلہ اور نیپال کے وزیر داخلہ نے 4 مارچ کو ملاقات کی۔ دونوں ممالک نے ہر ماہ اجلاس بلانے پر اتفاق کیا۔ نیپال نے برینلینڈ سے درخواست کی کہ وہ مشتبہ افراد کی فہرست فراہم کرے۔ برینلینڈ مئی 2031 میں سرحد پر حفاظتی یونٹ قائم کرے گا۔ دونوں نے دوستی کی تعریف کی۔';

  it('finds sides, meeting and undertakings', () => {
    const reading = readStatement(text);
    expect(reading.lang).toBe('ur');
    expect(Object.values(reading.parties).map((names) => names[0])).toEqual(['برینلینڈ', 'نیپال']);
    expect(reading.meetings).toMatchObject([{ date: '2031-03-04' }]);
    expect(reading.commitments.map(({ kind, responsible, status }) => [kind, responsible, status])).toEqual([
      ['recurring-meeting', 'both', 'agreed'],
      ['information-sharing', 'A', 'requested'],
      ['protection-measure', 'A', 'announced'],
    ]);
    expect(reading.commitments[0]?.recurrence).toBe('monthly');
    expect(reading.commitments[2]?.due).toBe('2031-05');
  });
});

it('tells the languages apart by script', () => {
  expect([languageOf('The two sides'), languageOf('双方同意 with English'), languageOf('دونوں ممالک')]).toEqual([
    'en',
    'zh',
    'ur',
  ]);
});
