import type { DocumentLanguage } from './model.ts';

/** What the frame of every document says. */
export type FrameWords = {
  readonly page: string;
  readonly of: string;
  readonly reference: string;
  readonly upTo: string;
  readonly content: string;
};

export const FRAME_WORDS: Readonly<Record<DocumentLanguage, FrameWords>> = {
  en: { page: 'Page', of: 'of', reference: 'Reference', upTo: 'Records up to', content: 'Content' },
  'zh-Hans': { page: '第', of: '页，共', reference: '编号', upTo: '记录截至', content: '内容摘要' },
  ur: { page: 'صفحہ', of: 'از', reference: 'حوالہ', upTo: 'ریکارڈ تا', content: 'مواد' },
};

export const isRightToLeft = (language: string): boolean => /^(ur|ar|fa|ps|sd|ks|he|pa-Arab)\b/.test(language);
