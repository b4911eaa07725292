const DIGITS = '零一二三四五六七八九';
/** Other ways to write one: the figures of accounts, and twenty and thirty in one letter. */
const ALIKE: Readonly<Record<string, string>> = {
  两: '二',
  兩: '二',
  〇: '零',
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
  萬: '万',
  億: '亿',
  廿: '二十',
  卅: '三十',
};
const SCALES: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** A number before what is counted; "十余" says ten and some more, "数十" some tens: how large they say that it is. */
const NUMBER =
  /(第)?[数几]?((?:\d[\d,]*(?:\.\d+)?(?=[十百千万亿]))?[零〇一二三四五六七八九十百千万亿萬億两兩廿卅壹贰叁肆伍陆柒捌玖拾佰仟]{1,12})(?=[余多]?(?!个?月|年|国|方|部|次|届)[\p{Script=Han}])/gu;

export function countHan(text: string, numbers: Set<number>, ordinals: Set<number>): void {
  for (const [, nth, words = ''] of text.matchAll(NUMBER)) {
    const value = hanValue(words);
    if (value !== undefined) (nth === undefined ? numbers : ordinals).add(value);
  }
}

/** "两亿三千万", "十二万", "5.2万": what stands before a myriad is how many of it there are. */
function hanValue(words: string): number | undefined {
  const plain = words.replace(/./gu, (char) => ALIKE[char] ?? char);
  let total = 0; // of whole myriads
  let section = 0;
  let digit: number | undefined;
  for (const [part] of plain.matchAll(/\d[\d,]*(?:\.\d+)?|./gu)) {
    const scale = SCALES.get(part);
    if (scale !== undefined) {
      section += (digit ?? 1) * scale;
      digit = 0;
    } else if (part === '万' || part === '亿') {
      const before = section + (digit ?? 0);
      total = part === '万' ? total + (before || 1) * 1e4 : (total + before || 1) * 1e8;
      [section, digit] = [0, 0];
    } else {
      if (digit !== undefined && digit !== 0) return undefined; // "二三" is an estimate, not a number
      digit = /^\d/u.test(part) ? Number(part.replaceAll(',', '')) : DIGITS.indexOf(part);
    }
  }
  return Math.round(total + section + (digit ?? 0));
}
