import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** A CSS grid track, such as `8rem` or `minmax(10rem, 2fr)`; all that are left share what is left. */
  readonly width?: string;
  /** Numbers stand at the end of their cell. */
  readonly isNumber?: boolean;
  /** Its server sorts by it. */
  readonly sorts?: boolean;
  /** On a narrow screen a row becomes a card: this is its heading. */
  readonly isHeading?: boolean;
};

export type Sort = { readonly by: string; readonly down: boolean };
export type Sorting = { readonly now: Sort | undefined; readonly change: (sort: Sort) => void };

/** The rows that were chosen, by key. */
export type Selection = {
  readonly chosen: ReadonlySet<string>;
  readonly change: (chosen: ReadonlySet<string>) => void;
};

export function nextSort(now: Sort | undefined, by: string): Sort {
  return now?.by === by ? { by, down: !now.down } : { by, down: false };
}

export function tracks(columns: readonly Column<never>[], hasSelection: boolean): string {
  const widths = columns.map(({ width }) => width ?? 'minmax(0, 1fr)');
  return [...(hasSelection ? ['2.5rem'] : []), ...widths].join(' ');
}
