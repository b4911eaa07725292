export type Filters = Readonly<Record<string, string | undefined>>;
export type SavedFilters = { readonly title: string; readonly filters: Filters };

const key = (list: string) => `entente.filters.${list}`;
const MOST = 30;

export function savedFilters(list: string): readonly SavedFilters[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key(list)) ?? '[]');
    return Array.isArray(found) ? found.filter(isSaved) : [];
  } catch {
    return [];
  }
}

/** Under a title that is there already it takes that one's place. */
export function saveFilters(list: string, saved: SavedFilters): void {
  const others = savedFilters(list).filter(({ title }) => title !== saved.title);
  localStorage.setItem(key(list), JSON.stringify([...others, saved].slice(-MOST)));
}

export function forgetFilters(list: string, title: string): void {
  const left = savedFilters(list).filter((saved) => saved.title !== title);
  localStorage.setItem(key(list), JSON.stringify(left));
}

function isSaved(value: unknown): value is SavedFilters {
  return (
    typeof value === 'object' &&
    value !== null &&
    'title' in value &&
    typeof value.title === 'string' &&
    'filters' in value &&
    typeof value.filters === 'object' &&
    value.filters !== null
  );
}
