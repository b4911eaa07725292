import type { RecordRow } from '#kernel/dossier/account.ts';
import type { ShownRecord } from '#kernel/dossier/reopen.ts';
import { el, fill, foldable, paged } from '../dom.ts';
import type { Child } from '../dom.ts';
import type { History, Placed, Step } from '../histories.ts';
import { historiesOf } from '../histories.ts';
import { code, isolated, longText, short } from '../shown-text.ts';
import { chip, feedName, party, publisherOf, section, time } from '../view.ts';
import type { View } from '../view.ts';
import { contentView, markingsView, titleOf } from './content.ts';

const PAGE = 25;

/** Each record with what became of it: its content on opening, and the steps of both parties. */
export function recordsView(view: View): HTMLElement {
  const { words, account } = view;
  const histories = historiesOf(account);
  if (histories.length === 0) return section(words.records, words.noRecords);
  const list = el('div', { class: 'records' });
  return section(
    words.records,
    words.recordsNote,
    paged(list, { items: histories, size: PAGE, more: words.more, render: (history) => historyItem(view, history) }),
  );
}

function historyItem(view: View, { id, placed, steps }: History): HTMLElement {
  const { words } = view;
  if (placed === undefined) {
    return foldable(
      [
        el('span', { class: 'record-title' }, el('span', { class: 'kind' }, words.steps), code(id)),
        el('span', { class: 'record-line' }, words.subjectNotHere),
      ],
      () => [stepsView(view, steps)],
      'record',
    );
  }
  const { feed, row } = placed;
  const title = el('span', { class: 'record-title' });
  const made = foldable(
    [
      title,
      el(
        'span',
        { class: 'record-line' },
        party(view, publisherOf(feed)),
        time(view, row.entry.at),
        steps.length > 0 && el('span', {}, `${words.steps}: ${steps.length}`),
      ),
      el('span', { class: 'chips' }, ...stateChips(view, row)),
    ],
    () => [recordBody(view, placed, steps)],
    'record',
  );
  made.dataset['index'] = String(row.index);
  void nameRecord(view, title, row);
  return made;
}

/** The type and the id at once, the title when it has been read. */
async function nameRecord(view: View, title: HTMLElement, row: RecordRow): Promise<void> {
  const { words } = view;
  const { facts, index } = row;
  if (typeof facts !== 'object') {
    title.append(el('span', { class: 'kind' }, words.kinds.record), code(String(index)));
    return;
  }
  const type = Object.hasOwn(words.types, facts.type) ? words.types[facts.type] : undefined;
  title.append(el('span', { class: 'kind' }, type ?? isolated(facts.type)));
  const name = el('span', { class: 'name' }, code(facts.id));
  title.append(name);
  const shown = await view.open({ from: row.from, to: row.to, c: row.entry.c }).catch(() => undefined);
  const said = shown === undefined ? undefined : titleOf(view, shown.record);
  if (said !== undefined) name.replaceChildren(isolated(said));
}

export function stateChips({ words }: View, { facts, isDeleted, exception }: RecordRow): Child[] {
  const chips: Child[] = [];
  if (facts === 'absent') chips.push(isDeleted ? chip(words.deletedHeld, 'ended') : chip(words.absent));
  else if (facts === false) chips.push(chip(words.unproven, 'bad'));
  else if (facts.withheld > 0) chips.push(chip(words.withheldParts(facts.withheld, facts.parts), 'wait'));
  else chips.push(chip(words.whole, 'done'));
  if (isDeleted && facts !== 'absent') chips.push(chip(words.deletionAsked, 'warn'));
  if (exception !== undefined) {
    const said = { state: words.states[exception.state], code: words.receiptCodes[exception.code] };
    chips.push(chip(el('span', {}, fill(words.exceptedByRecipient, said)), 'bad'));
  }
  return chips;
}

function recordBody(view: View, { feed, row }: Placed, steps: readonly Step[]): HTMLElement {
  const { words } = view;
  const { facts } = row;
  const content = el('div', {});
  if (typeof facts === 'object') {
    content.append(words.loading);
    void view.open({ from: row.from, to: row.to, c: row.entry.c }).then(
      (shown) => content.replaceChildren(shown === undefined ? words.changedSince : openedView(view, shown)),
      () => content.replaceChildren(words.changedSince),
    );
  }
  return el(
    'div',
    {},
    el(
      'p',
      { class: 'where' },
      el('span', {}, fill(words.placeEntry, { index: row.index, feed: feedName(view, feed) })),
      typeof facts === 'object' && el('span', {}, fill(words.version, { modified: time(view, facts.modified) })),
      typeof facts === 'object' && code(facts.id),
    ),
    content,
    typeof facts === 'object' && stepsView(view, steps),
    el('p', { class: 'hash' }, words.commitmentHash, ' ', code(row.entry.c)),
  );
}

function openedView(view: View, { record, withheld }: ShownRecord): HTMLElement {
  const { words } = view;
  const hidden = withheld.map(({ properties, markings }) =>
    el('li', {}, ...properties.flatMap((name) => [code(name), ' ']), markingsView(markings)),
  );
  return el(
    'div',
    {},
    contentView(view, record),
    hidden.length > 0 &&
      el(
        'div',
        { class: 'hidden-parts' },
        el('h3', {}, words.withheld),
        el('p', { class: 'note' }, words.withheldNote),
        el('ul', {}, ...hidden),
      ),
  );
}

function stepsView(view: View, steps: readonly Step[]): HTMLElement {
  const { words } = view;
  if (steps.length === 0) return el('p', { class: 'note' }, words.noSteps);
  return el(
    'div',
    { class: 'steps' },
    el('h3', {}, words.steps),
    el('p', { class: 'note' }, words.stepsNote),
    paged(el('ol', { class: 'timeline' }), {
      items: steps,
      size: PAGE,
      more: words.more,
      render: (step) => stepItem(view, step),
    }),
  );
}

function stepItem(view: View, { feed, row, facts }: Step): HTMLElement {
  const { words, account } = view;
  const { verb = '' } = facts;
  const act = Object.hasOwn(words.verbs, verb) ? words.verbs[verb] : undefined;
  const publisher = publisherOf(feed);
  const said = el('div', { class: 'said' });
  void sayWhy(view, said, row);
  return el(
    'li',
    { 'data-side': account.parties[0]?.id === publisher ? 'first' : 'second', 'data-verb': short(verb, 40) },
    el(
      'div',
      { class: 'line' },
      el('span', {}, party(view, publisher), ' ', act ?? fill(words.otherVerb, { verb: short(verb, 60) })),
      time(view, row.entry.at),
    ),
    said,
    el('div', { class: 'chips' }, ...stateChips(view, row)),
  );
}

/** A step's own words, when they have been read. */
async function sayWhy(view: View, said: HTMLElement, row: RecordRow): Promise<void> {
  const { words, open } = view;
  const shown = await open({ from: row.from, to: row.to, c: row.entry.c }).catch(() => undefined);
  for (const key of ['reason', 'evidence'] as const) {
    const text = shown?.record[key];
    if (typeof text === 'string' && text !== '')
      said.append(el('div', {}, `${words[key]}: `, longText(text, { more: words.more, lang: undefined })));
  }
}
