import { Trans } from '@lingui/react/macro';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Moment } from '../ui/When.tsx';
import classes from './Shell.module.css';

/** A page that goes on showing what it last heard must say so. */
export function Silence({ since }: { readonly since: number }) {
  const at = new Date(since).toISOString();
  return (
    <output className={classes.silence}>
      <IconPlugConnectedX size={19} stroke={1.8} aria-hidden />
      <span>
        <Trans>
          This node does not answer. What you see is as of <Moment at={at} />.
        </Trans>
      </span>
    </output>
  );
}
