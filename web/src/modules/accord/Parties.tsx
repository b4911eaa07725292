import { Trans, useLingui } from '@lingui/react/macro';
import type { AccordView } from '#contract/accords.ts';
import { useSession } from '../../app/session.ts';
import { Facts } from '../../ui/Facts.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './Accord.module.css';

/** Side by side: who ratified when, who suspended, and the fingerprint that was compared at pairing. */
export function Parties({ view }: { readonly view: AccordView }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { party: own } = useSession();
  return (
    <div className={classes.parties}>
      {view.parties.map(({ id, names, self, fingerprint, ratified, suspended }) => {
        const print = fingerprint ?? (self ? own.fingerprint : null);
        return (
          <section key={id} className={classes.party} data-side={self ? 'ours' : 'theirs'} aria-label={localize(names)}>
            <h2>
              <Party name={localize(names)} self={self} note />
            </h2>
            <Facts
              facts={[
                {
                  label: t`Fingerprint of the key`,
                  wide: true,
                  value:
                    print === null ? (
                      <Trans>not paired</Trans>
                    ) : (
                      <span className={classes.fingerprint}>
                        <Reference value={print} whole what={t`Fingerprint of the key`} />
                      </span>
                    ),
                },
                { label: t`Ratified`, value: ratified === null ? t`not yet` : <Moment at={ratified} /> },
                { label: t`Suspended`, value: suspended === null ? t`no` : <Moment at={suspended} /> },
              ]}
            />
          </section>
        );
      })}
    </div>
  );
}
