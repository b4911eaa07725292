import type { Span } from '../reading.ts';

/** A clause between two commas, with the mark that stands before it. */
export type Clause = Span & { readonly text: string; readonly mark: string };
export type Sentence = Span & {
  readonly text: string;
  readonly clauses: readonly Clause[];
  /** One of a list; `under` is the words that head the list. */
  readonly item: boolean;
  readonly under: string;
  readonly paragraph: number;
};
/** A line without an end of sentence: a title, a date, a name of an office. */
export type Heading = Span & { readonly text: string };

const LONGEST_SENTENCE = 1500;
const MARKER =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\da-z]{1,3}[）)]|\d{1,2}(?:\.\d{1,2})+\s|\d{1,2}[.、)）](?!\d)|[—–•●■▪◆·-]{1,2}|[①-⑳])\s*/u;
/** What a page puts round a statement: navigation, editors, rights, pictures. */
const CHROME =
  /^(?:首页|主页|您?当前的?位置|您的位置|字号|字体|打印|分享|【?责任?编辑?|（?责编|【?编辑[：】]|[（(]?来源[：]|上一[篇条]|下一[篇条]|相关(?:新闻|阅读|链接|报道)|版权|主办|承办单位|网站标识|联系我们|新闻联络|联系(?:人|电话|方式)|网友评论|发布时间|发布日期|扫一扫|关键词|标签|[^，。]{2,12}（左）|图[为片自：]|资料图|（?图[：为]|爆料|热线|记者[ ：]|Copyright|©)|版权所有|转载|未经.{0,12}授权|(?:摄|供图|制图)[）)]?$|ICP备|公网安备|网安备/iu;
const WIRE = /^[\p{Script=Han}]{2,6}(?:社|网|讯社)[\p{Script=Han}\d]{0,20}(?:电|讯|消息)(?:（[^（）]{0,30}）|\s)?\s*/u;
const HEAD = /(?:[：]|如下[。：]?)\s*$/u;

export function sentencesOf(text: string): { readonly sentences: Sentence[]; readonly headings: Heading[] } {
  const sentences: Sentence[] = [];
  const headings: Heading[] = [];
  let under = '';
  let paragraph = 0;
  for (const found of text.matchAll(/[^\n]+/gu)) {
    const lead = found[0].length - found[0].trimStart().length;
    const line = found[0].trim();
    if (line === '') continue;
    const start = found.index + lead;
    if (CHROME.test(line)) continue;
    paragraph += 1;
    const marker = MARKER.exec(line)?.[0].length ?? 0;
    const item = marker > 0;
    if (!item && under !== '' && !/^[；，]/u.test(line)) under = /；\s*$/u.test(line) ? under : '';
    const body = line.slice(marker);
    const skip = item ? 0 : (WIRE.exec(body)?.[0].length ?? /^【[^】]{1,20}】/u.exec(body)?.[0].length ?? 0);
    const listed = item || under !== '';
    for (const part of body.slice(skip).matchAll(/[^。！？]+[。！？]*[”』」）]*/gu)) {
      const ended = /[。！？][”』」）]*$/u.test(part[0]);
      const long = part[0].length >= 30 && (part[0].match(/，/gu)?.length ?? 0) >= 2;
      const from = start + marker + skip + part.index;
      if (!ended && !listed && !long) {
        headings.push({ start: from, end: from + part[0].length, text: part[0] });
        continue;
      }
      if (part[0].trim() === '' || part[0].length > LONGEST_SENTENCE) continue;
      sentences.push({
        start: from,
        end: from + part[0].length,
        text: part[0],
        clauses: clausesOf(part[0], from),
        item: listed,
        under,
        paragraph,
      });
    }
    if (HEAD.test(line)) under = line;
    else if (item && under === '' && /[：]/u.test(line)) under = '';
  }
  return { sentences, headings };
}

/** Commas within brackets or between titles of books separate nothing. */
function clausesOf(text: string, offset: number): Clause[] {
  const clauses: Clause[] = [];
  let depth = 0;
  let from = 0;
  let mark = '';
  const close = (to: number): void => {
    const raw = text.slice(from, to);
    const lead = raw.length - raw.trimStart().length;
    const bare = raw.trim();
    if (bare !== '')
      clauses.push({ start: offset + from + lead, end: offset + from + lead + bare.length, text: bare, mark });
  };
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] ?? '';
    if ('（《'.includes(character)) depth += 1;
    else if ('）》'.includes(character)) depth = Math.max(0, depth - 1);
    else if ('，；：。！？'.includes(character) && (depth === 0 || '。；'.includes(character))) {
      close(i);
      from = i + 1;
      mark = character;
    }
  }
  close(text.length);
  return clauses;
}
