import { PROBLEM_PATH, PROBLEMS, type ProblemCode, type ProblemText } from '#api/problem-codes.ts';
import { escaped, pageHtml, prose, type Language } from './frame.ts';
import { WORDS } from './words.ts';

const said = (text: ProblemText, language: Language): string =>
  ({ en: text.en, 'zh-Hans': text.zh, ur: text.ur })[language];

export function problemsPage(language: Language): string {
  const words = WORDS[language];
  const rows = Object.entries(PROBLEMS).map(
    ([code, text]) =>
      `<tr><td dir="ltr"><a href="${PROBLEM_PATH}/${code}?lang=${language}"><code>${code}</code></a></td><td>${text.status}</td><td>${prose(said(text, language))}</td></tr>`,
  );
  const heads = (['code', 'status', 'meaning'] as const).map((key) => `<th scope="col">${escaped(words[key])}</th>`);
  const main = `<p>${escaped(words.problemsIntro)}</p><div class="wide"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  return pageHtml({ language, title: words.problems, path: PROBLEM_PATH, main });
}

export function problemPage(code: ProblemCode, language: Language): string {
  const words = WORDS[language];
  const text = PROBLEMS[code];
  const main = `<p>${prose(said(text, language))}</p>
<p class="dim">${escaped(words.status)} ${text.status} · <span lang="en" dir="ltr">${escaped(text.title)}</span></p>
<p><a href="${PROBLEM_PATH}?lang=${language}">${escaped(words.all)}</a></p>`;
  return pageHtml({ language, title: code, path: `${PROBLEM_PATH}/${code}`, main });
}
