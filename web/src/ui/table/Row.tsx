import { useLingui } from '@lingui/react/macro';
import { memo, type MouseEvent, type ReactElement, type Ref } from 'react';
import type { Column } from './column.ts';
import classes from './DataTable.module.css';

type Props<T> = {
  readonly ref: Ref<HTMLTableRowElement> | undefined;
  readonly index: number;
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly isGrid: boolean;
  readonly isStop: boolean;
  readonly open: ((row: T) => void) | undefined;
  readonly isChosen: boolean | undefined;
  readonly toggle: (index: number, withRun: boolean) => void;
};

/** What is a control of its own keeps its click. */
const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label, [role="menuitem"]') !== null;

function Drawn<T>({ ref, index, row, columns, isGrid, isStop, open, isChosen, toggle }: Props<T>) {
  const { t } = useLingui();
  const click = (event: MouseEvent) => {
    if (open !== undefined && !isControl(event.target) && getSelection()?.isCollapsed !== false) open(row);
  };
  return (
    // The keyboard's way is the grid's: arrows and Enter, handled there.
    <tr
      ref={ref}
      className={classes.row}
      data-index={index}
      data-opens={open !== undefined || undefined}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={isGrid ? (isStop ? 0 : -1) : undefined}
      onClick={click}
    >
      {isChosen !== undefined && (
        <td className={classes.check}>
          {/* Not the styled one: a hundred of those cost more than all else that a step of the scroll draws. */}
          <input
            type="checkbox"
            className={classes.box}
            tabIndex={-1}
            aria-label={t`Choose this row`}
            checked={isChosen}
            onChange={(event) => toggle(index, 'shiftKey' in event.nativeEvent && event.nativeEvent.shiftKey === true)}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.key}
          className={classes.cell}
          data-label={column.title}
          data-number={column.isNumber}
          data-heading={column.isHeading}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when something of it changed: not at each step of a scroll. */
export const Row = memo(Drawn) as <T>(props: Props<T>) => ReactElement;
