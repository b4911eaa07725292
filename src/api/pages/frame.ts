/** Pages for people that read about the API: plain HTML of the node itself, without script, in three languages. */
export const LANGUAGES = ['en', 'zh-Hans', 'ur'] as const;
export type Language = (typeof LANGUAGES)[number];
const OWN_NAMES = { en: 'English', 'zh-Hans': '简体中文', ur: 'اردو' } satisfies Record<Language, string>;

export const STYLE_PATH = '/api/pages.css';

/** By what was asked in the address, else by the browser's own order. */
export function languageOf(asked: string | undefined, accepted: string | undefined): Language {
  const wanted = [asked ?? '', ...(accepted ?? '').split(',').map((one) => one.split(';')[0]!.trim())];
  for (const one of wanted) {
    const found = LANGUAGES.find((language) => one.toLowerCase().startsWith(language.slice(0, 2)) && one !== '');
    if (found) return found;
  }
  return 'en';
}

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => MARKS[mark]!);
/** Words in English with `code` in them. */
export const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, '<code dir="ltr">$1</code>');

export type PageParts = {
  readonly language: Language;
  readonly title: string;
  readonly path: string;
  readonly main: string;
};

export const pageHtml = ({ language, title, path, main }: PageParts): string => `<!doctype html>
<html lang="${language}" dir="${language === 'ur' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Entente</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<header><a href="/" class="brand" lang="en" dir="ltr">Entente</a><nav>${LANGUAGES.map((one) =>
  one === language
    ? `<span aria-current="true" lang="${one}">${OWN_NAMES[one]}</span>`
    : `<a href="${path}?lang=${one}" hreflang="${one}" lang="${one}">${OWN_NAMES[one]}</a>`,
).join('')}</nav></header>
<main>
<h1>${escaped(title)}</h1>
${main}
</main>
</body>
</html>
`;

/** The application's own colours (web/src/ui/theme.ts), in both schemes. */
export const STYLE = `:root{color-scheme:light dark;--paper:light-dark(#fff,#141a21);--text:light-dark(#17202b,#e4e9ef);--dim:light-dark(#475463,#9fabb9);--line:light-dark(#dfe4ea,#35404d);--soft:light-dark(#f6f7f9,#1b232c);--ink:light-dark(#213e6d,#8eabd6);--copper:light-dark(#83491e,#dfa475)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:15px/1.55 'Inter Variable',system-ui,'Noto Naskh Arabic','Noto Sans SC Variable',sans-serif}
:root:lang(zh) body{font-family:'Inter Variable','PingFang SC','Microsoft YaHei','Noto Sans SC Variable',sans-serif}
:root:lang(ur) body{font-family:'Inter Variable','Noto Naskh Arabic',serif;line-height:1.8}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;flex-wrap:wrap;padding:.75rem 1.25rem;border-block-end:1px solid var(--line)}
header nav{display:flex;gap:1rem}
.brand{font-weight:650;color:var(--text);text-decoration:none}
a{color:var(--ink)}
a:focus-visible,summary:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
main{max-inline-size:70rem;margin-inline:auto;padding:1.25rem}
h1{font-size:1.6rem;line-height:1.3;margin-block:.5rem 1rem}
h2{font-size:1.15rem;margin-block:2rem .5rem}
h3{font-size:.95rem;margin-block:1rem .25rem}
summary code{overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,'SF Mono','DejaVu Sans Mono',Menlo,monospace;font-size:.88em}
pre{overflow-x:auto;padding:.75rem;background:var(--soft);border:1px solid var(--line);border-radius:4px}
details{border:1px solid var(--line);border-radius:4px;margin-block:.4rem}
summary{cursor:pointer;padding:.5rem .75rem;display:flex;gap:.75rem;align-items:baseline;flex-wrap:wrap}
details>div{padding:0 .75rem .75rem;border-block-start:1px solid var(--line)}
.method{font-weight:650;color:var(--copper);min-inline-size:3.5rem}
.dim{color:var(--dim)}
table{border-collapse:collapse;inline-size:100%}
th,td{text-align:start;vertical-align:top;padding:.35rem .5rem;border-block-end:1px solid var(--line)}
.wide{overflow-x:auto}
`;
