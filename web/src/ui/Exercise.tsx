import { useLingui } from '@lingui/react/macro';
import classes from './Exercise.module.css';

/** A drill is told from the actual thing before anything else is read: by a word and a pattern, never by a colour alone. */
export function Exercise() {
  const { t } = useLingui();
  return <strong className={classes.exercise}>{t`Exercise`}</strong>;
}
