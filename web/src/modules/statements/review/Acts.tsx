import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { nextOfType, verdictOf, type Item } from '../model/item.ts';
import { cuts } from '../model/words.ts';
import classes from './ProposalCard.module.css';
import type { Board } from './use-board.ts';

type Props = { readonly item: Item; readonly board: Board };

function isAccepted(item: Item): boolean {
  return ['accepted', 'changed'].includes(verdictOf(item));
}

/** What may be done with the selected passage. */
export function Acts({ item, board }: Props) {
  const { t } = useLingui();
  const isEditing = board.editing === item.id;
  const isRejected = verdictOf(item) === 'rejected';
  return (
    <div className={classes.acts}>
      <Button
        size="xs"
        variant={isAccepted(item) ? 'filled' : 'light'}
        leftSection={<IconCheck size={15} aria-hidden />}
        aria-pressed={isAccepted(item)}
        onClick={() => board.decide(item.id, 'accepted')}
      >
        <Trans>Accept</Trans>
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPencil size={15} aria-hidden />}
        aria-expanded={isEditing}
        onClick={() => board.edit(isEditing ? undefined : item.id)}
      >
        {isEditing ? t`Done` : t`Edit`}
      </Button>
      <Button
        size="xs"
        variant={isRejected ? 'filled' : 'default'}
        color="gray"
        leftSection={<IconX size={15} aria-hidden />}
        aria-pressed={isRejected}
        onClick={() => board.decide(item.id, 'rejected')}
      >
        <Trans>Reject</Trans>
      </Button>
      {cuts(board.words, item.values).length > 0 && (
        <Button size="xs" variant="subtle" onClick={() => board.setDialog('split')}>
          <Trans>Split</Trans>
        </Button>
      )}
      {nextOfType(board.all, item) !== undefined && (
        <Button size="xs" variant="subtle" onClick={board.merge}>
          <Trans>Merge with the next</Trans>
        </Button>
      )}
      {verdictOf(item) !== 'open' && item.proposal !== null && (
        <Button size="xs" variant="subtle" onClick={() => board.decide(item.id, 'open')}>
          <Trans>Take the decision back</Trans>
        </Button>
      )}
    </div>
  );
}

/** The two decisions at hand, on every other card. */
export function QuickActs({ item, board }: Props) {
  const { t } = useLingui();
  const isRejected = verdictOf(item) === 'rejected';
  return (
    <span className={classes.quick}>
      <ActionIcon
        variant={isAccepted(item) ? 'filled' : 'light'}
        aria-label={t`Accept`}
        aria-pressed={isAccepted(item)}
        onClick={() => board.decide(item.id, 'accepted')}
      >
        <IconCheck size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant={isRejected ? 'filled' : 'default'}
        color="gray"
        aria-label={t`Reject`}
        aria-pressed={isRejected}
        onClick={() => board.decide(item.id, 'rejected')}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </span>
  );
}
