import { describe, expect, it } from 'vitest';
import { urduDatesIn } from '#modules/statements/read/urdu/dates.ts';
import { urduCadence, urduKind } from '#modules/statements/read/urdu/kinds.ts';
import { urduSidesOf } from '#modules/statements/read/urdu/parties.ts';
import { layOut } from '#modules/statements/read/urdu/script.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { quotes } from './statements.ts';

const HEAD =
  'وزارت داخلہ، بارسیل\n4 مارچ 2031ء\n\nبارسیل کے وزیر داخلہ کامل ہورن نے 4 مارچ کو مورینا کے وزیر داخلہ تالب اریس سے ملاقات کی۔';
const brief = (...sentences: readonly string[]) =>
  readStatement(`${HEAD}\n\n${sentences.join(' ')}`).commitments.map(
    ({ kind, responsible, status }) => `${kind} ${responsible} ${status}`,
  );

describe('the text', () => {
  it('is read with one spelling of each letter and led back', () => {
    const text = 'دونوں  فريقين نے وزارتِ داخلہ مي\u200cں ۱۲';
    const laid = layOut(text);
    expect(laid.text).toBe('دونوں فریقین نے وزارت داخلہ میں 12');
    const at = laid.text.indexOf('وزارت');
    const { start, end } = laid.at(at, at + 5);
    expect(text.slice(start, end)).toBe('وزارت');
  });

  it('gives the same undertakings however it is typed', () => {
    const sentence = 'دونوں ممالک نے ہر تین ماہ بعد اجلاس بلانے پر اتفاق کیا۔';
    const typed = sentence.replaceAll('ی', 'ي').replaceAll('ک', 'ك').replace(' ', ' \u200f');
    const text = `${HEAD}\n\n${typed}`;
    const { commitments } = readStatement(text);
    expect(commitments).toMatchObject([
      { kind: 'recurring-meeting', responsible: 'both', recurrence: 'every three months' },
    ]);
    expect(typed).toContain(quotes(text, commitments)[0]);
  });
});

it.each([
  ['مئی کے آخر تک', ['2031-05-31']],
  ['۱۲ اکتوبر ۲۰۳۲ء', ['2032-10-12']],
  ['2032ء کی پہلی سہ ماہی', ['2032 Q1']],
  ['2031ء کے موسم خزاں', ['2031 autumn']],
  ['آئندہ سال', ['2032']],
])('dates: %s', (words, values) => {
  expect(urduDatesIn(words, 0, '2031').map(({ value }) => value)).toEqual(values);
});

it.each([
  ['ہر ماہ', 'monthly'],
  ['سالانہ', 'annually'],
  ['ہر سہ ماہی', 'every three months'],
  ['پہلی سہ ماہی میں', undefined],
  ['سال میں دو بار', 'twice a year'],
])('cadences: %s', (words, value) => {
  expect(urduCadence(words)).toBe(value);
});

it.each([
  ['رابطہ لائن قائم کرے گا', 'establish-mechanism'],
  ['چالیس تفتیش کاروں کو تربیت دے گا', 'training'],
  ['مقدمے کی تفتیش کرے گی', 'investigation'],
  ['پچاس گاڑیاں فراہم کرے گا', 'capacity-building'],
  ['شہریوں کی حفاظت کے لیے یونٹ تعینات کرے گا', 'protection-measure'],
  ['فہرست فراہم کرے', 'information-sharing'],
  ['مشترکہ مشق کریں گے', 'event-attendance'],
])('kinds: %s', (clause, kind) => {
  expect(urduKind(clause).kind).toBe(kind);
});

it('finds parties that are on no list, and those of the list by their adjectives', () => {
  expect(Object.values(urduSidesOf(layOut(HEAD).text).parties).map(([name]) => name)).toEqual(['بارسیل', 'مورینا']);
  const { parties } = readStatement(
    'نیپالی وزیر داخلہ اور امریکی سفیر نے ملاقات کی۔ دونوں ممالک نے پولیس کی تربیت پر اتفاق کیا۔',
  );
  expect(Object.values(parties).map((names) => names.at(-1))).toEqual(['Nepal', 'United States']);
});

it('finds persons with their offices and sides', () => {
  expect(readStatement(HEAD).participants).toMatchObject([
    { name: 'کامل ہورن', title: 'وزیر داخلہ', side: 'A' },
    { name: 'تالب اریس', title: 'وزیر داخلہ', side: 'B' },
  ]);
});

describe('undertakings', () => {
  it('stand before the verb that closes their clause', () => {
    expect(brief('دونوں وزراء نے رابطہ لائن قائم کرنے پر اتفاق کیا۔')).toEqual(['establish-mechanism both agreed']);
    expect(
      brief('بارسیل مئی میں مورینا کی پولیس کو گاڑیاں فراہم کرے گا اور مورینا کے بیس افسران کو تربیت دے گا۔'),
    ).toEqual(['capacity-building A announced', 'training A announced']);
    expect(brief('فریقین نے معلومات کے تبادلے کو تیز کرنے اور پولیس کی تربیت شروع کرنے پر اتفاق کیا۔')).toEqual([
      'information-sharing both agreed',
      'training both agreed',
    ]);
  });
  it('are owed by whom they are asked of', () => {
    expect(brief('بارسیل نے مورینا سے درخواست کی کہ وہ مشتبہ افراد کو گرفتار کرے۔')).toEqual([
      'investigation B requested',
    ]);
    expect(brief('وزیر داخلہ نے تالب اریس کو بارسیل کے دورے کی دعوت دی۔')).toEqual(['event-attendance B invited']);
  });
  it('are not what is praised or told of a decision already taken', () => {
    expect(brief('دونوں نے دوستی کی تعریف کی۔', 'یہ فیصلہ ملاقات میں کیا گیا۔')).toEqual([]);
  });
});
