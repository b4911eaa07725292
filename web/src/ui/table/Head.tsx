import { useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { nextSort, type Column, type Sorting } from './column.ts';
import classes from './DataTable.module.css';

type Props = {
  readonly columns: readonly Column<never>[];
  readonly sorting: Sorting | undefined;
  readonly all: { readonly chosen: number; readonly count: number; readonly change: () => void } | undefined;
};

export function Head({ columns, sorting, all }: Props) {
  const { t } = useLingui();
  return (
    <thead className={classes.head}>
      <tr aria-rowindex={1} className={classes.row}>
        {all !== undefined && (
          <th scope="col" className={classes.check}>
            <Checkbox
              size="xs"
              aria-label={t`Choose all that are shown`}
              checked={all.chosen > 0 && all.chosen === all.count}
              indeterminate={all.chosen > 0 && all.chosen < all.count}
              onChange={all.change}
            />
          </th>
        )}
        {columns.map((column) => (
          <Title key={column.key} column={column} sorting={column.sorts === true ? sorting : undefined} />
        ))}
      </tr>
    </thead>
  );
}

function Title({ column, sorting }: { readonly column: Column<never>; readonly sorting: Sorting | undefined }) {
  const { key, title, isNumber } = column;
  const now = sorting?.now?.by === key ? sorting.now : undefined;
  const Sign = now === undefined ? IconSelector : now.down ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      className={classes.cell}
      data-number={isNumber}
      aria-sort={sorting === undefined ? undefined : now === undefined ? 'none' : now.down ? 'descending' : 'ascending'}
    >
      {sorting === undefined ? (
        title
      ) : (
        <button type="button" className={classes.sort} onClick={() => sorting.change(nextSort(sorting.now, key))}>
          {title}
          <Sign size={14} aria-hidden />
        </button>
      )}
    </th>
  );
}
