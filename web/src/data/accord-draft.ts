type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What names an item of a list. Lists of plain values are one value. */
const KEYS: Readonly<Record<string, string>> = { channels: 'name', legal_bases: 'key', themes: 'key' };

/**
 * An accord as a flat record, one property for each thing that people change or compare: `channels.exchange.ceiling.tlp`. So two who
 * change two channels do not stand in each other's way, and a difference names what differs.
 */
export function flattened(accord: Fields): Fields {
  const flat: Record<string, unknown> = {};
  const put = (path: string, value: unknown): void => {
    if (isFields(value)) for (const [name, one] of Object.entries(value)) put(`${path}.${name}`, one);
    else flat[path] = value;
  };
  for (const [name, value] of Object.entries(accord)) {
    const key = KEYS[name];
    if (key === undefined || !Array.isArray(value)) {
      if (name === 'name') put(name, value);
      else flat[name] = value;
      continue;
    }
    for (const item of value.filter(isFields)) {
      const { [key]: named, ...rest } = item;
      for (const [part, one] of Object.entries(rest)) put(`${name}.${String(named)}.${part}`, one);
    }
  }
  return flat;
}

/** Any record as it is compared: of an accord each term by itself. */
export const comparable = (record: Fields): Fields => (record['type'] === 'accord' ? flattened(record) : record);

/** The record again. An item of which nothing is left is gone; a list that nothing is left of is empty. */
export function restored(flat: Fields): Fields {
  const accord: Record<string, unknown> = Object.fromEntries(Object.keys(KEYS).map((name) => [name, []]));
  const items = new Map<string, Record<string, unknown>>();
  for (const [path, value] of Object.entries(flat)) {
    const [name = '', second, ...rest] = path.split('.');
    const key = KEYS[name];
    if (second === undefined) accord[name] = value;
    else if (key === undefined) putAt(accord, [name, second, ...rest], value);
    else {
      const id = `${name}.${second}`;
      const item = items.get(id) ?? { [key]: second };
      if (!items.has(id)) {
        items.set(id, item);
        (accord[name] as unknown[]).push(item);
      }
      putAt(item, rest, value);
    }
  }
  return accord;
}

function putAt(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const found = into[name];
  const inner: Record<string, unknown> = isFields(found) ? { ...found } : {};
  putAt(inner, rest, value);
  into[name] = inner;
}

/** Names of the items of a list, in their order. */
export function itemsOf(flat: Fields, list: string): string[] {
  return [
    ...new Set(Object.keys(flat).flatMap((path) => (path.startsWith(`${list}.`) ? [path.split('.')[1] ?? ''] : []))),
  ];
}

export const without = (flat: Fields, head: string): Fields =>
  Object.fromEntries(Object.entries(flat).filter(([path]) => !path.startsWith(`${head}.`)));

/** A key for a new item, of its title. */
export function keyFor(title: string, taken: readonly string[]): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const first = /^[a-z]/.test(plain) ? plain : `item${plain === '' ? '' : `-${plain}`}`;
  for (let n = 1; ; n += 1) {
    const key = n === 1 ? first : `${first}-${n}`;
    if (!taken.includes(key)) return key;
  }
}
