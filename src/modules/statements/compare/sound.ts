/**
 * Names of places and parties that no list knows, across scripts. What is left of a name in another script is the order of its
 * consonants, so a name is compared by their classes: lips, teeth, throat, hiss, nose, tongue. Never shown, never stored.
 */
const LATIN: Readonly<Record<string, string>> = {
  b: '1',
  p: '1',
  f: '1',
  v: '1',
  w: '1',
  d: '2',
  t: '2',
  g: '3',
  k: '3',
  q: '3',
  c: '3',
  x: '34',
  s: '4',
  z: '4',
  j: '4',
  m: '5',
  n: '5',
  l: '6',
  r: '6',
};
const ARABIC: Readonly<Record<string, string>> = {
  ب: '1',
  پ: '1',
  ف: '1',
  د: '2',
  ڈ: '2',
  ت: '2',
  ٹ: '2',
  ط: '2',
  ک: '3',
  گ: '3',
  ق: '3',
  غ: '3',
  خ: '3',
  س: '4',
  ص: '4',
  ث: '4',
  ش: '4',
  چ: '4',
  ج: '4',
  ز: '4',
  ذ: '4',
  ض: '4',
  ظ: '4',
  ژ: '4',
  م: '5',
  ن: '5',
  ں: '5',
  ل: '6',
  ر: '6',
  ڑ: '6',
};
/** The characters that foreign names are written with, by the class of their first sound; those that end in a nasal stand again in NASAL. */
const HAN_CLASSES: readonly (readonly [string, string])[] = [
  [
    '1',
    '巴芭贝比布博包鲍班本邦宾彼伯柏帕佩皮普波保潘彭平庞弗法菲福夫费凡芬方丰丹瓦韦维沃威伟万文温旺蓬邓'.replace(
      /[丹邓]/gu,
      '',
    ),
  ],
  ['2', '达大德得迪蒂多道都杜丹登邓丁顿东敦塔特泰提托图陶坦滕唐廷通台'],
  ['3', '加盖格吉戈古高甘根冈贡卡凯克科可考库坎肯康孔金基奎夸圭瓜'],
  ['4', '萨塞斯西索苏桑森松辛孙扎泽兹佐祖赞曾宗沙舍什绍舒山申尚香兴欣夏谢希修许查切奇乔丘昌钱琴齐恰贾杰捷季朱珍詹真增'],
  ['5', '马麦梅米莫穆姆曼门芒明蒙毛默纳娜奈内尼诺努南嫩宁农瑙尤'.replace('尤', '')],
  ['6', '拉莱雷勒里利丽洛卢鲁罗兰伦朗林龙隆连良劳吕尔瑞'],
  ['', '阿埃伊奥乌亚雅耶约尤哈赫希胡霍海汉亨洪安恩昂因英翁延扬云永'],
];
const NASAL =
  '班本邦宾潘彭平庞凡芬方丰万文温旺蓬丹登邓丁顿东敦坦滕唐廷通甘根冈贡坎肯康孔金桑森松辛孙赞曾宗山申尚香兴欣昌钱琴珍詹真增曼门芒明蒙南嫩宁农兰伦朗林龙隆连良汉亨洪安恩昂因英翁延扬云永';
const HAN: ReadonlyMap<string, string> = new Map(
  HAN_CLASSES.flatMap(([sound, chars]) =>
    chars.split('').map((char) => [char, NASAL.includes(char) ? `${sound}5` : sound] as const),
  ),
);

const squeeze = (classes: string): string => classes.replace(/(.)\1+/gu, '$1');

/** Fewer than three consonants are found everywhere. */
export const LEAST_SOUND = 3;

export function latinSound(name: string): string {
  const letters = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/gu, '')
    .replace(/tsch|tch|sch|sh|ch|zh|th/gu, (cluster) => (cluster === 'th' ? 't' : 's'))
    .replace(/ph/gu, 'f')
    .replace(/c(?=[eiy])/gu, 's')
    .replace(/ck/gu, 'k')
    .replace(/ng/gu, 'n');
  return squeeze(
    letters
      .split('')
      .map((letter) => LATIN[letter] ?? '')
      .join(''),
  );
}

/** و is a vowel or a consonant: both readings. */
export function arabicSounds(name: string): string[] {
  const read = (waw: string): string =>
    squeeze(
      name
        .split('')
        .map((letter) => (letter === 'و' ? waw : (ARABIC[letter] ?? '')))
        .join(''),
    );
  return [...new Set([read(''), read('1')])];
}

export const hanSound = (name: string): string | undefined => {
  const classes = name.split('').map((char) => HAN.get(char));
  return classes.includes(undefined) ? undefined : squeeze(classes.join(''));
};

/** The sounds of every stretch that could be a foreign name. */
export function hanSoundsIn(text: string): Set<string> {
  const found = new Set<string>();
  const chars = text.split('');
  for (let from = 0; from < chars.length; from += 1)
    for (let to = from + 2; to <= Math.min(chars.length, from + 7); to += 1) {
      const sound = hanSound(chars.slice(from, to).join(''));
      if (sound === undefined) break;
      if (sound.length >= LEAST_SOUND) found.add(sound);
    }
  return found;
}
