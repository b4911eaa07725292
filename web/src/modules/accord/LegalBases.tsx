import { Trans } from '@lingui/react/macro';
import type { LegalBasis } from '../../data/accord-terms.ts';
import { useLocalized } from '../../ui/localized.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import type { Term } from '../../ui/vocabulary.ts';
import { msg } from '@lingui/core/macro';
import classes from './Accord.module.css';

const STANDING: Readonly<Record<string, Term>> = {
  yes: { label: msg`In force`, tone: 'done' },
  no: { label: msg`Not in force`, tone: 'warn' },
};

export function LegalBases({ bases }: { readonly bases: readonly LegalBasis[] }) {
  const localize = useLocalized();
  return (
    <ul className={classes.bases}>
      {bases.map(({ key, title, inForce }) => (
        <li key={key}>
          <span>{localize(title)}</span>
          <StateChip state={inForce ? 'yes' : 'no'} terms={STANDING} />
        </li>
      ))}
      {bases.length === 0 && (
        <li className={classes.quiet}>
          <Trans>The accord names none.</Trans>
        </li>
      )}
    </ul>
  );
}
