import { describe, expect, it } from 'vitest';
import { anchorOf, chineseDatesIn } from '#modules/statements/read/chinese/dates.ts';
import { chineseCadence, chineseKind, outOfScope } from '#modules/statements/read/chinese/kinds.ts';
import { chineseSidesOf } from '#modules/statements/read/chinese/parties.ts';
import { chinesePersons } from '#modules/statements/read/chinese/persons.ts';
import { layOut } from '#modules/statements/read/chinese/script.ts';
import { sentencesOf } from '#modules/statements/read/chinese/sentences.ts';
import { triggersIn } from '#modules/statements/read/chinese/verbs.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';
import { quotes } from './statements.ts';

const HEAD =
  '白岭国公安部\n2031年3月4日\n\n3月4日，白岭国公安部部长孟川在岭京会见科萨里亚共和国内政部部长托瓦·伊尔马。';
const read = (...sentences: readonly string[]) => {
  const text = `${HEAD}\n\n${sentences.join('')}`;
  const { commitments } = readStatement(text);
  return commitments.map((record, n) => ({ ...record, words: quotes(text, commitments)[n] ?? '' }));
};
const brief = (...sentences: readonly string[]) =>
  read(...sentences).map(({ kind, responsible, status }) => `${kind} ${responsible} ${status}`);

describe('the text', () => {
  it('is read without what nobody sees, in simplified characters, and led back', () => {
    const text = '雙\u200b方同意,建\ufeff立聯絡機制。';
    const laid = layOut(text);
    expect(laid.text).toBe('双方同意，建立联络机制。');
    const at = laid.text.indexOf('建立');
    const { start, end } = laid.at(at, at + 2);
    expect(text.slice(start, end)).toBe('建\ufeff立');
  });

  it('is joined where only the page broke a line, and not before a title or an item', () => {
    const long = '双方同意，就打击跨境犯罪建立联络机制并每三个月在两国轮流举行';
    expect(layOut(`${long}\n会晤。`).text).toBe(`${long}会晤。`);
    expect(layOut(`${long}\n一、建立机制`).text).toContain('\n一、');
    expect(layOut('公安部\n2031年').text).toContain('\n');
  });

  it('keeps lists under their heads and leaves pages out', () => {
    const { sentences, headings } = sentencesOf(
      '首页 新闻\n会谈标题\n双方达成以下共识：\n1.建立热线；\n2.交换名单\n责任编辑：某某',
    );
    expect(headings.map(({ text }) => text)).toEqual(['会谈标题', '双方达成以下共识：']);
    expect(sentences.map(({ text, under }) => [text, under])).toEqual([
      ['建立热线；', '双方达成以下共识：'],
      ['交换名单', '双方达成以下共识：'],
    ]);
  });
});

describe('dates', () => {
  const dates = (text: string) => chineseDatesIn(text, 0, '2031-11').map(({ value }) => value);
  it.each([
    ['明年1月底前', ['2032-01-31']],
    ['二〇三二年三月四日', ['2032-03-04']],
    ['今年第四季度', ['2031 Q4']],
    ['明年上半年', ['2032 H1']],
    ['年底前', ['2031-12-31']],
    ['今秋', ['2031 autumn']],
    ['下月', ['2031-12']],
    ['9日', ['2031-11-09']],
    ['三个月内', []],
  ])('%s', (words, values) => {
    expect(dates(words)).toEqual(values);
  });

  it('count from the date of the text', () => {
    expect(anchorOf('新闻处\n二〇三一年十二月四日')).toBe('2031-12');
    expect(anchorOf('Date 2031-07-15')).toBe('2031-07');
    expect(anchorOf('没有日期')).toBe('');
  });
});

describe('parties', () => {
  const names = (text: string) => Object.values(chineseSidesOf(text).parties).map(([name]) => name);
  it('that are on no list are found by where they stand', () => {
    expect(names('白岭国公安部部长会见科萨里亚共和国内政部部长。白方同意，科方将提供装备。')).toEqual([
      '白岭',
      '科萨里亚',
    ]);
    expect(names('郑国与奥拉尼防务磋商举行。郑国国防部和奥拉尼国防部共同主持。郑方将培训奥方人员。')).toEqual([
      '郑国',
      '奥拉尼',
    ]);
  });
  it('that are called by one character are the countries so called', () => {
    expect(
      Object.values(chineseSidesOf('中美禁毒合作工作组举行会议。中方同意，美方将提供线索。').parties).map((all) =>
        all.at(-1),
      ),
    ).toEqual(['China', 'United States']);
  });
  it('do not come from words that hold 方 or 国', () => {
    expect(names('双方警方和地方官方在对方境内，各国军方，国际组织')).toEqual([]);
  });
});

describe('persons', () => {
  const sides = chineseSidesOf(HEAD);
  const found = (text: string) => chinesePersons(text, 0, sides, 'A').map(({ name, side }) => [name, side]);
  it('are named after their office, also two after one', () => {
    expect(found('公安部副部长申屠望、钟离岳，科萨里亚驻白岭大使丽莎·安德参加会见。')).toEqual([
      ['申屠望', 'A'],
      ['钟离岳', 'A'],
      ['丽莎·安德', 'B'],
    ]);
  });
  it('are not what follows an office otherwise', () => {
    expect(found('两国部长会晤，大使出席，部长级会议。')).toEqual([]);
  });
});

describe('verbs of undertaking', () => {
  const first = (text: string) => triggersIn(text)[0]?.force;
  it.each([
    ['双方商定建立机制', 'agree'],
    ['白方承诺加强保护', 'promise'],
    ['白方将提供装备', 'will'],
    ['白方愿选派警官', 'willing'],
    ['白方敦促科方查明真相', 'request'],
    ['孟川邀请伊尔马访问', 'invite'],
    ['双方建议启动谈判', 'propose'],
    ['部长获邀出席论坛', 'accept'],
  ])('%s', (text, force) => {
    expect(first(text)).toBe(force);
  });
  it.each(['各项决定的落实情况', '十二项引渡请求', '应邀访问', '即将到来', '少将主持', '《同意书》'])(
    'not in %s',
    (text) => {
      expect(first(text)).toBeUndefined();
    },
  );
});

describe('kinds', () => {
  it.each([
    ['建立联络机制', 'establish-mechanism'],
    ['每三个月举行一次会晤', 'recurring-meeting'],
    ['第三次会议在岭京举行', 'recurring-meeting'],
    ['举行联合演习', 'event-attendance'],
    ['设立专门保护部队', 'protection-measure'],
    ['向工地增派兵力', 'protection-measure'],
    ['彻查此案', 'investigation'],
    ['培训二十名警员', 'training'],
    ['交换恐怖组织名单', 'information-sharing'],
    ['提供十套取证设备', 'capacity-building'],
    ['提升侦查能力', 'capacity-building'],
    ['打击跨境赌博', 'other'],
    ['由国家警察学院办理', 'other'],
  ])('%s', (clause, kind) => {
    expect(chineseKind(clause).kind).toBe(kind);
  });
  it('recur as they say', () => {
    expect(chineseCadence('每半年会晤一次', 'recurring-meeting')).toBe('twice a year');
    expect(chineseCadence('每两周通报', 'information-sharing')).toBe('every two weeks');
    expect(chineseCadence('第一季度举行', 'recurring-meeting')).toBeUndefined();
  });
  it('leave out what belongs to other desks, and fine words', () => {
    expect(outOfScope('扩大农产品贸易', 'other', '')).toBe('其他领域');
    expect(outOfScope('推动合作取得更多成果', 'other', '')).toBe('空泛');
    expect(outOfScope('打击毒品走私', 'other', '')).toBeUndefined();
  });
});

describe('undertakings', () => {
  it('in one sentence are as many as are told', () => {
    expect(brief('双方同意建立打击电信诈骗联络机制，每季度举行一次会晤；加强涉恐情报交流。')).toEqual([
      'establish-mechanism both agreed',
      'recurring-meeting both agreed',
      'information-sharing both agreed',
    ]);
    expect(brief('白方将向科方提供刑侦装备，并为科方举办两期培训班。')).toEqual([
      'capacity-building A announced',
      'training A announced',
    ]);
  });
  it('are owed by whom they are asked of', () => {
    expect(brief('孟川希望科方保障在科白岭公民安全。')).toEqual(['protection-measure B requested']);
    expect(brief('伊尔马请白方为科萨里亚检察官开设课程。')).toEqual(['training A requested']);
    expect(brief('孟川呼吁国际社会共同打击恐怖主义。')).toEqual([]);
  });
  it('are not what was, what is praised, or what both should do', () => {
    expect(
      brief(
        '近年来，双方建立了反恐合作机制。',
        '双方高度评价执法合作。',
        '双方应加强反恐合作。',
        '白方已移交三名嫌疑人。',
      ),
    ).toEqual([]);
  });
  it('that are only aims of others are left with them', () => {
    expect(read('双方将开展打击赌博联合行动，维护两国人民利益，推动两国关系发展。').map(({ words }) => words)).toEqual([
      '双方将开展打击赌博联合行动',
    ]);
  });
  it('carry the words that decided', () => {
    expect(read('双方商定成立反恐工作组。')[0]?.why).toEqual(['商定（agree）', expect.stringContaining('类别：')]);
  });
});
