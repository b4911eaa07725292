import type { ReviewSentence, ReviewView } from '#contract/review.ts';
import type { DocumentLanguage } from '#documents/model.ts';

type Words = {
  readonly review: string;
  readonly statement: string;
  readonly edition: string;
  readonly restricted: string;
  readonly public: string;
  readonly span: string;
  readonly state: string;
  readonly draft: string;
  readonly number: string;
  readonly sentence: string;
  readonly evidence: string;
  readonly none: string;
  readonly nothing: string;
  readonly legend: string;
  readonly statementNote: string;
  readonly otherThemes: string;
  readonly record: string;
  readonly version: string;
  readonly hash: string;
  readonly found: string;
  readonly noEvidence: string;
  readonly text: string;
  readonly reading: string;
  readonly sections: Readonly<Record<ReviewSentence['section'], string>>;
  readonly becameOf: Readonly<Record<ReviewView['evidence'][number]['state'], string>>;
  readonly states: Readonly<Record<string, string>>;
};

/** What the documents of a review say; the terms of docs/glossary.md. */
export const WORDS: Readonly<Record<DocumentLanguage, Words>> = {
  en: {
    review: 'Ministerial review',
    statement: 'Draft of a joint statement',
    edition: 'Edition',
    restricted: 'restricted',
    public: 'public',
    span: 'From, until',
    state: 'State',
    draft: 'Draft: not exchanged yet',
    number: 'No.',
    sentence: 'Statement',
    evidence: 'Evidence',
    none: 'no evidence supplied',
    nothing: 'Nothing is told.',
    legend:
      'Each sentence stands on closed evidence, one version of a record by its hash; the numbers lead to the list at the end. What stands on none says so.',
    statementNote:
      'Drawn from the register of commitments; not agreed by either side. The numbers lead to what each paragraph stands on.',
    otherThemes: 'Without a theme',
    record: 'Record',
    version: 'Version',
    hash: 'Hash',
    found: 'At this node',
    noEvidence: 'Nothing is cited.',
    text: 'Text',
    reading: 'How to read this',
    sections: {
      figures: 'Figures',
      kept: 'What was kept',
      'under-way': 'What is under way',
      exceptions: 'Exceptions',
      meetings: 'Meetings and minutes',
      rights: 'Rights: refusals, complaints, deletions',
      priorities: 'Priorities of the year ahead',
    },
    becameOf: {
      held: 'held, with this hash',
      expunged: 'lawfully deleted, the hash stays',
      'other-hash': 'held with another hash',
      'not-here': 'not here, or not for this reader',
    },
    states: {
      exchanged: 'exchanged',
      returned: 'returned',
      agreed: 'agreed',
      'signed-by-author': 'signed by one party',
      'signed-by-counterpart': 'signed by one party',
      signed: 'signed',
      'unsigned-lapsed': 'lapsed unsigned',
      withdrawn: 'withdrawn',
      superseded: 'superseded',
    },
  },
  'zh-Hans': {
    review: '部长级会晤年度审查',
    statement: '联合声明草案',
    edition: '版本',
    restricted: '内部版',
    public: '公开版',
    span: '起止日期',
    state: '状态',
    draft: '草案：尚未交换',
    number: '序号',
    sentence: '内容',
    evidence: '依据',
    none: '未提供依据',
    nothing: '没有内容。',
    legend: '每一句都以封存的依据为据，即某一记录以摘要值确定的一个版本；数字对应文末清单。没有依据的，已注明。',
    statementNote: '根据承诺事项登记册拟出，双方均未认可。数字对应各段的依据。',
    otherThemes: '未归类',
    record: '记录',
    version: '版本时间',
    hash: '摘要值',
    found: '本节点情况',
    noEvidence: '没有引用任何依据。',
    text: '正文',
    reading: '阅读说明',
    sections: {
      figures: '数据',
      kept: '已履行事项',
      'under-way': '进行中事项',
      exceptions: '例外情况',
      meetings: '会议与纪要',
      rights: '权利：拒绝、投诉、删除',
      priorities: '下一年度重点',
    },
    becameOf: {
      held: '存有，摘要值一致',
      expunged: '已依法删除，摘要值保留',
      'other-hash': '存有，但摘要值不同',
      'not-here': '不在此处，或本读者无权查看',
    },
    states: {
      exchanged: '已交换',
      returned: '已退回',
      agreed: '已商定',
      'signed-by-author': '一方已签署',
      'signed-by-counterpart': '一方已签署',
      signed: '已签署',
      'unsigned-lapsed': '未签署而失效',
      withdrawn: '已撤回',
      superseded: '已被取代',
    },
  },
  ur: {
    review: 'وزارتی جائزہ',
    statement: 'مشترکہ اعلامیے کا مسودہ',
    edition: 'نسخہ',
    restricted: 'محدود',
    public: 'عوامی',
    span: 'مدت',
    state: 'حالت',
    draft: 'مسودہ: ابھی تبادلہ نہیں ہوا',
    number: 'نمبر',
    sentence: 'بیان',
    evidence: 'ثبوت',
    none: 'کوئی ثبوت فراہم نہیں کیا گیا',
    nothing: 'کچھ نہیں بتایا گیا۔',
    legend:
      'ہر جملہ مہر بند ثبوت پر قائم ہے، یعنی کسی ریکارڈ کا ایک نسخہ اپنے ہیش کے ساتھ؛ نمبر آخر میں دی گئی فہرست کے ہیں۔ جس کا کوئی ثبوت نہیں، وہاں یہ لکھا ہے۔',
    statementNote:
      'عہدوں کے رجسٹر سے تیار کیا گیا؛ کسی فریق نے ابھی اس پر اتفاق نہیں کیا۔ نمبر ہر پیرے کے ثبوت کے ہیں۔',
    otherThemes: 'بلا موضوع',
    record: 'ریکارڈ',
    version: 'نسخے کا وقت',
    hash: 'ہیش',
    found: 'اس نوڈ پر',
    noEvidence: 'کوئی حوالہ نہیں دیا گیا۔',
    text: 'متن',
    reading: 'پڑھنے کا طریقہ',
    sections: {
      figures: 'اعداد و شمار',
      kept: 'جو پورا ہوا',
      'under-way': 'جو جاری ہے',
      exceptions: 'استثنائی صورتیں',
      meetings: 'اجلاس اور رودادیں',
      rights: 'حقوق: انکار، شکایات، حذف',
      priorities: 'آئندہ سال کی ترجیحات',
    },
    becameOf: {
      held: 'موجود، ہیش یکساں',
      expunged: 'قانون کے مطابق حذف، ہیش باقی',
      'other-hash': 'موجود، مگر ہیش مختلف',
      'not-here': 'یہاں نہیں، یا اس قاری کے لیے نہیں',
    },
    states: {
      exchanged: 'تبادلہ شدہ',
      returned: 'واپس بھیجا گیا',
      agreed: 'متفقہ',
      'signed-by-author': 'ایک فریق کے دستخط',
      'signed-by-counterpart': 'ایک فریق کے دستخط',
      signed: 'دستخط شدہ',
      'unsigned-lapsed': 'بغیر دستخط غیر مؤثر',
      withdrawn: 'واپس لیا گیا',
      superseded: 'منسوخ شدہ نسخہ',
    },
  },
};
