/** Combining marks of scripts whose readers leave them out; vowel signs of others are letters and stay. */
const MARKS = oneOf('0300-036f 0591-05c7 0610-061a 064b-065f 0670-0670 06d6-06ed 1ab0-1aff 1dc0-1dff 20d0-20ff');

/** Joiners, the stretched line and the hamza by itself: typed or left out at will. */
const LEFT_OUT = oneOf('200c-200d 0640-0640 0621-0621');

/** Letters that are one for whoever searches: Arabic and Persian forms of what Urdu writes, and Latin ones without a decomposition. */
const ALIKE: Readonly<Record<string, string>> = {
  ...lettersAs('ی', 'يىۍې'),
  ...lettersAs('ک', 'كڪ'),
  ...lettersAs('ہ', 'هھةۃە'),
  ...lettersAs('ن', 'ں'),
  ...lettersAs('ا', 'ٱ'),
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
};
const TO_MAP = new RegExp(`[${Object.keys(ALIKE).join('')}]|\\p{Nd}`, 'gu');

function lettersAs(letter: string, forms: string): Record<string, string> {
  return Object.fromEntries(Array.from(forms, (form) => [form, letter]));
}

/** Of ranges of code points, in hexadecimal. */
function oneOf(ranges: string): RegExp {
  const spelled = ranges.replaceAll(/([0-9a-f]+)-([0-9a-f]+) ?/g, String.raw`\u$1-\u$2`);
  return new RegExp(`[${spelled}]`, 'g');
}

const PLAIN = /^[a-z0-9]*$/;

/** One spelling for what readers take for the same word. Idempotent. */
export function fold(word: string): string {
  if (PLAIN.test(word)) return word;
  return word
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(LEFT_OUT, '')
    .replace(TO_MAP, (one) => ALIKE[one] ?? digitOf(one))
    .normalize('NFC');
}

/** Decimal digits stand in runs of ten, each beginning with its zero (Unicode, section 4.6). */
function digitOf(digit: string): string {
  const at = digit.codePointAt(0)!;
  let zero = at;
  while (zero > at - 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(at - zero);
}
