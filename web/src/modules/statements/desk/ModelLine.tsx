import { Trans } from '@lingui/react/macro';
import classes from './Desk.module.css';

/** Nothing machine-learned is asked unless an administrator named one. */
export function ModelLine() {
  return (
    <p className={classes.quiet}>
      <Trans>The reader works by rules. No language model is asked on this node.</Trans>
    </p>
  );
}
