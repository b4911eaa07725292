import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import classes from './Divergence.module.css';

type Props = {
  readonly isReady: boolean;
  readonly isSending: boolean;
  readonly match: () => void;
  readonly clear: () => void;
};

export function MatchByHand({ isReady, isSending, match, clear }: Props) {
  return (
    <div className={classes.byHand}>
      <p>
        {isReady ? (
          <Trans>The two chosen undertakings are one, told by both.</Trans>
        ) : (
          <Trans>Choose the one of the other account that is the same.</Trans>
        )}
      </p>
      <Button variant="default" size="xs" onClick={clear}>
        <Trans>Cancel</Trans>
      </Button>
      <Button
        size="xs"
        disabled={!isReady}
        loading={isSending}
        leftSection={<IconLink size={15} aria-hidden />}
        onClick={match}
      >
        <Trans>Match them</Trans>
      </Button>
    </div>
  );
}
