import type { DossierFault } from '#kernel/dossier/faults.ts';
import type { Verdict } from '#kernel/dossier/verify.ts';
import { el, fill, paged } from '../dom.ts';
import type { Child } from '../dom.ts';
import { code, visible } from '../shown-text.ts';
import { feedAt, feedName, party } from '../view.ts';
import type { View } from '../view.ts';

const SIGNS = { 0: '✓', 1: '✕', 2: '?' } as const;

/** Whether it holds, what fails and where, and which keys the reader has yet to compare. */
export function verdictView(view: View, verdict: Verdict): HTMLElement {
  const { words } = view;
  const { exit, faults, untrusted, unused } = verdict;
  const { title, text } = words.verdicts[exit];
  const isBroken = faults.some(({ fault }) => fault === 'malformed');
  return el(
    'section',
    { class: 'verdict', 'data-exit': String(exit), 'aria-label': title },
    el('span', { class: 'verdict-sign', 'aria-hidden': 'true' }, SIGNS[exit]),
    el(
      'div',
      { class: 'verdict-words' },
      el('h2', { id: 'verdict' }, title),
      el('p', {}, text),
      exit === 1 && faultList(view, faults),
      exit === 1 && isBroken && el('p', {}, words.broken),
      exit === 1 && el('p', { class: 'strong' }, words.doNotRely),
      exit === 2 && untrustedList(view, untrusted),
      ...unused.map((print) =>
        el('p', { class: 'warn', 'data-unused': '' }, fill(words.unusedFingerprint, { fingerprint: code(print) })),
      ),
    ),
  );
}

function faultList(view: View, faults: readonly DossierFault[]): HTMLElement {
  const { words } = view;
  return el(
    'div',
    {},
    el('h3', {}, words.whatFails),
    paged(el('ol', { class: 'faults' }), {
      items: faults,
      size: 20,
      more: words.more,
      render: (fault) => faultItem(view, fault),
    }),
  );
}

/** In the reader's language what it means and where it is; beneath, the verifier's own sentence, as the command prints it. */
function faultItem(view: View, { fault, line, place = {} }: DossierFault): HTMLElement {
  const { words } = view;
  const where: Child[] = [];
  const feed = place.origin === undefined ? undefined : feedAt(view, place.origin);
  if (feed !== undefined && place.index !== undefined)
    where.push(el('span', {}, fill(words.placeEntry, { index: place.index, feed: feedName(view, feed) })));
  else if (feed !== undefined) where.push(el('span', {}, fill(words.placeFeed, { feed: feedName(view, feed) })));
  if (place.line !== undefined) where.push(el('span', {}, fill(words.placeLine, { line: place.line })));
  return el(
    'li',
    { 'data-fault': fault },
    el('strong', {}, words.faults[fault]),
    where.length > 0 && el('div', { class: 'where' }, ...where),
    el(
      'div',
      { class: 'technical', lang: 'en', dir: 'ltr' },
      el('bdi', { class: 'code' }, fault),
      ' ',
      el('bdi', {}, visible(line)),
    ),
  );
}

function untrustedList(view: View, untrusted: Verdict['untrusted']): HTMLElement {
  const { words } = view;
  return el(
    'ul',
    { class: 'untrusted' },
    ...untrusted.map(({ party: id, fingerprint, as }) =>
      el(
        'li',
        { 'data-untrusted': as },
        code(fingerprint),
        ' ',
        fill(words.notTrusted, { party: party(view, id), role: words.roles[as] }),
      ),
    ),
  );
}
