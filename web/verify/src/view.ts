import type { Account, FeedAccount } from '#kernel/dossier/account.ts';
import type { ShownRecord } from '#kernel/dossier/reopen.ts';
import { formatOrigin } from '#kernel/log/origin.ts';
import { el, fill } from './dom.ts';
import type { Child } from './dom.ts';
import type { RowAt } from './messages.ts';
import { isolated, short } from './shown-text.ts';
import { inLanguage } from './words/languages.ts';
import type { Language, Words } from './words/languages.ts';

/** What every part of the result is shown with. */
export type View = {
  readonly words: Words;
  readonly language: Language;
  readonly account: Account;
  readonly open: (row: RowAt) => Promise<ShownRecord | undefined>;
};

export type Tone = 'neutral' | 'wait' | 'agreed' | 'work' | 'done' | 'warn' | 'bad' | 'ended';

export function chip(label: Child, tone: Tone = 'neutral'): HTMLElement {
  return el('span', { class: 'chip', 'data-tone': tone }, label);
}

export function section(title: string, note: string, ...children: readonly Child[]): HTMLElement {
  const heading = el('header', {}, el('h2', {}, title), note !== '' && el('p', { class: 'note' }, note));
  return el('section', { class: 'section', 'aria-label': title }, heading, ...children);
}

export function partyName({ account, language }: View, id: string): string {
  const names = account.parties.find((one) => one.id === id)?.names ?? {};
  return inLanguage(names, language) ?? id;
}

/** A party by name, with the sign of its side: the first card is the filled one. */
export function party(view: View, id: string): HTMLElement {
  const at = view.account.parties.findIndex((one) => one.id === id);
  const side = at === 0 ? 'first' : at === 1 ? 'second' : undefined;
  return el(
    'span',
    { class: 'party' },
    el('span', { class: 'sign', 'data-side': side, 'aria-hidden': 'true' }),
    isolated(partyName(view, id)),
  );
}

export const publisherOf = ({ origin }: FeedAccount): string => `identity--${origin.publisher}`;
export const recipientOf = ({ origin }: FeedAccount): string => `identity--${origin.recipient}`;

/** "A to B, charter". */
export function feedName(view: View, feed: FeedAccount): Node {
  const { channel, epoch } = feed.origin;
  return el(
    'span',
    { class: 'feed-name' },
    fill(view.words.fromTo, { from: party(view, publisherOf(feed)), to: party(view, recipientOf(feed)) }),
    ' · ',
    isolated(channel),
    epoch > 1 && el('span', {}, ` · ${view.words.epoch} `, isolated(String(epoch))),
  );
}

export function feedAt({ account }: View, origin: string): FeedAccount | undefined {
  return account.feeds.find((feed) => formatOrigin(feed.origin) === origin);
}

/** A stated time, in UTC whatever the reader's clock says; what is no time is shown as it stands. */
export function time({ language }: View, iso: string): HTMLElement {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return isolated(iso, { dir: 'ltr' });
  const said = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }).format(at);
  return el('time', { datetime: short(iso, 40), title: short(iso, 40) }, el('bdi', {}, said), ' UTC');
}

export function facts(...pairs: readonly (readonly [string, Child])[]): HTMLElement {
  return el(
    'dl',
    { class: 'facts' },
    ...pairs.map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, value))),
  );
}
