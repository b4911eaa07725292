/** Months, seasons, weekdays and cadences in English, Chinese and Urdu. A month's number is its place in the list. */
export const MONTHS_EN = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

/** "May" has no shorter form; "Sept" is as common as "Sep". */
export const MONTH_SHORT_EN: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  sept: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};

export const MONTHS_UR: readonly (readonly string[])[] = [
  ['جنوری'],
  ['فروری'],
  ['مارچ'],
  ['اپریل'],
  ['مئی'],
  ['جون'],
  ['جولائی'],
  ['اگست'],
  ['ستمبر'],
  ['اکتوبر'],
  ['نومبر'],
  ['دسمبر'],
];

export const SEASONS_EN: Readonly<Record<string, string>> = {
  spring: 'spring',
  summer: 'summer',
  autumn: 'autumn',
  fall: 'autumn',
  winter: 'winter',
};
export const SEASONS_ZH: Readonly<Record<string, string>> = { 春: 'spring', 夏: 'summer', 秋: 'autumn', 冬: 'winter' };
export const SEASONS_UR: Readonly<Record<string, string>> = {
  بہار: 'spring',
  گرما: 'summer',
  خزاں: 'autumn',
  سرما: 'winter',
};

export const WEEKDAYS_EN = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A pattern that finds a cadence, and its name in English; `$1` is a number as the text has it. */
export type Cadence = { readonly pattern: RegExp; readonly value: string };

const N_EN = '(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|\\d{1,2})';

export const CADENCES_EN: readonly Cadence[] = [
  {
    pattern: new RegExp(`\\bevery\\s+(?:${N_EN}\\s+)?(?:weeks?|months?|years?|quarters?|fortnight)\\b`, 'iu'),
    value: '',
  },
  { pattern: /\bevery\s+(?:other|second)\s+(?:week|month|year)\b/iu, value: '' },
  {
    pattern: /\b(?:once|twice|three times|four times)\s+(?:a|per|each|every)\s+(?:week|month|quarter|year)\b/iu,
    value: '',
  },
  { pattern: /\b(?:each|per)\s+(?:week|month|quarter|year)\b/iu, value: '' },
  {
    pattern: /\b(?:semi-?annual(?:ly)?|bi-?annual(?:ly)?|half-yearly|six-monthly|twice[- ]yearly)\b/iu,
    value: 'every six months',
  },
  { pattern: /\bbi-?ennial(?:ly)?\b/iu, value: 'every two years' },
  { pattern: /\b(?:annual(?:ly)?|yearly)\b/iu, value: 'annually' },
  { pattern: /\b(?:quarterly|three-monthly)\b/iu, value: 'every three months' },
  { pattern: /\b(?:fortnightly|bi-?weekly)\b/iu, value: 'every two weeks' },
  { pattern: /\bmonthly\b/iu, value: 'monthly' },
  { pattern: /\bweekly\b/iu, value: 'weekly' },
  {
    pattern:
      /\bregular(?= (?:[\p{L}-]+ ){0,4}(?:meetings|consultations|talks|dialogues?|sessions|exchanges|reviews|contacts?)\b)/iu,
    value: 'regularly',
  },
  { pattern: /\b(?:on a regular basis|at regular intervals|regularly|periodically)\b/iu, value: 'regularly' },
];

export const CADENCES_ZH: readonly Cadence[] = [
  {
    pattern:
      /每半年|每年[^，。；]{0,12}(?:两|二|2)(?:次|轮|期|届)|(?:一|每)年(?:两|二|2)次|每年\d{1,2}月和\d{1,2}月|半年(?:度)?一次/u,
    value: 'twice a year',
  },
  { pattern: /每个?季度?(?!节)|每(?:隔)?(?:三|3)个?月|按季度?|季度性/u, value: 'every three months' },
  { pattern: /每(?:隔)?(?:两|二|2)个?月/u, value: 'every two months' },
  { pattern: /每(?:隔)?(?:四|4)个?月/u, value: 'every four months' },
  { pattern: /每(?:隔)?(?:六|6)个?月/u, value: 'every six months' },
  { pattern: /每(?:隔)?(?:两|二|2)年|每隔一年|两年一次/u, value: 'every two years' },
  { pattern: /每(?:隔)?(?:三|3)年/u, value: 'every three years' },
  { pattern: /每(?:隔)?(?:两|二|2)(?:周|个?星期)|隔周/u, value: 'every two weeks' },
  { pattern: /每个?月|按月|逐月/u, value: 'monthly' },
  { pattern: /每一?年|逐年|一年一次|年度(?:会议|会晤|磋商|对话|例会)(?!机制)/u, value: 'annually' },
  { pattern: /每周|每个?星期/u, value: 'weekly' },
  { pattern: /每[日天]/u, value: 'daily' },
  { pattern: /定期/u, value: 'regularly' },
];

export const CADENCES_UR: readonly Cadence[] = [
  { pattern: /سال میں (?:کم از کم )?دو (?:بار|مرتبہ|دفعہ)|سالانہ دو (?:بار|مرتبہ)/u, value: 'twice a year' },
  { pattern: /ہر (?:چھ|6|۶) (?:ماہ|مہینے|مہینوں)|(?<!پہلی |دوسری )ششماہی/u, value: 'every six months' },
  {
    pattern: /ہر (?:تین|3|۳) (?:ماہ|مہینے|مہینوں)|(?<!(?:پہلی|دوسری|تیسری|چوتھی|آخری) )سہ ?ماہی/u,
    value: 'every three months',
  },
  { pattern: /ہر (?:دو|2|۲) (?:ماہ|مہینے|مہینوں)|دو ماہی/u, value: 'every two months' },
  { pattern: /ہر (?:دو|2|۲) (?:ہفتے|ہفتوں)/u, value: 'every two weeks' },
  { pattern: /ہر (?:دو|2|۲) سال/u, value: 'every two years' },
  { pattern: /ہر سال|سالانہ|سال میں ایک (?:بار|مرتبہ|دفعہ)/u, value: 'annually' },
  { pattern: /ہر ماہ|ہر مہینے|ماہانہ|مہینے میں ایک (?:بار|مرتبہ|دفعہ)/u, value: 'monthly' },
  { pattern: /ہر ہفتے|ہفتہ وار|ہفتے میں ایک (?:بار|مرتبہ|دفعہ)/u, value: 'weekly' },
  { pattern: /باقاعدگی سے|باقاعدہ وقفوں/u, value: 'regularly' },
];
