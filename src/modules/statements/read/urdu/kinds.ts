import { CADENCES_UR } from '../../data/calendar.ts';
import type { Kind } from '../reading.ts';

const BODY =
  '(?:نظام|گروپ|ٹیم|لائن|مرکز|معاہدہ|معاہدے|یادداشت|ڈیسک|دفتر|کمیٹی|یونٹ|فورس|نیٹ ورک|پلیٹ فارم|میکانزم|طریقہ کار|کمیشن|سیل)';

const SIGNALS: readonly (readonly [Kind, RegExp])[] = [
  ['event-attendance', /شرکت|دورہ|دورے|مشترکہ مشق/u],
  [
    'protection-measure',
    /حفاظتی (?:یونٹ|اقدامات|فورس|انتظامات)|(?:شہریوں|منصوبوں|عملے|اہلکاروں|سفارت).{0,30}(?:حفاظت|تحفظ|سلامتی|سکیورٹی|سیکیورٹی)|(?:حفاظت|تحفظ|سکیورٹی|سیکیورٹی).{0,30}(?:شہریوں|منصوبوں|عملے)/u,
  ],
  ['establish-mechanism', new RegExp(`${BODY}.{0,30}(?:قائم|تشکیل|نامزد|قیام|دستخط|کھول)|(?:قیام|تشکیل).{0,30}`, 'u')],
  ['investigation', /تفتیش|تحقیقات|گرفتار|حوالگی|ملزمان کی تلاش|مقدمہ چلا/u],
  ['training', /تربیت|تربیتی|کورس/u],
  ['information-sharing', /معلومات|ریکارڈ|ڈیٹا|انٹیلی جنس|تجربات کے تبادلے|خبردار|آگاہ|فہرست (?:فراہم|کا تبادلہ)/u],
  ['capacity-building', /معاونت|آلات|سازوسامان|صلاحیت|فنڈز|مالی مدد|امداد/u],
];

export function urduKind(clause: string): { readonly kind: Kind; readonly why: string } {
  const cadence = urduCadence(clause);
  const meets = /اجلاس|ملاقات|بات چیت|مشاورت|مذاکرات/u.exec(clause)?.[0];
  if (cadence !== undefined && meets !== undefined) return { kind: 'recurring-meeting', why: `${meets}، ${cadence}` };
  if (/(?:آئندہ|اگلا|اگلے) (?:اجلاس|دور)/u.test(clause)) return { kind: 'recurring-meeting', why: 'آئندہ اجلاس' };
  for (const [kind, pattern] of SIGNALS) {
    const found = pattern.exec(clause);
    if (found) return { kind, why: found[0] };
  }
  return { kind: 'other', why: 'کوئی خاص لفظ نہیں' };
}

export const urduCadence = (clause: string): string | undefined =>
  CADENCES_UR.find(({ pattern }) => pattern.test(clause))?.value;
