import type { DocumentData, DocumentLanguage } from '#documents/model.ts';

const WORDS = {
  en: { title: 'Minutes of the session', text: 'Both sides met.', heading: 'Text', office: 'Two harbours' },
  'zh-Hans': { title: '会谈纪要', text: '双方举行会议，讨论了灯塔。', heading: '正文', office: '两个港口' },
  ur: { title: 'اجلاس کی روداد', text: 'دونوں فریقوں کا اجلاس ہوا (نسخہ 2)۔', heading: 'متن', office: 'دو بندرگاہیں' },
} as const satisfies Record<DocumentLanguage, object>;

/** Each kind of block once. */
export function sample(language: DocumentLanguage, rows = 2): DocumentData {
  const { title, text, heading, office } = WORDS[language];
  return {
    title,
    issuer: office,
    marking: { tlp: 'amber+strict', more: ['PAP:AMBER'] },
    reference: 'minutes--0a1b2c3d-1111-4222-8333-abcdefabcdef',
    upTo: '2026-01-20T10:00:00.000Z',
    facts: [{ label: heading, value: { text: '2026-01-19', as: 'reference' } }],
    sections: [
      {
        name: 'text',
        heading,
        blocks: [
          { block: 'text', text },
          { block: 'heading', text: heading, number: '1.2' },
          { block: 'list', items: [text, title] },
          { block: 'text', text, style: 'quote' },
          {
            block: 'beside',
            columns: [
              { heading: 'English', language: 'en', text: WORDS.en.text },
              { heading: 'اردو', language: 'ur', text: WORDS.ur.text },
            ],
          },
        ],
      },
      {
        name: 'actions',
        heading: title,
        blocks: [
          {
            block: 'table',
            columns: [
              { name: 'number', heading: '#', share: 1 },
              { name: 'action', heading, share: 6 },
              { name: 'reference', heading: 'id', share: 4 },
            ],
            rows: Array.from({ length: rows }, (_, n) => [
              String(n + 1),
              [text, { text: WORDS['zh-Hans'].text, language: 'zh-Hans' }],
              { text: 'commitment--9d5c4c0b-8f53-4b1f-8e0c-9a41aaaabbbb', as: 'reference' },
            ]),
            empty: '-',
          },
        ],
      },
    ],
  };
}
