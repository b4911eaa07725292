import type { Language } from './frame.ts';

/** The frame of the pages; what the document says of each operation is in English, as its field names are. */
const EN = {
  reference: 'API reference',
  intro:
    'What this node’s API takes and gives, made of the schemas that it enforces. Nothing on this page comes from elsewhere.',
  document: 'The same as an OpenAPI 3.1 document',
  problems: 'Problem codes',
  problemsIntro: 'Every refusal carries one of these codes. A code never changes its meaning.',
  parameters: 'Parameters',
  body: 'Body',
  answers: 'Answers',
  permission: 'Permission',
  open: 'open to all',
  schemas: 'Schemas',
  code: 'Code',
  status: 'Status',
  meaning: 'Meaning',
  all: 'All problem codes',
};
export type Word = keyof typeof EN;

export const WORDS: Readonly<Record<Language, Readonly<Record<Word, string>>>> = {
  en: EN,
  'zh-Hans': {
    reference: '接口参考',
    intro: '本节点接口接收和返回的内容，由节点实际执行的模式生成。本页不引用任何外部内容。',
    document: '同一内容的 OpenAPI 3.1 文档',
    problems: '问题代码',
    problemsIntro: '每次拒绝都带有以下代码之一。代码的含义永不改变。',
    parameters: '参数',
    body: '正文',
    answers: '答复',
    permission: '权限',
    open: '对所有人开放',
    schemas: '模式',
    code: '代码',
    status: '状态码',
    meaning: '含义',
    all: '全部问题代码',
  },
  ur: {
    reference: 'API کا حوالہ نامہ',
    intro:
      'اس نوڈ کا API کیا لیتا اور کیا دیتا ہے، انہی ساختوں سے بنا جو نوڈ لاگو کرتا ہے۔ اس صفحے پر باہر سے کچھ نہیں آتا۔',
    document: 'یہی OpenAPI 3.1 دستاویز کی صورت میں',
    problems: 'مسائل کے کوڈ',
    problemsIntro: 'ہر انکار ان میں سے ایک کوڈ کے ساتھ آتا ہے۔ کوڈ کا مطلب کبھی نہیں بدلتا۔',
    parameters: 'پیرامیٹر',
    body: 'متن',
    answers: 'جوابات',
    permission: 'اجازت',
    open: 'سب کے لیے کھلا',
    schemas: 'ساختیں',
    code: 'کوڈ',
    status: 'حیثیت',
    meaning: 'مطلب',
    all: 'مسائل کے تمام کوڈ',
  },
};
