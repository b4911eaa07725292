import type { FeedAccount, OtherRow } from '#kernel/dossier/account.ts';
import { el, fill, paged } from '../dom.ts';
import { feedName, party, publisherOf, recipientOf, section, time } from '../view.ts';
import type { View } from '../view.ts';

type Deletion = { readonly feed: FeedAccount; readonly entry: OtherRow['entry'] & { kind: 'recall' | 'expunge' } };

/** Who asked for the deletion of what, and who says that it is done; undefined where there is none. */
export function deletionsView(view: View): HTMLElement | undefined {
  const { words, account } = view;
  const deletions = account.feeds
    .flatMap((feed) =>
      feed.rows.flatMap((row): Deletion[] => {
        const { entry } = row;
        return entry.kind === 'recall' || entry.kind === 'expunge' ? [{ feed, entry }] : [];
      }),
    )
    .sort((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : 0));
  if (deletions.length === 0) return undefined;
  return section(
    words.deletions,
    words.deletionsNote,
    paged(el('ol', { class: 'timeline' }), {
      items: deletions,
      size: 25,
      more: words.more,
      render: (one) => item(view, one),
    }),
  );
}

function item(view: View, { feed, entry }: Deletion): HTMLElement {
  const { words, account } = view;
  const publisher = publisherOf(feed);
  const said =
    entry.kind === 'recall'
      ? fill(words.recallAsked, {
          party: party(view, publisher),
          index: entry.index,
          code: words.recallCodes[entry.code],
        })
      : fill(words.expungeTold, {
          party: party(view, publisher),
          index: entry.index,
          other: party(view, recipientOf(feed)),
        });
  return el(
    'li',
    { 'data-side': account.parties[0]?.id === publisher ? 'first' : 'second', 'data-kind': entry.kind },
    el('div', { class: 'line' }, el('span', {}, said), time(view, entry.at)),
    el('div', { class: 'where' }, feedName(view, feed)),
  );
}
