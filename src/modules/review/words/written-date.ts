/** Fixed here, not asked of the runtime: both nodes write the same sentence, whichever versions they run. */
const MONTHS: Readonly<Record<string, readonly string[]>> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  ur: ['جنوری', 'فروری', 'مارچ', 'اپریل', 'مئی', 'جون', 'جولائی', 'اگست', 'ستمبر', 'اکتوبر', 'نومبر', 'دسمبر'],
};

/** A day or a month as it is written in a sentence; what is neither, such as a quarter, stands as it is. */
export function writtenDate(date: string, language: string): string {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:T|$)/.exec(date);
  if (parts === null) return date;
  const [, year = '', month = '', day] = parts;
  if (language.startsWith('zh')) return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
  const name = (MONTHS[language] ?? MONTHS['en'])?.[Number(month) - 1];
  if (name === undefined) return date;
  return `${day === undefined ? '' : `${Number(day)} `}${name} ${year}`;
}
