import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { modelCardQuery } from '../../../data/desk.ts';
import classes from './Desk.module.css';

/** One line on whether anything besides the rules is asked here, and nothing more where it is not. */
export function ModelLine() {
  const { data: card } = useQuery(modelCardQuery);
  if (card === undefined) return null;
  return (
    <p className={classes.quiet}>
      {card.state === 'not-named' ? (
        <Trans>The reader works by rules. No language model is asked on this node.</Trans>
      ) : (
        <>
          {card.state === 'on' ? (
            <Trans>The reader works by rules. A language model may be asked beside it, statement by statement.</Trans>
          ) : (
            <Trans>The reader works by rules. A language model is named here and switched off.</Trans>
          )}{' '}
          <Link to="/statements/model">
            <Trans>Model card</Trans>
          </Link>
        </>
      )}
    </p>
  );
}
