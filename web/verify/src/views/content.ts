import { isJsonObject } from '#kernel/json/types.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { resolveMarkings } from '#kernel/policy/markings.ts';
import { el, foldable, paged } from '../dom.ts';
import { code, longText, short } from '../shown-text.ts';
import { party, time } from '../view.ts';
import type { View } from '../view.ts';
import { inLanguage, LANGUAGES } from '../words/languages.ts';

const PAGE = 50;
/** What is nested deeper, or long, is made only when it is opened. */
const OPEN_DEPTH = 2;
const OPEN_SIZE = 12;

/** What every record has: of use to who compares, in the way of who reads. */
const COMMON: ReadonlySet<string> = new Set([
  'type',
  'spec_version',
  'id',
  'created',
  'modified',
  'created_by_ref',
  'accord_ref',
  'channel',
  'extensions',
  'granular_markings',
]);

/** All that was opened of a record, name by name; what it says comes first. */
export function contentView(view: View, record: JsonObject): HTMLElement {
  const members = Object.entries(record);
  const common = members.filter(([key]) => COMMON.has(key));
  return el(
    'div',
    {},
    membersOf(
      view,
      members.filter(([key]) => !COMMON.has(key)),
      0,
    ),
    common.length > 0 && foldable([view.words.technical], () => [membersOf(view, common, 0)]),
  );
}

/** What the record calls itself, for its line in a list. */
export function titleOf({ language }: View, record: JsonObject): string | undefined {
  const { title, name, quote, text } = record;
  for (const value of [title, name, isJsonObject(quote) ? quote['exact'] : undefined, text]) {
    if (typeof value === 'string' && value.trim() !== '') return value;
    const said = isJsonObject(value) ? inLanguage(value, language) : undefined;
    if (said !== undefined) return said;
  }
  return undefined;
}

export function markingsView(refs: JsonValue | readonly string[] | undefined): HTMLElement | undefined {
  const ids = Array.isArray(refs) ? (refs as readonly JsonValue[]).filter((ref) => typeof ref === 'string') : [];
  if (ids.length === 0 || ids.length > 20) return undefined;
  const said = resolveMarkings(ids);
  if ('unknown' in said) return undefined;
  const names = [
    ...(said.tlp === null ? [] : [['tlp', `TLP:${said.tlp.toUpperCase()}`, said.tlp] as const]),
    ...(said.pap === undefined ? [] : [['pap', `PAP:${said.pap.toUpperCase()}`, said.pap] as const]),
    ...said.handling.map((one) => ['handling', one, one] as const),
  ];
  return el(
    'span',
    { class: 'markings' },
    ...names.map(([field, label, level]) =>
      el('bdi', { dir: 'ltr', class: `marking ${field}`, 'data-level': level }, label),
    ),
  );
}

function membersOf(view: View, members: readonly (readonly [string, JsonValue])[], depth: number): HTMLElement {
  return paged(el('dl', { class: 'content' }), {
    items: members,
    size: PAGE,
    more: view.words.more,
    render: ([key, item]) =>
      el(
        'div',
        {},
        el('dt', {}, nameOf(view, key, depth)),
        el('dd', {}, valueOf(view, { key, item, depth: depth + 1 })),
      ),
  });
}

function nameOf({ words }: View, key: string, depth: number): Node {
  const label = depth === 0 && Object.hasOwn(words.properties, key) ? words.properties[key] : undefined;
  if (label === undefined) return code(key);
  return el('span', {}, label, el('span', { class: 'raw' }, code(key)));
}

type Member = { readonly key: string; readonly item: JsonValue; readonly depth: number };

function valueOf(view: View, { key, item, depth }: Member): Node {
  if (typeof item === 'string') return textOf(view, key, item);
  if (typeof item !== 'object' || item === null) return code(String(item));
  const isList = Array.isArray(item);
  const size = isList ? item.length : Object.keys(item).length;
  if (size === 0) return code(isList ? '[]' : '{}');
  const make = () =>
    isJsonObject(item) ? membersOf(view, Object.entries(item), depth) : itemsOf(view, key, { list: item, depth });
  const markings = key === 'object_marking_refs' ? markingsView(item) : undefined;
  if (markings !== undefined) return markings;
  return (depth <= OPEN_DEPTH && size <= OPEN_SIZE) || isTexts(item)
    ? make()
    : foldable([view.words.itemCount(size)], () => [make()], 'nested');
}

/** One text in a few languages. */
function isTexts(item: JsonValue): boolean {
  if (!isJsonObject(item)) return false;
  const texts = Object.entries(item);
  return texts.length <= 4 && texts.every(([tag, text]) => /^[a-z]{2}(-\w+)?$/.test(tag) && typeof text === 'string');
}

function itemsOf(view: View, key: string, { list, depth }: { list: readonly JsonValue[]; depth: number }): HTMLElement {
  return paged(el('ul', { class: 'items' }), {
    items: list,
    size: PAGE,
    more: view.words.more,
    render: (item) => el('li', {}, valueOf(view, { key, item, depth: depth + 1 })),
  });
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function textOf(view: View, key: string, item: string): Node {
  const { account, words } = view;
  if (account.parties.some(({ id }) => id === item)) return party(view, item);
  if (item.length < 40 && TIME.test(item)) return time(view, item);
  if (/^[a-z0-9-]{1,60}--[0-9a-f-]{36}$/.test(item)) return code(item);
  return longText(item, {
    more: words.more,
    lang: Object.hasOwn(LANGUAGES, key) || key === 'zh' ? short(key, 8) : undefined,
  });
}
