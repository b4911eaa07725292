export type Child = Node | string | undefined | false;

/** All elements of the page are made here; what comes from a dossier only ever becomes text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(name, value);
  for (const child of children) if (child !== undefined && child !== false) element.append(child);
  return element;
}

export function button(label: string, act: () => void, kind = 'plain'): HTMLButtonElement {
  const made = el('button', { type: 'button', class: `button ${kind}` }, label);
  made.addEventListener('click', act);
  return made;
}

/** Replaces `{name}` in a sentence by what belongs there, each in a direction of its own. */
export function fill(sentence: string, values: Readonly<Record<string, Node | string | number>>): DocumentFragment {
  const made = document.createDocumentFragment();
  for (const [i, piece] of sentence.split(/\{(\w+)\}/).entries()) {
    const value = i % 2 === 1 ? values[piece] : undefined;
    if (i % 2 === 0) made.append(piece);
    else if (value !== undefined) made.append(typeof value === 'object' ? value : el('bdi', {}, String(value)));
  }
  return made;
}

/** The first of many, and a button for more: a list of a hundred thousand is no more than its first page until asked. */
export function paged<T>(
  list: HTMLElement,
  {
    items,
    size,
    more,
    render,
  }: { items: readonly T[]; size: number; more: (left: number) => string; render: (item: T) => Node },
): HTMLElement {
  const box = el('div', { class: 'paged' }, list);
  let shown = 0;
  const show = () => {
    list.append(...items.slice(shown, shown + size).map(render));
    shown = Math.min(items.length, shown + size);
    next.textContent = more(items.length - shown);
    if (shown === items.length) next.remove();
  };
  const next = button('', show, 'more');
  if (items.length > size) box.append(next);
  show();
  return box;
}

/** A line that opens; its body is made when it is opened for the first time. */
export function foldable(summary: readonly Child[], body: () => readonly Child[], name = 'fold'): HTMLDetailsElement {
  const inner = el('div', { class: `${name}-body` });
  const made = el('details', { class: name }, el('summary', {}, ...summary), inner);
  made.addEventListener(
    'toggle',
    () => inner.append(...body().filter((child): child is Node | string => child !== undefined && child !== false)),
    { once: true },
  );
  return made;
}
