import { CADENCES_UR } from '../../data/calendar.ts';
import type { Kind } from '../reading.ts';

const BODY =
  '(?:نظام|گروپ|گروپس|ٹیم|لائن|ہاٹ لائن|مرکز|معاہدہ|معاہدے|یادداشت|مفاہمت|ڈیسک|دفتر|کمیٹی|کونسل|ٹاسک فورس|نیٹ ورک|پلیٹ فارم|میکانزم|میکنزم|طریقہ کار|کمیشن|سیل|رابطہ افسر|رابطہ افسران|فوکل پرسن|سیکریٹریٹ|چینل|ڈیٹا بیس|کاؤنٹر)';
const MEET = '(?:اجلاس|ملاقات|ملاقاتیں|بات چیت|مشاورت|مذاکرات|دور|راؤنڈ|سیشن|ملیں)';
const PEOPLE =
  '(?:شہریوں|شہری|باشندوں|منصوبوں|عملے|اہلکاروں|سفارت|قونصل|انجینئروں|کارکنوں|تنصیبات|زائرین|سیاحوں|کمپنیوں|تاجروں|ماہرین)';
const GUARD = '(?:حفاظت|حفاظتی|تحفظ|سلامتی|سکیورٹی|سیکیورٹی|سیکورٹی)';
const ORDINAL =
  '(?:پہلا|پہلی|دوسرا|دوسری|تیسرا|تیسری|چوتھا|چوتھی|پانچواں|چھٹا|ساتواں|آٹھواں|نواں|دسواں|گیارہواں|آئندہ|اگلا|اگلی|اگلے)';

const SIGNALS: readonly (readonly [Kind, RegExp])[] = [
  ['recurring-meeting', new RegExp(`${ORDINAL} ${MEET}|(?:گروپ|کمیٹی|کونسل|کمیشن|فورس)[^۔،]{0,30}${MEET}`, 'u')],
  [
    'event-attendance',
    /شرکت|(?<!ا)دورہ|دورے(?! کے دوران)|مشق(?:وں|یں)?(?![\p{L}])|(?:کانفرنس|سیمینار|فورم)[^۔،]{0,30}(?:منعقد|انعقاد|کرا|فیصلہ)/u,
  ],
  ['training', /تربیت|ٹریننگ|کورس|افسران کے تبادلے|نصاب/u],
  [
    'protection-measure',
    new RegExp(
      `حفاظتی (?:یونٹ|اقدامات|فورس|انتظامات|دستے)|${PEOPLE}[^۔،]{0,34}${GUARD}|${GUARD}[^۔،]{0,34}${PEOPLE}|نفری تعینات|گشت`,
      'u',
    ),
  ],
  [
    'establish-mechanism',
    new RegExp(
      `${BODY}[^۔]{0,50}(?:قائم|تشکیل|نامزد|قیام|دستخط|کھول|بنا|شروع|مقرر|فعال|مضبوط)|(?:قیام|تشکیل)|دستخط`,
      'u',
    ),
  ],
  [
    'investigation',
    /تفتیش(?! ?کار)|تحقیقات(?! کی تربیت)|گرفتار|حوالگی|حوالے کر|کیفر کردار|سراغ|تلاش کر|مقدمہ چلا|قانونی کارروائی|مفرور|بازیاب/u,
  ],
  [
    'capacity-building',
    /(?:آلات|ساز ?و ?سامان|گاڑیاں|گاڑیوں|فنڈز|مالی مدد|مالی معاونت|امداد|سافٹ ویئر|کٹس|اسکینر|ڈرون)|صلاحیت|استعداد|معاونت|نفری میں اضاف|فورسز کی تعداد/u,
  ],
  [
    'information-sharing',
    /معلومات|ریکارڈ|ڈیٹا|انٹیلی ?جنس|تجربات کے تباد|خبردار|آگاہ کر|فہرست[^۔]{0,40}(?:فراہم|بھیج|تباد|پیش|دے |حوالے)|سرور|لاگ(?![\p{L}])|رپورٹ پیش|شواہد|ثبوت|رابطے میں رہ/u,
  ],
];

export function urduKind(clause: string): { readonly kind: Kind; readonly why: string } {
  const cadence = urduCadence(clause);
  const meets = new RegExp(MEET, 'u').exec(clause)?.[0];
  if (cadence !== undefined && meets !== undefined) return { kind: 'recurring-meeting', why: `${meets}، ${cadence}` };
  for (const [kind, pattern] of SIGNALS) {
    const found = pattern.exec(clause);
    if (found) return { kind, why: found[0] };
  }
  return { kind: 'other', why: 'کوئی خاص لفظ نہیں' };
}

export const urduCadence = (clause: string): string | undefined =>
  CADENCES_UR.find(({ pattern }) => pattern.test(clause))?.value;

const SECURITY =
  /دہشت|سکیورٹی|سیکیورٹی|سیکورٹی|سلامتی|پولیس|جرائم|جرم|منشیات|سمگلنگ|اسمگلنگ|فراڈ|سرحد|بارڈر|دفاع|فوج|بحری|قانون|عدال|انصاف|قیدی|قید|ملزم|مجرم|حملہ|حملے|تفتیش|حفاظت|تحفظ|انتہا پسند|سائبر|ویز|ہجرت|امیگریشن|مہاجر|غیر قانونی|منی لانڈرنگ|اسلح|ہتھیار|شناختی|زائرین|دہشتگرد|معطل|پابندی|متاثرین/u;
const ELSEWHERE = /تجارت|تجارتی|سیاحت|زراعت|تعلیم|صحت|ثقافت|ثقافتی|سرمایہ کاری|توانائی|معیشت|اقتصادی|کھیل/u;

/** Fine words on relations and what belongs to other desks. */
export const outOfScope = (clause: string, kind: Kind): boolean =>
  (ELSEWHERE.test(clause) && !/پولیس|دہشت|جرائم|منشیات|دفاع|فوج/u.test(clause)) ||
  (kind === 'other' && (!SECURITY.test(clause) || /(?:تعلقات|دوستی|شراکت داری) (?:کو|میں|کے)/u.test(clause)));
