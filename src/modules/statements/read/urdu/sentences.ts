import type { Span } from '../reading.ts';

export type Piece = Span & { readonly text: string };

const LONGEST_SENTENCE = 2500;
const CHROME =
  /^(?:ہوم|خبر کا کوڈ|رائے ارسال|آپ کا (?:نام|تبصرہ)|آپکی? |©|جملہ حقوق|مزید پڑھیں|یہ بھی پڑھیں|شیئر|تصویر|فوٹو|ویب ڈیسک$|پریس ریلیز نمبر)|جملہ حقوق/u;
const MARKER = /^(?:[(]?\d{1,2}[.)۔-](?!\d)|[•●▪*–—-]{1,2}|[(]?[ابجدہوزحطی][.)])\s*/u;
const FINITE = /(?:کیا|کی|ہے|ہیں|گا|گے|گی|ہوا|ہوئی|ہوئے|گئی|گیا|گئے|دیا|دی|تھا|تھے|لیا|پایا)\s*$/u;

/** Sentences end with ۔ or ؟; a line that ends with a verb and no mark is one too, when it is no title. */
export function sentencesOf(text: string): Piece[] {
  const lines = [...text.matchAll(/[^\n]+/gu)];
  return lines.flatMap((line, index) => {
    const lead = line[0].length - line[0].trimStart().length;
    const bare = line[0].trim();
    if (bare === '' || CHROME.test(bare)) return [];
    const marker = MARKER.exec(bare)?.[0].length ?? 0;
    return [...bare.slice(marker).matchAll(/[^۔؟]+[۔؟]?/gu)].flatMap((match) => {
      const skip = match[0].length - match[0].trimStart().length;
      const body = match[0].slice(skip);
      const ended = /[۔؟]$/u.test(body) || marker > 0 || (index > 2 && body.length > 50 && FINITE.test(body));
      if (!ended || body.trim().length < 8 || body.length > LONGEST_SENTENCE) return [];
      const start = line.index + lead + marker + match.index + skip;
      return [{ start, end: start + body.length, text: body }];
    });
  });
}
