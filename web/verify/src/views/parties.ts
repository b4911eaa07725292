import type { KeyAccount } from '#kernel/dossier/parties.ts';
import { el, paged } from '../dom.ts';
import { code } from '../shown-text.ts';
import { chip, party, section } from '../view.ts';
import type { View } from '../view.ts';

/** Who is named, and which of their keys the reader trusts. */
export function partiesView(view: View): HTMLElement {
  const { words, account } = view;
  const list = paged(el('ul', { class: 'parties' }), {
    items: account.parties,
    size: 20,
    more: words.more,
    render: ({ id, url, keys }) =>
      el(
        'li',
        { 'data-party': id },
        el('div', { class: 'party-line' }, party(view, id), code(url)),
        paged(el('ul', { class: 'keys' }), {
          items: keys,
          size: 20,
          more: words.more,
          render: (key) => keyItem(view, key),
        }),
      ),
  });
  return section(words.parties, words.partiesNote, list);
}

function keyItem({ words }: View, { fingerprint, isPresent, isTrusted, as }: KeyAccount): HTMLElement {
  const trust = isTrusted
    ? chip(words.keyTrusted, 'done')
    : as.length > 0
      ? chip(words.keyNotTrusted, 'warn')
      : chip(words.keyUnused);
  const roles = [isPresent ? words.presentKey : words.earlierKey, ...as.map((role) => words.roles[role])];
  return el(
    'li',
    { 'data-trusted': String(isTrusted) },
    code(fingerprint),
    trust,
    el('span', { class: 'note' }, roles.join(' · ')),
  );
}
