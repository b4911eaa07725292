import type { Spoken, Words } from './write.ts';

/** Titles and days of other scripts keep their own direction. */
const apart = (text: string): string => `\u2068${text}\u2069`;
const titled = (title: string): string => `”${apart(title)}“`;

const figure = ({ party, count, below }: Spoken, of: string): string =>
  count !== undefined
    ? `${apart(party)} نے ${of} کی تعداد ${apart(String(count))} بتائی۔`
    : below !== undefined
      ? `${apart(party)} نے ${of} کی تعداد ${apart(String(below))} سے کم بتائی۔`
      : `${apart(party)} نے ${of} کی تعداد نہیں بتائی۔`;

export const UR: Words = {
  sayings: {
    counted: ({ title, total, kept, late, disputed }) =>
      `${apart(title)}: کل ${total} عہد؛ ${kept} پورے، ${late} تاخیر کا شکار، ${disputed} متنازع۔`,
    verified: ({ title, on }) => `${titled(title)} پورا کیا گیا اور دوسرے فریق نے ${apart(on)} کو تصدیق کی۔`,
    delivered: ({ title, on }) => `${titled(title)} ${apart(on)} کو پورا کیا گیا؛ دوسرے فریق کی تصدیق ابھی باقی ہے۔`,
    'under-way': ({ title }) => `${titled(title)} پر کام جاری ہے۔`,
    'not-begun': ({ title }) => `${titled(title)} پر کسی کام کی اطلاع نہیں دی گئی۔`,
    late: ({ title, due }) => `${titled(title)} کی آخری تاریخ ${apart(due)} تھی اور اس میں تاخیر ہو چکی ہے۔`,
    disputed: ({ title, on }) => `${titled(title)} پر ${apart(on)} سے اختلاف ہے۔`,
    withdrawn: ({ title, on }) => `${titled(title)} ${apart(on)} کو واپس لے لیا گیا۔`,
    superseded: ({ title, on }) => `${titled(title)} کی جگہ ${apart(on)} کو ایک اور عہد نے لے لی۔`,
    'rated-alike': ({ title, rating }) => `دونوں فریق ${titled(title)} کو یکساں دیکھتے ہیں: ${rating}۔`,
    'rated-differently': ({ title }) => `دونوں فریق ${titled(title)} کو مختلف دیکھتے ہیں۔`,
    'rated-by-side': ({ title, party, rating, percent, on }) =>
      `${apart(on)} تک ${apart(party)} کی رائے میں ${titled(title)}: ${rating}${percent === undefined ? '' : `، ${percent} فیصد`}۔`,
    'not-rated-by-side': ({ title, party }) => `${apart(party)} نے ${titled(title)} پر رائے نہیں دی۔`,
    held: ({ title, on }) => `${titled(title)} ${apart(on)} کو منعقد ہوا۔`,
    postponed: ({ title, on }) => `${titled(title)} ${apart(on)} کو ملتوی کیا گیا۔`,
    cancelled: ({ title, on }) => `${titled(title)} ${apart(on)} کو منسوخ کیا گیا۔`,
    'minutes-signed': ({ title, on }) =>
      `${titled(title)} پر دونوں فریقوں نے دستخط کیے؛ آخری دستخط ${apart(on)} کا ہے۔`,
    'minutes-lapsed': ({ title, on }) => `${titled(title)} دستخط کے بغیر ${apart(on)} کو ساقط ہو گئی۔`,
    'accounts-compared': ({ title, party, accounts: { alike, differing, alone, recorded, told } }) =>
      `${apart(party)} نے ${titled(title)} کے بارے میں دونوں فریقوں کے شائع شدہ بیانات کا موازنہ کیا: ${alike} باتیں یکساں، ${differing} مختلف، ${alone} صرف ایک بیان میں؛ اجلاس کے درج کردہ ${recorded} فیصلوں اور عملی نکات میں سے ${told} دونوں بیانات میں ہیں۔`,
    'due-next': ({ title, due }) => `${titled(title)} کی آخری تاریخ ${apart(due)} ہے۔`,
    refusals: (spoken) => figure(spoken, 'متعلقہ افراد کی کلی یا جزوی طور پر مسترد درخواستوں'),
    complaints: (spoken) => figure(spoken, 'شکایات'),
    deletions: (spoken) => figure(spoken, 'حذف شدہ ریکارڈز'),
  },
  ratings: {
    'not-started': 'شروع نہیں ہوا',
    'on-track': 'منصوبے کے مطابق',
    'at-risk': 'خطرے میں',
    'off-track': 'منصوبے سے ہٹا ہوا',
    done: 'مکمل',
  },
  noTheme: 'بلا موضوع',
  untitled: 'بلا عنوان',
  review: (from, until, isPublic) =>
    `${apart(from)} سے ${apart(until)} تک کا جائزہ، ${isPublic ? 'عوامی' : 'محدود'} نسخہ`,
  opening: 'دونوں فریقوں نے اپنے تعاون کا جائزہ لیا۔',
  undertaking: ({ title, party, due }) =>
    `${party === '' ? 'دونوں فریق' : apart(party)} ${due === '' ? '' : `${apart(due)} تک `}${titled(title)} پر عمل کریں گے۔`,
  closing: (from, until) => `یہ ${apart(from)} سے ${apart(until)} تک عہدوں کے رجسٹر کے مطابق ہے۔`,
};
