import { useLingui } from '@lingui/react/macro';
import { Trans } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Page } from '../../ui/Page.tsx';
import { PurposeGate } from '../../ui/PurposeGate.tsx';
import { AccessTable } from './AccessTable.tsx';
import classes from './Oversight.module.css';
import { useKindWords, useOutcomeWords } from './words.ts';

/** Who saw what, as oversight searches it. */
export function AccessesPage() {
  const { t } = useLingui();
  const kinds = useKindWords();
  const outcomes = useOutcomeWords();
  const now = useSearch({ from: '/shell/oversight/accesses' });
  const navigate = useNavigate();
  const options = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  return (
    <Page
      title={t`Who saw what`}
      lead={
        <Trans>
          Searched by oversight alone; each search is in the log too. Click a name or a purpose to follow it.
        </Trans>
      }
    >
      <PurposeGate>
        <FilterBar
          list="accesses"
          words={{ key: 'asked', label: t`Words of the address` }}
          filters={[
            { key: 'kind', label: t`Kind`, options: options(kinds) },
            { key: 'outcome', label: t`Outcome`, options: options(outcomes) },
          ]}
          now={now}
          change={(next) => void navigate({ to: '/oversight/accesses', search: { ...now, ...next }, replace: true })}
        />
        {now.record !== undefined && (
          <p>
            <Trans>
              Only what tells of the record{' '}
              <bdi dir="ltr" className={classes.asked}>
                {now.record}
              </bdi>
            </Trans>
          </p>
        )}
        <AccessTable
          list="listAccesses"
          query={now}
          follow={(next) => void navigate({ to: '/oversight/accesses', search: { ...now, ...next } })}
        />
      </PurposeGate>
    </Page>
  );
}

/** What the log holds of whoever looks. */
export function OwnAccessesPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Your accesses`}
      lead={
        <Trans>What the access log of this node holds about you. Oversight can read it; your colleagues cannot.</Trans>
      }
    >
      <AccessTable list="listOwnAccesses" query={{}} />
    </Page>
  );
}
