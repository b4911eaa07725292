import { Trans } from '@lingui/react/macro';
import { StatedDate } from '../../ui/When.tsx';
import classes from './Accord.module.css';

type Props = { readonly entryIntoForce: string | undefined; readonly validFrom: string | undefined };

/** How this accord comes to life and stops, in words. */
export function Rules({ entryIntoForce, validFrom }: Props) {
  return (
    <ul className={classes.rules}>
      <li>
        {entryIntoForce === 'by-step' ? (
          <Trans>Once both sides have ratified the same version, it enters into force by a declared step.</Trans>
        ) : (
          <Trans>It enters into force at once when both sides have ratified the same version.</Trans>
        )}
        {validFrom !== undefined && (
          <>
            {' '}
            <Trans>
              Valid from <StatedDate date={validFrom} />.
            </Trans>
          </>
        )}
      </li>
      <li>
        <Trans>
          Either side can suspend it alone, at once, in both directions. Each side lifts only its own suspension.
        </Trans>
      </li>
      <li>
        <Trans>
          A revised version leaves the last ratified one in force until both sides have ratified the new one.
        </Trans>
      </li>
      <li>
        <Trans>A record is revised or revoked by its author only.</Trans>
      </li>
    </ul>
  );
}
