import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconKeyboard } from '@tabler/icons-react';
import type { Ref } from 'react';
import { verdictOf } from '../model/item.ts';
import { SORT_ORDER, SORTS } from '../sorts.ts';
import { Progress } from './Progress.tsx';
import { Saved } from './Saved.tsx';
import classes from './Toolbar.module.css';
import type { Board, Filter } from './use-board.ts';
import type { ReviewHandle } from './use-review.ts';

type Props = {
  readonly bar: Ref<HTMLDivElement>;
  readonly review: ReviewHandle;
  readonly board: Board;
  readonly mayDecide: boolean;
};

export function Toolbar({ bar, review, board, mayDecide }: Props) {
  const { t, i18n } = useLingui();
  const { session } = review;
  const isBusy = session.waiting.length > 0;
  const count = (filter: Filter) =>
    board.all.filter((item) =>
      filter === 'all' ? true : filter === 'open' ? verdictOf(item) === 'open' : item.type === filter,
    ).length;
  const filters: { filter: Filter; label: string }[] = [
    { filter: 'all', label: t`All` },
    { filter: 'open', label: t`Not decided` },
    ...SORT_ORDER.filter((type) => count(type) > 0).map((type) => ({ filter: type, label: t(SORTS[type].many) })),
  ];
  return (
    <div ref={bar} className={classes.toolbar} role="toolbar" aria-label={t`Review`}>
      <div className={classes.state}>
        <Progress items={board.all} />
        {mayDecide && <Saved session={session} hasTyped={board.isTyping} />}
      </div>
      <fieldset className={classes.filters} aria-label={t`Show`}>
        {filters.map(({ filter, label }) => (
          <button
            key={filter}
            type="button"
            aria-pressed={board.filter === filter}
            onClick={() => board.setFilter(filter)}
          >
            {label} <span>{i18n.number(count(filter))}</span>
          </button>
        ))}
      </fieldset>
      <div className={classes.buttons}>
        {mayDecide && (
          <>
            <Tooltip label={t`Undo (U)`}>
              <ActionIcon
                variant="default"
                size="lg"
                disabled={!isBusy && session.undo.length === 0}
                onClick={board.undo}
                aria-label={t`Undo`}
              >
                <IconArrowBackUp size={18} className="mirrored" aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t`Redo (Shift + U)`}>
              <ActionIcon
                variant="default"
                size="lg"
                disabled={!isBusy && session.redo.length === 0}
                onClick={board.redo}
                aria-label={t`Redo`}
              >
                <IconArrowForwardUp size={18} className="mirrored" aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <Tooltip label={t`Keys (?)`}>
          <ActionIcon variant="default" size="lg" onClick={() => board.setDialog('help')} aria-label={t`Keys`}>
            <IconKeyboard size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}
