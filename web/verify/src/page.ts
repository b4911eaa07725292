import { button, el, fill } from './dom.ts';
import type { Child } from './dom.ts';
import type { Result } from './check.ts';
import { checkerOf } from './checker.ts';
import type { Checker } from './checker.ts';
import { readFingerprints } from './fingerprints.ts';
import { code, isolated, short } from './shown-text.ts';
import type { View } from './view.ts';
import { deletionsView } from './views/deletions.ts';
import { feedsView } from './views/feeds.ts';
import { partiesView } from './views/parties.ts';
import { recordsView } from './views/records.ts';
import { verdictView } from './views/verdict.ts';
import { section } from './view.ts';
import { LANGUAGES, preferred } from './words/languages.ts';
import type { Language } from './words/languages.ts';

/** While fingerprints are typed, the file is not checked at every key. */
const TYPING = 300;

/** The page holds a file, what was typed, a language and a result, and none of it longer than it is open. */
export function startPage(script: string): void {
  let language = preferred(navigator.languages);
  let file: File | undefined;
  let typed = '';
  let result: Result | undefined;
  let checker: Checker | undefined;
  let run = 0; // a check that was overtaken says nothing
  let timer: ReturnType<typeof setTimeout> | undefined;

  const outcome = el('div', { class: 'outcome', 'aria-live': 'polite' });
  const chosen = el('span', { class: 'chosen' });
  const read = el('div', { class: 'read', 'aria-live': 'polite' });
  const bar = el('progress', { max: '1', value: '0' });

  const take = async (next: File) => {
    file = next;
    const mine = forget();
    showChosen();
    checker?.end();
    checker = undefined;
    const made = await checkerOf(next, script);
    if (mine !== run) return made.end();
    checker = made;
    await check();
  };

  /** What was said before is no longer true of what is asked now: it goes at once. */
  const forget = (): number => {
    clearTimeout(timer);
    result = undefined;
    bar.value = 0;
    showResult();
    return ++run;
  };

  const check = async () => {
    if (checker === undefined) return;
    const mine = forget();
    const progress = (part: number) => mine === run && (bar.value = part);
    const said = await checker.check(readFingerprints(typed).fingerprints, progress).catch(failed);
    if (mine !== run) return;
    result = said;
    showResult();
  };

  const showChosen = () => {
    if (file === undefined) chosen.replaceChildren(LANGUAGES[language].words.dropHint);
    else chosen.replaceChildren(isolated(file.name), ' ', code(sizeOf(file.size)));
  };

  const showTyped = () => {
    const { words } = LANGUAGES[language];
    const { fingerprints, rest } = readFingerprints(typed);
    const lines: Child[] = rest
      .slice(0, 5)
      .map((text) => el('p', { class: 'warn' }, fill(words.notFingerprint, { text: short(text, 60) })));
    if (fingerprints.length > 0) lines.unshift(el('p', {}, words.trusting(fingerprints.length)));
    read.replaceChildren(...lines.filter((line) => typeof line === 'object'));
  };

  const showResult = () => {
    const { words } = LANGUAGES[language];
    outcome.setAttribute('aria-busy', String(file !== undefined && result === undefined));
    if (file === undefined) return outcome.replaceChildren();
    if (result === undefined || checker === undefined) {
      bar.setAttribute('aria-label', words.checking);
      return outcome.replaceChildren(el('div', { class: 'checking' }, words.checking, bar));
    }
    const view: View = { words, language, account: result.account, open: checker.open };
    const { parties, feeds } = result.account;
    const shown = [
      verdictView(view, result.verdict),
      parties.length > 0 && partiesView(view),
      feeds.length > 0 && recordsView(view),
      deletionsView(view),
      feeds.length > 0 && feedsView(view),
    ];
    outcome.replaceChildren(...shown.filter((part): part is HTMLElement => part instanceof HTMLElement));
  };

  const showAll = () => {
    const { words, dir } = LANGUAGES[language];
    document.documentElement.lang = language;
    document.documentElement.dir = dir;
    document.title = `${words.title} · Entente`;
    const trust = el('textarea', {
      id: 'trust',
      rows: '3',
      dir: 'ltr',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      'aria-describedby': 'trust-hint',
    });
    trust.value = typed;
    trust.addEventListener('input', () => {
      const before = readFingerprints(typed).fingerprints.join();
      typed = trust.value;
      showTyped();
      if (readFingerprints(typed).fingerprints.join() === before) return;
      forget();
      timer = setTimeout(() => void check(), TYPING);
    });
    const input = el('input', { type: 'file', id: 'file', class: 'file' });
    input.addEventListener('change', () => {
      const [next] = input.files ?? [];
      if (next !== undefined) void take(next);
    });
    const choose = el('label', { class: 'button primary', for: 'file' }, words.chooseFile);
    document.body.replaceChildren(
      header(language, (next) => {
        language = next;
        showAll();
      }),
      el(
        'main',
        {},
        el(
          'div',
          { class: 'intro' },
          el('h1', {}, words.title),
          el('p', { class: 'lead' }, words.lead),
          el('p', { class: 'note' }, words.offline),
        ),
        section(
          words.dossier,
          '',
          el(
            'div',
            { class: 'body' },
            el('div', { class: 'choose' }, input, choose, chosen),
            el('label', { class: 'label', for: 'trust' }, words.trust),
            el('p', { class: 'note', id: 'trust-hint' }, words.trustHint),
            trust,
            read,
          ),
        ),
        outcome,
        section(
          words.limits,
          '',
          el('ul', { class: 'body limits' }, ...words.limitsText.map((line) => el('li', {}, line))),
        ),
      ),
      el('div', { class: 'drop', 'aria-hidden': 'true' }, words.dropHere),
    );
    showChosen();
    showTyped();
    showResult();
  };

  acceptDrops((dropped) => void take(dropped));
  showAll();
}

function header(language: Language, choose: (language: Language) => void): HTMLElement {
  const known = Object.entries(LANGUAGES) as [Language, { name: string; dir: string }][];
  return el(
    'header',
    { class: 'top' },
    el(
      'span',
      { class: 'brand' },
      el('span', { class: 'mark', 'aria-hidden': 'true' }),
      el('span', { class: 'word', lang: 'en', dir: 'ltr' }, 'Entente'),
    ),
    el(
      'div',
      { class: 'languages', role: 'group', 'aria-label': LANGUAGES[language].words.language },
      ...known.map(([tag, { name, dir }]) => {
        const made = button(name, () => choose(tag), 'language');
        made.lang = tag;
        made.dir = dir;
        made.setAttribute('aria-pressed', String(tag === language));
        return made;
      }),
    ),
  );
}

function acceptDrops(take: (file: File) => void): void {
  const over = (is: boolean) => document.body.toggleAttribute('data-over', is);
  addEventListener('dragover', (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) over(false);
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    over(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) take(file);
  });
}

/** A fault of this page is not a fault of the dossier, but nothing may be taken for proved by it. */
function failed(error: unknown): Result {
  const line = `the check did not come to its end (${String(error)})`;
  return {
    verdict: { exit: 1, faults: [{ fault: 'unreadable', line }], untrusted: [], unused: [], lines: [] },
    account: { parties: [], feeds: [] },
  };
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
