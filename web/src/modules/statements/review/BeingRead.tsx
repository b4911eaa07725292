import { Trans } from '@lingui/react/macro';
import { Loader } from '@mantine/core';
import classes from './Review.module.css';

export function BeingRead() {
  return (
    <output className={classes.reading}>
      <Loader size="sm" aria-hidden />
      <Trans>The reader is at work. This page shows what it finds as soon as it is through.</Trans>
    </output>
  );
}
