import { Trans, useLingui } from '@lingui/react/macro';
import { Box } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconHandFinger } from '@tabler/icons-react';
import type { AccordView } from '#contract/accords.ts';
import { direction } from '../../../app/languages.ts';
import { accordTerms } from '../../../data/accord-terms.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { prefer, usePreferences } from '../../../ui/preferences.ts';
import { step } from '../model/words.ts';
import '../kinds.css';
import { AddBar } from './AddBar.tsx';
import classes from './Board.module.css';
import { caretKeys } from './caret-keys.ts';
import { HelpDialog } from './HelpDialog.tsx';
import { Legend } from './Legend.tsx';
import { ProposalCard } from './ProposalCard.tsx';
import { Sides } from './Sides.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import { TextPanel } from './TextPanel.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useBoard } from './use-board.ts';
import { useCommands } from './use-commands.ts';
import type { ReviewHandle } from './use-review.ts';

type Props = { readonly review: ReviewHandle; readonly accord: AccordView; readonly mayDecide: boolean };

/** The text and what was found in it, side by side: selecting one shows the other. */
export function ReviewBoard({ review, accord, mayDecide }: Props) {
  const { t } = useLingui();
  const { statement } = review;
  const board = useBoard(review, accord);
  const { singleKeys: hasKeys } = usePreferences();
  const turnKeys = (on: boolean) => prefer({ singleKeys: on });
  const { themes } = accordTerms(accord);
  const { item, pending, setPending, words } = board;
  const lang = statement.lang ?? '';
  const rtl = direction(lang) === 'rtl';

  const beginMarking = () => {
    const from = item?.values ?? { start: -1, end: 0 };
    setPending(step(words, { start: from.end, end: from.end }, 'word', 1));
    document.getElementById('statement-text')?.focus({ preventScroll: true });
  };
  const close = () => {
    if (pending !== undefined) setPending(undefined);
    else board.edit(undefined);
  };
  const looking = {
    next: () => board.go(1),
    previous: () => board.go(-1),
    'next-open': board.goOpen,
    help: () => board.setDialog('help'),
    close,
  };
  const deciding = {
    accept: () => item !== undefined && board.decide(item.id, 'accepted'),
    reject: () => item !== undefined && board.decide(item.id, 'rejected'),
    reopen: () => item?.proposal != null && board.decide(item.id, 'open'),
    edit: () => item !== undefined && board.edit(item.id),
    split: () => item !== undefined && board.setDialog('split'),
    merge: board.merge,
    add: beginMarking,
    forward: () => board.moveEdge(1),
    back: () => board.moveEdge(-1),
    'other-edge': board.switchEdge,
    undo: board.undo,
    redo: board.redo,
  };
  const { ref: bar, height: barHeight } = useElementSize();
  useCommands(mayDecide ? { ...looking, ...deciding } : looking, { isOn: hasKeys, rtl });

  return (
    <Box className={classes.review} __vars={{ '--bar': `${barHeight}px` }}>
      <Toolbar bar={bar} review={review} board={board} mayDecide={mayDecide} />
      <Sides accord={accord} statement={statement} act={review.act} mayDecide={mayDecide} />
      <Legend items={board.all} />
      <div className={classes.board}>
        <div className={classes.left}>
          <TextPanel
            text={statement.text}
            lang={lang}
            words={words}
            items={board.items}
            selected={board.selected}
            select={board.select}
            pending={pending}
            setPending={setPending}
            resize={mayDecide && item?.publishedAt === null ? board.resize : undefined}
            edge={board.edge}
            onKeyDown={caretKeys({ words, rtl, pending, setPending })}
          />
          {pending !== undefined && mayDecide && (
            <AddBar
              text={statement.text}
              lang={lang}
              pending={pending}
              add={board.add}
              cancel={() => setPending(undefined)}
            />
          )}
        </div>
        {board.items.length === 0 ? (
          <EmptyState
            icon={IconHandFinger}
            title={board.all.length === 0 ? t`Nothing is marked in this text.` : t`Nothing of this sort is left.`}
          >
            {mayDecide && (
              <Trans>Select words in the text to mark them by hand, or press I and choose them by keys.</Trans>
            )}
          </EmptyState>
        ) : (
          <ol className={classes.cards} aria-label={t`Proposals`}>
            {board.items.map((one) => (
              <ProposalCard key={one.item.id} numbered={one} {...{ statement, accord, themes, board, mayDecide }} />
            ))}
          </ol>
        )}
      </div>
      {board.dialog === 'split' && item !== undefined && (
        <SplitDialog
          text={statement.text}
          lang={lang}
          span={item.values}
          words={words}
          close={() => board.setDialog(undefined)}
          split={board.split}
        />
      )}
      {board.dialog === 'help' && (
        <HelpDialog close={() => board.setDialog(undefined)} isOn={hasKeys} turn={turnKeys} />
      )}
    </Box>
  );
}
