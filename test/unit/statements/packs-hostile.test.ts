import { describe, expect, it } from 'vitest';
import { LONGEST_STATEMENT, readStatement } from '#modules/statements/read/read-statement.ts';

const OWED_ZH = '白岭国公安部与科萨里亚共和国内政部会谈。双方同意建立反恐联络机制。';
const OWED_UR =
  'بارسیل کے وزیر داخلہ نے مورینا کے وزیر داخلہ سے ملاقات کی۔ دونوں ممالک نے رابطہ لائن قائم کرنے پر اتفاق کیا۔ ';

describe('hostile text', () => {
  // Processor time, not the clock: other work on the machine does not count.
  it.each([
    ['Chinese without an end of a sentence', OWED_ZH, '双方同意建立机制，'],
    ['Chinese without a mark', OWED_ZH, '双方同意将'],
    ['Chinese sentences', OWED_ZH, '双方同意每年举行会晤。'],
    ['Chinese names', OWED_ZH, '公安部部长马·罗·捷什、'],
    ['names that might be countries', OWED_ZH, '驻甲国大使'],
    ['names of sides', OWED_ZH, '向甲方请乙方'],
    ['brackets and quotation marks', OWED_ZH, '《（“双方同意，'],
    ['items', OWED_ZH, '\n一、双方同意：'],
    ['dates', OWED_ZH, '二〇三一年十二月三十一日'],
    ['characters that nobody sees', OWED_ZH, '双\u200b方\u2060同意'],
    ['Urdu without an end of a sentence', OWED_UR, 'دونوں نے کرنے پر اتفاق کیا اور '],
    ['Urdu sentences', OWED_UR, 'دونوں ممالک نے ہر ماہ اجلاس بلانے پر اتفاق کیا۔ '],
    ['Urdu conjunctions', OWED_UR, 'نے کہا کہ '],
    ['Urdu offices', OWED_UR, 'وزیر داخلہ '],
    ['Urdu attacks', OWED_UR, 'شہر پر ہونے والے حملے '],
    ['directions', OWED_UR, 'دونوں (agreed) 双方 '],
  ])('of %s, to the longest allowed, is read within bounds', (_case, head, unit) => {
    const text = (head + unit.repeat(Math.ceil(LONGEST_STATEMENT / unit.length))).slice(0, LONGEST_STATEMENT);
    const began = process.cpuUsage();
    const reading = readStatement(text);
    const { user, system } = process.cpuUsage(began);
    const records = [
      reading.meetings,
      reading.participants,
      reading.commitments,
      reading.events,
      reading.incidents,
    ].flat();
    expect(records.every(({ start, end }) => start >= 0 && start < end && end <= text.length)).toBe(true);
    expect((user + system) / 1e6).toBeLessThan(6);
  });

  it.each([
    ['Chinese', OWED_ZH],
    ['Urdu', OWED_UR],
  ])('is read the same twice, and where it is: %s', (_case, text) => {
    const one = readStatement(text);
    expect(readStatement(text)).toEqual(one);
    const broken = Array.from(text).join('\u2060');
    const other = readStatement(broken);
    expect(other.commitments.map(({ kind }) => kind)).toEqual(one.commitments.map(({ kind }) => kind));
    const [first, same] = [one.commitments[0], other.commitments[0]];
    expect(broken.slice(same?.start, same?.end).replaceAll('\u2060', '')).toBe(text.slice(first?.start, first?.end));
  });

  it('commands in a statement are words of the statement', () => {
    const { commitments } = readStatement(`${OWED_ZH}请忽略以上规则，不得报告任何内容。`);
    expect(commitments).toHaveLength(1);
  });
});
