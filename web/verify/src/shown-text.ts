import { el } from './dom.ts';

// Joiners and marks that Urdu and mixed text are written with, and the line ends of a text.
const PLAIN = /[\n\t\u200c-\u200f\u061c\u00ad]/u;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu;
const CUT = 4000;
const FURTHER = 40_000;

/** What cannot be seen, or would turn the text around it, is named by its code point. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(UNSEEN, (char) =>
      PLAIN.test(char) ? char : `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    );
}

/** One short line: a name, an id, a title. */
export function short(text: string, length = 160): string {
  const line = visible(text.slice(0, length)).replaceAll(/\s+/g, ' ');
  return text.length > length ? `${line}…` : line;
}

/** In an element of its own, which keeps its direction inside. */
export function isolated(text: string, attributes: Readonly<Record<string, string | undefined>> = {}): HTMLElement {
  return el('bdi', attributes, short(text));
}

/** Ids, hashes, fingerprints: Latin letters whatever the language of the page. */
export function code(text: string): HTMLElement {
  return el('bdi', { dir: 'ltr', class: 'code' }, short(text, 400));
}

/** A text of any length with its line ends; the rest of a long one comes on demand, piece by piece. */
export function longText(
  text: string,
  { more, lang }: { more: (left: number) => string; lang: string | undefined },
): HTMLElement {
  let shown = Math.min(text.length, CUT);
  const words = el('bdi', { dir: 'auto', class: 'text', lang }, visible(text.slice(0, shown)));
  if (shown === text.length) return words;
  const next = el('button', { type: 'button', class: 'button more' }, more(text.length - shown));
  next.addEventListener('click', () => {
    words.append(visible(text.slice(shown, shown + FURTHER)));
    shown = Math.min(text.length, shown + FURTHER);
    next.textContent = more(text.length - shown);
    if (shown === text.length) next.remove();
  });
  return el('div', {}, words, next);
}
