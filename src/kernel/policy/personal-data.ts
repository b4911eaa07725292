/**
 * Operational personal data is for case files, not for agendas and minutes (domain.md, M4). What is surely a person's address,
 * number or account is blocked; what only looks like a person is warned of, since offices and places look alike. By rules that
 * anybody can read: no dictionary of names, nothing learnt.
 */
export type PersonalKind =
  | 'e-mail'
  | 'phone'
  | 'bank-account'
  | 'payment-card'
  | 'identity-number'
  | 'passport'
  | 'wallet'
  | 'position'
  | 'case-number'
  | 'vehicle'
  | 'named-person'
  | 'birth-date';
export type Severity = 'block' | 'warn';
export type PersonalFinding = {
  readonly kind: PersonalKind;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
};

type Rule = {
  readonly kind: PersonalKind;
  readonly severity: Severity;
  readonly pattern: RegExp;
  readonly isMeant?: (found: string) => boolean;
};

const digits = (text: string): string => text.replace(/[^0-9]/g, '');

/** ISO 7064 MOD 97-10, as ISO 13616 uses it. */
function isIban(found: string): boolean {
  const plain = found.replace(/[\s-]/g, '').toUpperCase();
  if (plain.length < 15 || plain.length > 34) return false;
  const numbers = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of numbers) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** ISO/IEC 7812-1, annex B. */
function isCard(found: string): boolean {
  const plain = digits(found);
  if (plain.length < 13 || plain.length > 19 || /^(\d)\1+$/.test(plain)) return false;
  const sum = plain
    .split('')
    .reverse()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

/** Eighteen places, a birth date among them, closed by ISO 7064 MOD 11-2. */
function isCheckedIdentity(found: string): boolean {
  const sum = found
    .slice(0, 17)
    .split('')
    .reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return '10X98765432'[sum % 11] === found.slice(17).toUpperCase();
}

/** Seven digits at least, and not the year, date or figure that minutes are full of. */
const isPhone = (found: string): boolean => {
  const count = digits(found).length;
  return count >= 9 && count <= 15;
};

/** Of a person in a case, or by a form of address; before the word that follows it in Latin letters, or what stands after it in others. */
const CASE_WORDS = [
  'suspect',
  'accused',
  'defendant',
  'victim',
  'witness',
  'complainant',
  'informant',
  'detainee',
  'fugitive',
  'absconder',
  'convict',
  'deceased',
].join('|');
const TITLES = String.raw`Mr|Mrs|Ms|Miss|Mx|Messrs`;

const RULES: readonly Rule[] = [
  {
    kind: 'e-mail',
    severity: 'block',
    pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu,
  },
  {
    kind: 'bank-account',
    severity: 'block',
    pattern: /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?\b/gi,
    isMeant: isIban,
  },
  { kind: 'identity-number', severity: 'block', pattern: /(?<!\d)\d{5}-\d{7}-\d(?!\d)/g },
  {
    kind: 'identity-number',
    severity: 'block',
    pattern: /(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dX](?!\d)/gi,
    isMeant: isCheckedIdentity,
  },
  {
    kind: 'payment-card',
    severity: 'block',
    pattern: /(?<![\dA-Za-z])\d(?:[ -]?\d){12,18}(?![\dA-Za-z])/g,
    isMeant: isCard,
  },
  { kind: 'phone', severity: 'block', pattern: /(?<![\d\p{L}])(?:\+|00)\d[\d ()./-]{6,20}\d/gu, isMeant: isPhone },
  {
    kind: 'phone',
    severity: 'block',
    pattern:
      /(?:\b(?:phone|tel|mobile|cell|whatsapp|wechat)\b|فون|موبائل|电话|手机|联系电话)[^\d\n]{0,12}(?:\+?\d[\d ()./-]{5,20}\d)/giu,
  },
  {
    kind: 'passport',
    severity: 'block',
    pattern: /(?:\bpassport\b|پاسپورٹ|护照)[^\d\n]{0,20}?[A-Z]{0,2}\d{6,9}(?!\d)/giu,
  },
  {
    kind: 'wallet',
    severity: 'block',
    pattern: /\b(?:bc1[a-z0-9]{25,59}|[13][a-km-zA-HJ-NP-Z1-9]{25,34}|0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})\b/g,
  },
  {
    kind: 'position',
    severity: 'block',
    pattern: /(?<![\d.])-?\d{1,2}\.\d{4,}\s*°?\s*[NS]?\s*[,;/ ]\s*-?\d{1,3}\.\d{4,}(?![\d.])/g,
  },
  {
    kind: 'birth-date',
    severity: 'block',
    pattern:
      /(?:\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?)|تاریخ پیدائش|出生日期|生于)[^\d\n]{0,6}\d{1,4}\D{1,2}\d{1,2}\D{1,2}\d{1,4}/giu,
  },
  {
    kind: 'case-number',
    severity: 'warn',
    pattern:
      /(?:\b(?:FIR|case|warrant)\s*(?:no|number|nr)\b\.?|مقدمہ نمبر|ایف آئی آر نمبر|案号|案件编号)\s*[:：]?\s*[\p{L}\d/().-]{1,24}/giu,
  },
  {
    kind: 'vehicle',
    severity: 'warn',
    pattern:
      /(?:\b(?:number plate|licence plate|license plate|registration no)\b\.?|车牌号?|نمبر پلیٹ)\s*[:：]?\s*[\p{L}\d-]{2,14}/giu,
  },
  {
    kind: 'named-person',
    severity: 'warn',
    pattern: new RegExp(
      String.raw`\b(?:${CASE_WORDS})s?,?\s+(?:named\s+|called\s+)?(?:\p{Lu}\p{Ll}+)(?:\s+\p{Lu}\p{Ll}+){0,3}`,
      'gu',
    ),
  },
  {
    kind: 'named-person',
    severity: 'warn',
    pattern: new RegExp(String.raw`\b(?:${TITLES})\.?\s+\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+){0,3}`, 'gu'),
  },
  {
    kind: 'named-person',
    severity: 'warn',
    pattern: /(?:犯罪嫌疑人|嫌疑人|被告人?|受害人|被害人|证人|举报人|逃犯)[\p{Script=Han}]{0,2}某[\p{Script=Han}]?/gu,
  },
  {
    kind: 'named-person',
    severity: 'warn',
    pattern: /(?:ملزم|مجرم|متاثرہ|گواہ|مدعی|مفرور)\s+(?:مسمی|مسمّی|بنام)\s+\S{2,30}/gu,
  },
];

/** Where a text holds personal operational data, in order. What one rule found is not found again by a weaker one. */
export function findPersonalData(text: string): PersonalFinding[] {
  const plain = withPlainDigits(text);
  const found: PersonalFinding[] = [];
  for (const { kind, severity, pattern, isMeant } of RULES) {
    for (const match of plain.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (isMeant?.(match[0]) === false) continue;
      if (found.some((one) => start < one.end && one.start < end)) continue;
      found.push({ kind, severity, start, end });
      if (found.length === MOST) return inOrder(found);
    }
  }
  return inOrder(found);
}

/** As many as anybody mends by hand; what is blocked is looked for first. */
const MOST = 200;
const inOrder = (found: PersonalFinding[]): PersonalFinding[] => found.sort((a, b) => a.start - b.start);

/** Arabic, Urdu and full-width digits, and the full-width plus and at, are written for the same: character by character, so places stay. */
const withPlainDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹０-９＋＠]/g, (one) => {
    if (one === '＋') return '+';
    if (one === '＠') return '@';
    const code = one.charCodeAt(0);
    return String(code - (code >= 0xff10 ? 0xff10 : code >= 0x6f0 ? 0x6f0 : 0x660));
  });
