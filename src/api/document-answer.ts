import { DOCUMENT_LANGUAGES, type DocumentFormat, type DocumentLanguage } from '#documents/model.ts';
import type { Caller } from '#api/caller.ts';
import { asAttachment } from '#api/content-disposition.ts';

/** The reader's own, where documents are set in it. */
export const documentLanguage = ({ locale }: Pick<Caller, 'locale'>): DocumentLanguage =>
  DOCUMENT_LANGUAGES.find((language) => language === locale) ?? 'en';

const TYPES: Readonly<Record<DocumentFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

export const documentHeaders = (
  name: string,
  { language, format }: { readonly language: DocumentLanguage; readonly format: DocumentFormat },
) => ({
  'content-type': TYPES[format],
  'content-disposition': asAttachment(`${name}-${language}.${format}`),
  'content-security-policy': 'sandbox',
});
