import { Trans, useLingui } from '@lingui/react/macro';
import type { ModelCard } from '#contract/statement-model.ts';
import { Section } from '../../../ui/Section.tsx';
import { Moment } from '../../../ui/When.tsx';
import classes from './Machine.module.css';
import { FAULTS } from './words.ts';

/** What went wrong last; nothing of any text. */
export function ModelErrors({ card: { errors } }: { readonly card: ModelCard }) {
  const { t } = useLingui();
  return (
    <Section title={t`Error log`}>
      {errors.length === 0 ? (
        <p className={classes.quiet}>
          <Trans>Nothing went wrong since this node was started.</Trans>
        </p>
      ) : (
        <ol className={classes.errors}>
          {errors.map(({ at, code, status }, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- two may fail at one moment
            <li key={place}>
              <Moment at={at} /> <span>{t(FAULTS[code])}</span> {status !== null && <bdi dir="ltr">HTTP {status}</bdi>}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
