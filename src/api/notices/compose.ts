import { resolveMarkings, isTlpAbove, type KnownMarkings } from '#kernel/policy/markings.ts';
import type { VisibilityFacts } from '#kernel/policy/class.ts';
import type { Carried } from '#store/notices/messages.ts';
import { EN, type WordId, type Words } from '#api/notices/words/en.ts';
import { UR } from '#api/notices/words/ur.ts';
import { ZH } from '#api/notices/words/zh.ts';

export type Names = (party: string, language: string) => string | undefined;

const LANGUAGES: Readonly<Record<string, Words>> = { en: EN, 'zh-Hans': ZH, ur: UR };
const languageOf = (locale: string): string =>
  Object.keys(LANGUAGES).find((one) => one.split('-')[0] === locale.split('-')[0]) ?? 'en';

/**
 * What may stand in a message that goes through mail servers and strangers' programs: what it is about is marked TLP:GREEN or below,
 * and is not kept to some by a compartment or a case. Of everything else it says only that there is something.
 */
export function mayBeNamed(markings: string | null, known?: KnownMarkings): boolean {
  if (markings === null) return true;
  return mayFactsBeNamed(JSON.parse(markings) as VisibilityFacts, known); // as the store wrote them
}

export function mayFactsBeNamed(facts: VisibilityFacts, known?: KnownMarkings): boolean {
  if ((facts.compartment ?? null) !== null || (facts.case ?? null) !== null || (facts.handling ?? []).length > 0)
    return false;
  const resolved = resolveMarkings(facts.markings, known);
  return !('unknown' in resolved) && resolved.tlp !== null && !isTlpAbove(resolved.tlp, 'green');
}

/** One line about a notice; undefined: it may not be named. */
export function lineOf(notice: Carried, locale: string, names: Names): string | undefined {
  if (!mayBeNamed(notice.markings)) return undefined;
  const language = languageOf(locale);
  const words = LANGUAGES[language]!;
  const facts = JSON.parse(notice.facts) as Record<string, string | number>;
  const word = (group: string, name: string | null, otherwise: WordId): string => {
    const id = `${group}.${name}`;
    return isWord(id) ? words[id] : words[otherwise];
  };
  const text = (name: string): string | null => (facts[name] === undefined ? null : String(facts[name]));
  return fill(words[`notice.${notice.kind}`], {
    ...facts,
    party: names(text('party') ?? '', language) ?? words['party.other'],
    type: word('type', notice.type, 'type.record'),
    verb: word('verb', text('verb'), 'verb.other'),
    state: word('state', text('state'), 'state.missing'),
  });
}

const isWord = (id: string): id is WordId => Object.hasOwn(EN, id);

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

export type Mail = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
};

type Letter = {
  readonly notices: readonly Carried[];
  readonly person: { readonly name: string; readonly locale: string };
  readonly names: Names;
  /** Of the node's pages. */
  readonly url: string;
};

/** Links lead to the notice, and name nothing: what it is about is shown to whoever is signed in and may see it. */
export function mailOf({ notices, person, names, url }: Letter): Mail {
  const language = languageOf(person.locale);
  const words = LANGUAGES[language]!;
  const items = notices.map((notice) => ({ line: lineOf(notice, person.locale, names), notice }));
  const shown = items.map(({ line, notice }) => ({
    line: line ?? words['mail.closed'],
    at: `${url}/notifications?open=${notice.id}`,
  }));
  const named = items.flatMap(({ line }) => line ?? []);
  const subject =
    items.length > 1
      ? fill(words['mail.subject.many'], { count: new Intl.NumberFormat(language).format(items.length) })
      : named.length === 1
        ? fill(words['mail.subject.one'], { line: named[0]! })
        : words['mail.subject.closed'];
  const greeting = fill(words['mail.greeting'], { name: person.name });
  const stop = `${url}/notifications/settings`;
  const text = [
    greeting,
    '',
    ...shown.flatMap(({ line, at }) => [`- ${line}`, `  ${at}`, '']),
    '--',
    words['mail.why'],
    `${words['mail.stop']}: ${stop}`,
    '',
  ].join('\n');
  const html = page(language, [
    `<p>${escaped(greeting)}</p>`,
    '<ul>',
    ...shown.map(
      ({ line, at }) =>
        `<li><p>${escaped(line)}<br><a href="${escaped(at)}">${escaped(words['mail.look'])}</a></p></li>`,
    ),
    '</ul>',
    `<p><small>${escaped(words['mail.why'])} <a href="${escaped(stop)}">${escaped(words['mail.stop'])}</a></small></p>`,
  ]);
  return { subject, text, html, language };
}

export function testMail(locale: string): Mail {
  const language = languageOf(locale);
  const text = LANGUAGES[language]!['mail.test'];
  return { subject: 'Entente', text, html: page(language, [`<p>${escaped(text)}</p>`]), language };
}

/** Readers of mail take the direction from the element, not from the document. */
function page(language: string, lines: readonly string[]): string {
  const dir = language === 'ur' ? 'rtl' : 'ltr';
  return `<!doctype html>\n<html lang="${language}" dir="${dir}"><head><meta charset="utf-8"></head><body><div lang="${language}" dir="${dir}">\n${lines.join('\n')}\n</div></body></html>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one]!);

/** Of a webhook: the same rule for what may be named. */
export function bodyOf(notice: Carried, { names, url }: Pick<Letter, 'names' | 'url'>): string {
  const isNamed = mayBeNamed(notice.markings);
  return JSON.stringify({
    type: isNamed ? `notice.${notice.kind}` : 'notice',
    timestamp: notice.at.toISOString(),
    data: {
      id: notice.id,
      link: `${url}/notifications?open=${notice.id}`,
      ...(isNamed
        ? {
            text: lineOf(notice, 'en', names),
            record: notice.subject,
            record_type: notice.type,
            accord: notice.accord,
            facts: JSON.parse(notice.facts) as unknown,
          }
        : {}),
    },
  });
}
