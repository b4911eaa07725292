import { describe, expect, it } from 'vitest';
import { languageOf } from '#modules/statements/read/language.ts';
import { readStatement } from '#modules/statements/read/read-statement.ts';

const SENTENCES: Readonly<Record<string, string>> = {
  en: 'The two ministers agreed to set up a working group that will meet every three months in one of the capitals.',
  zh: '两位部长同意成立工作组，每三个月举行一次会议。',
  ur: 'دونوں وزراء نے ورکنگ گروپ قائم کرنے پر اتفاق کیا جو ہر تین ماہ بعد اجلاس کرے گا۔',
  fr: 'Les deux ministres sont convenus de créer un groupe de travail qui se réunira tous les trois mois dans une des capitales.',
  es: 'Los dos ministros acordaron crear un grupo de trabajo que se reunirá cada tres meses en una de las capitales.',
  pt: 'Os dois ministros concordaram em criar um grupo de trabalho que se reunirá a cada três meses em uma das capitais.',
  de: 'Die beiden Minister vereinbarten, eine Arbeitsgruppe einzurichten, die sich alle drei Monate in einer der Hauptstädte trifft.',
  id: 'Kedua menteri sepakat untuk membentuk kelompok kerja yang akan bertemu setiap tiga bulan di salah satu ibu kota.',
  ru: 'Министры договорились создать рабочую группу, которая будет собираться каждые три месяца.',
  uk: 'Міністри домовилися створити робочу групу, яка збиратиметься кожні три місяці.',
  ar: 'اتفق الوزيران على إنشاء فريق عمل يجتمع كل ثلاثة أشهر في إحدى العاصمتين، وأكدا أن ذلك يخدم الأمن في البلدين.',
  fa: 'دو وزیر توافق کردند که یک کارگروه مشترک ایجاد شود که هر سه ماه در یکی از پایتخت‌ها تشکیل جلسه می‌دهد.',
  ja: '両大臣は、三か月ごとに会合する作業部会を設置することで合意した。',
  ko: '양국 장관은 석 달마다 회의를 여는 실무단을 설치하기로 합의했다.',
  el: 'Οι δύο υπουργοί συμφώνησαν να συστήσουν ομάδα εργασίας.',
};

describe('the language of a text', () => {
  it.each(Object.entries(SENTENCES))('is told for %s', (lang, sentence) => {
    expect(languageOf(sentence)).toBe(lang);
    expect(languageOf(`${sentence}\n\n${sentence}`)).toBe(lang);
  });

  it('is told where letters are typed another way', () => {
    const typed = (SENTENCES['ur'] ?? '').replaceAll('ی', 'ي').replaceAll('ک', 'ك');
    expect(languageOf(typed)).toBe('ur');
  });

  it('is not guessed at', () => {
    expect(languageOf('Zxcv qwer tyui asdf ghjk zxcv bnmq wery tyui opas dfgh jklz xcvb nmqw')).toBe('und');
    expect(languageOf('12 : 34 — 56')).toBe('und');
  });

  it('is that of most of the text', () => {
    expect(languageOf(`Home | News | Contact\n${SENTENCES['zh']}${SENTENCES['zh']}${SENTENCES['zh']}`)).toBe('zh');
    expect(languageOf(`${SENTENCES['en']} (双方)`)).toBe('en');
  });
});

describe('a text in a language without a reader', () => {
  const read = ['en', 'zh', 'ur'];
  it.each(Object.entries(SENTENCES).filter(([lang]) => !read.includes(lang)))(
    'is not read as if it were another: %s',
    (lang, sentence) => {
      const reading = readStatement(sentence);
      expect(reading).toMatchObject({ lang, parties: {}, meetings: [], participants: [], commitments: [] });
      expect(reading.unread).toMatch(/\S/u);
    },
  );

  it('is told apart from one that has a reader and says nothing', () => {
    expect(
      readStatement('The weather was fine in both of the capitals on that day and nothing else was of note.').unread,
    ).toBeUndefined();
  });
});
