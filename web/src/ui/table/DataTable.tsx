import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { IconTable } from '@tabler/icons-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { Awaited } from '../Awaited.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { Problem } from '../Problem.tsx';
import { tracks, type Column, type Selection, type Sorting } from './column.ts';
import classes from './DataTable.module.css';
import { Head } from './Head.tsx';
import { Row } from './Row.tsx';
import { useNarrow } from './use-narrow.ts';
import { useRowKeys } from './use-row-keys.ts';

export type More = {
  readonly has: boolean;
  readonly isLoading: boolean;
  readonly load: () => void;
  /** The next page is fetched as its end comes near. */
  readonly byScrolling?: boolean;
};

export type TableProps<T> = {
  /** What the table lists, for who does not see what stands around it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  /** Undefined while they are awaited. */
  readonly rows: readonly T[] | undefined;
  readonly keyOf: (row: T) => string;
  readonly error?: unknown;
  readonly retry?: () => void;
  readonly empty?: ReactNode;
  readonly more?: More;
  readonly sorting?: Sorting;
  readonly open?: (row: T) => void;
  readonly selection?: Selection;
  /** What may be done with all that were chosen. */
  readonly bulk?: (chosen: ReadonlySet<string>) => ReactNode;
};

const ROW_PX = 41;
const OVERSCAN = 16;
// Below this, all rows are there: the browser's own search finds them.
const WHOLE = 200;
/** How far below what is seen the end of the list may be when more is fetched. */
const AHEAD = '0px 0px 600px 0px';

/**
 * A dense list of records: sorted by the server, fetched page by page, drawn as far as it is seen. A row is a stop of the
 * keyboard: arrows move, Enter opens, Space chooses. On a narrow screen each row is a card.
 */
export function DataTable<T>(props: TableProps<T>) {
  const { t } = useLingui();
  const { rows, error, retry, empty, more } = props;
  if (rows === undefined)
    return (
      <div className={classes.around}>
        <Awaited answer={{ data: undefined, error, refetch: retry ?? (() => {}) }} rows={6}>
          {() => null}
        </Awaited>
      </div>
    );
  if (rows.length === 0 && more?.has !== true)
    return <>{empty ?? <EmptyState icon={IconTable} title={t`Nothing here yet`} />}</>;
  return (
    <>
      <Rows {...props} rows={rows} />
      {error !== undefined && error !== null && (
        <div className={classes.around}>
          <Problem error={error} {...(retry === undefined ? {} : { retry })} />
        </div>
      )}
      {more !== undefined && <Foot more={more} count={rows.length} />}
    </>
  );
}

function Rows<T>({
  label,
  columns,
  rows,
  keyOf,
  more,
  sorting,
  open,
  selection,
  bulk,
}: TableProps<T> & { readonly rows: readonly T[] }) {
  const { t, i18n } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  const isNarrow = useNarrow(place);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin((place.current?.getBoundingClientRect().top ?? 0) + scrollY), []);
  const isWhole = rows.length <= WHOLE;
  // What is new here has every row's place computed anew: it stays the same while rows and their keys do.
  const getItemKey = useCallback((index: number) => keyOf(rows[index]!), [rows, keyOf]);
  const rowPx = useRef(ROW_PX);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPx.current,
    overscan: OVERSCAN,
    scrollMargin: margin,
    enabled: !isWhole,
    getItemKey,
  });
  useLayoutEffect(() => {
    if (isWhole) return;
    // Most rows are as high as the first: a row that is as high as was guessed moves no other.
    const first = place.current?.querySelector('tbody tr[data-index]')?.getBoundingClientRect().height;
    if (first === undefined || Math.abs(first - rowPx.current) < 1) return;
    rowPx.current = first;
    virtual.measure();
  }, [isWhole, isNarrow, virtual]);
  const drawn = isWhole ? rows.map((_, index) => ({ index, start: 0, end: 0 })) : virtual.getVirtualItems();
  const keys = useRowKeys({
    rows,
    keyOf,
    open,
    selection,
    scrollTo: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  });
  const isGrid = open !== undefined || selection !== undefined;
  const chosen = selection?.chosen.size ?? 0;
  const style: CSSProperties & Record<'--tracks', string> = { '--tracks': tracks(columns, selection !== undefined) };
  return (
    <div ref={place} className={classes.place} data-narrow={isNarrow || undefined}>
      {chosen > 0 && (
        <div className={classes.bulk} role="toolbar" aria-label={t`With those chosen`}>
          <output>{t`${i18n.number(chosen)} chosen`}</output>
          {bulk?.(selection!.chosen)}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => selection!.change(new Set())}>
            {t`Choose none`}
          </Button>
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it is a grid where rows are stops, and heeds keys only there */}
      <table
        ref={keys.table}
        className={classes.table}
        style={style}
        role={isGrid ? 'grid' : undefined}
        aria-label={label}
        aria-rowcount={more?.has === true ? -1 : rows.length + 1}
        aria-multiselectable={selection === undefined ? undefined : true}
        onKeyDown={keys.onKeyDown}
      >
        <Head
          columns={columns}
          sorting={sorting}
          all={selection === undefined ? undefined : { chosen, count: rows.length, change: keys.chooseAll }}
        />
        <tbody className={classes.body}>
          {!isWhole && <tr aria-hidden style={{ blockSize: (drawn[0]?.start ?? margin) - margin }} />}
          {drawn.map(({ index }) => {
            const row = rows[index]!;
            return (
              <Row
                key={keyOf(row)}
                ref={isWhole ? undefined : virtual.measureElement}
                index={index}
                row={row}
                columns={columns}
                isGrid={isGrid}
                isStop={isGrid && keys.stop === index}
                open={open}
                isChosen={selection === undefined ? undefined : selection.chosen.has(keyOf(row))}
                toggle={keys.toggle}
              />
            );
          })}
          {!isWhole && (
            <tr aria-hidden style={{ blockSize: virtual.getTotalSize() - ((drawn.at(-1)?.end ?? margin) - margin) }} />
          )}
        </tbody>
      </table>
    </div>
  );
}

function Foot({ more, count }: { readonly more: More; readonly count: number }) {
  const { t, i18n } = useLingui();
  const shown = i18n.number(count);
  const place = useRef<HTMLDivElement>(null);
  const { has, isLoading, load, byScrolling = false } = more;
  useEffect(() => {
    if (!byScrolling || !has || isLoading || place.current === null) return undefined;
    const observer = new IntersectionObserver(
      ([end]) => {
        if (end?.isIntersecting === true) load();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [byScrolling, has, isLoading, load]);
  return (
    <div ref={place} className={classes.foot}>
      <output>{more.has ? t`${shown} shown, and there are more` : t`${shown} in all`}</output>
      {more.has && (
        <Button size="compact-sm" variant="default" loading={more.isLoading} onClick={more.load}>
          {t`Show more`}
        </Button>
      )}
    </div>
  );
}
