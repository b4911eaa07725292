import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconUsers } from '@tabler/icons-react';
import { Notice } from '../../../ui/Notice.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import type { ReviewHandle } from './use-review.ts';
import classes from './Toolbar.module.css';

/** Whether what was decided is kept by the node: a word while all goes well. */
export function Saved({ session, hasTyped }: Pick<ReviewHandle, 'session'> & { readonly hasTyped: boolean }) {
  const isSaved = session.waiting.length === 0 && !hasTyped;
  return (
    <output className={classes.saved} data-saved={isSaved || undefined}>
      {isSaved && <IconCheck size={15} stroke={2.4} aria-hidden />}
      {isSaved ? <Trans>Saved</Trans> : <Trans>Saving …</Trans>}
    </output>
  );
}

/** What keeps a decision from being kept, and what can be done. */
export function SaveTrouble({ session, again, giveUp }: Pick<ReviewHandle, 'session' | 'again' | 'giveUp'>) {
  const { t } = useLingui();
  const { trouble, waiting } = session;
  if (trouble === undefined) return null;
  const count = t`${plural(waiting.length, { one: '# decision is kept in this browser.', other: '# decisions are kept in this browser.' })}`;
  if (trouble.is === 'unreachable') {
    return (
      <Notice isUrgent icon={IconCloudOff} title={t`The node does not answer.`}>
        {count} <Trans>They are sent as soon as it answers.</Trans>
      </Notice>
    );
  }
  if (trouble.is === 'conflict') {
    return (
      <Notice isUrgent icon={IconUsers} title={t`Somebody else decided here in the meantime.`}>
        <p style={{ margin: 0 }}>
          <Trans>You see their decisions now.</Trans>{' '}
          {waiting.length > 0 && <Trans>Yours on the same passage was not kept.</Trans>}
        </p>
        <Group gap="xs" mt="xs">
          <Button size="xs" variant="default" onClick={giveUp}>
            {waiting.length > 0 ? <Trans>Leave it as it is</Trans> : <Trans>Understood</Trans>}
          </Button>
          {waiting.length > 0 && (
            <Button size="xs" onClick={again}>
              <Trans>Decide it my way</Trans>
            </Button>
          )}
        </Group>
      </Notice>
    );
  }
  return (
    <div role="alert" className={classes.refused}>
      <Problem error={trouble.error} />
      <Group gap="xs" mt="xs">
        <Button size="xs" variant="default" leftSection={<IconAlertTriangle size={15} aria-hidden />} onClick={giveUp}>
          <Trans>Leave out what was refused</Trans>
        </Button>
        <Button size="xs" onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      </Group>
    </div>
  );
}
