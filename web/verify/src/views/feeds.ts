import { fromBase64Strict, toBase64 } from '#platform';
import type { FeedAccount } from '#kernel/dossier/account.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { el, fill, foldable, paged } from '../dom.ts';
import type { Child } from '../dom.ts';
import { code, isolated } from '../shown-text.ts';
import { chip, facts, feedName, publisherOf, section, time } from '../view.ts';
import type { View } from '../view.ts';
import { stateChips } from './records.ts';

/** Each feed with its extent and cosignature, and its entries one by one. */
export function feedsView(view: View): HTMLElement {
  const { words, account } = view;
  const list = paged(el('div', { class: 'feeds' }), {
    items: account.feeds,
    size: 20,
    more: words.more,
    render: (feed) => feedItem(view, feed),
  });
  return section(words.feeds, words.feedsNote, list);
}

function feedItem(view: View, feed: FeedAccount): HTMLElement {
  const { words } = view;
  const { origin, isComplete, checkpoint, cosigned, rows } = feed;
  const held: Child =
    cosigned === undefined
      ? words.notCosigned
      : el(
          'span',
          {},
          fill(words.cosignedAt, { size: cosigned.checkpoint.size, time: time(view, isoOf(cosigned.time)) }),
        );
  return el(
    'article',
    { class: 'feed', 'data-complete': String(isComplete), 'data-cosigned': String(cosigned !== undefined) },
    el('h3', {}, feedName(view, feed)),
    facts(
      [
        words.extent,
        isComplete
          ? chip(words.complete(checkpoint.size), 'done')
          : chip(words.selected(rows.length, checkpoint.size), 'wait'),
      ],
      [words.cosigned, held],
      [words.channel, isolated(origin.channel)],
      [words.epoch, isolated(String(origin.epoch))],
      [words.root, code(toBase64(checkpoint.root))],
    ),
    rows.length > 0 && foldable([words.entries(rows.length)], () => [entryTable(view, feed)]),
  );
}

/** What a cosigner may state reaches further than a date can. */
function isoOf(seconds: number): string {
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? String(seconds) : at.toISOString();
}

function entryTable(view: View, feed: FeedAccount): HTMLElement {
  const { words } = view;
  const { index, kind, at, says } = words.columns;
  const body = el('tbody');
  const pages = paged(body, {
    items: feed.rows,
    size: 50,
    more: words.more,
    render: (row) =>
      el(
        'tr',
        { 'data-kind': row.entry.kind },
        el('td', {}, String(row.index)),
        el('td', {}, words.kinds[row.entry.kind]),
        el('td', {}, time(view, row.entry.at)),
        el('td', {}, ...saysOf(view, feed, row)),
      ),
  });
  const more = [...pages.children].filter((child) => child !== body);
  const head = el(
    'thead',
    {},
    el('tr', {}, ...[index, kind, at, says].map((name) => el('th', { scope: 'col' }, name))),
  );
  return el('div', { class: 'scroll', tabindex: '0' }, el('table', {}, head, body), ...more);
}

function saysOf(view: View, feed: FeedAccount, row: FeedAccount['rows'][number]): Child[] {
  const { words } = view;
  if ('facts' in row) {
    const { facts: known } = row;
    const what = typeof known === 'object' ? el('span', {}, isolated(known.type), ' ', code(known.id), ' ') : undefined;
    return [what, ...stateChips(view, row)];
  }
  const { entry } = row;
  switch (entry.kind) {
    case 'receipt':
      return [
        el('div', {}, fill(words.receiptSays, { from: entry.from, to: entry.size - 1 })),
        ...entry.exceptions.map(({ index, state, code: why }) =>
          el(
            'div',
            {},
            fill(words.exceptionSays, { index, state: words.states[state], code: words.receiptCodes[why] }),
          ),
        ),
      ];
    case 'recall':
      return [el('div', {}, fill(words.recallSays, { index: entry.index, code: words.recallCodes[entry.code] }))];
    case 'expunge':
      return [el('div', {}, fill(words.expungeSays, { index: entry.index }))];
    case 'key':
      return [code(fingerprint(publisherOf(feed), fromBase64Strict(entry.key)))];
  }
  return [el('div', {}, fill(words.epochSays, { size: entry.previous[1] }))];
}
