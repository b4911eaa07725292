import { Trans, useLingui } from '@lingui/react/macro';
import type { CommitmentView } from '#contract/register.ts';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { indicators, jointLeads, type Indicator } from '../../data/commitment.ts';
import { list, number, text } from '../../data/fields.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Section } from '../../ui/Section.tsx';
import { StatedDate } from '../../ui/When.tsx';
import { Edit } from './forms/Edit.tsx';
import classes from './forms/Forms.module.css';
import { IndicatorsDialog } from './forms/IndicatorsDialog.tsx';
import { LeadsDialog } from './forms/LeadsDialog.tsx';
import { OwnLeadDialog } from './forms/OwnLeadDialog.tsx';

type Props = {
  readonly view: CommitmentView;
  readonly parties: readonly string[];
  readonly mayRevise: boolean;
  readonly mayWrite: boolean;
};

/** Who answers for it on either side, and what it is measured by. */
export function Agreed({ view, parties, mayRevise, mayWrite }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const { commitment } = view;
  const named = jointLeads(view);
  const measured = indicators(commitment.record);
  if (!mayWrite && named.length + measured.length === 0) return null;
  return (
    <>
      <Section
        title={t`Who leads`}
        aside={
          <Edit
            isOpen={mayWrite}
            what={t`Who leads`}
            form={(close) =>
              // Whoever announced it names both in a new version; the other side speaks for itself.
              mayRevise ? (
                <LeadsDialog view={commitment} parties={parties} close={close} />
              ) : (
                <OwnLeadDialog view={view} close={close} />
              )
            }
          />
        }
      >
        {named.length === 0 ? (
          <p className={classes.quiet}>
            <Trans>No office is named yet.</Trans>
          </p>
        ) : (
          <ul className={classes.list}>
            {named.map((lead) => (
              <li key={JSON.stringify(lead)}>
                <bdi>{localize(lead.office)}</bdi> <span className={classes.quiet}>({name(lead.party)})</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title={t`Indicators`}
        aside={
          <Edit
            isOpen={mayRevise}
            what={t`Indicators`}
            form={(close) => <IndicatorsDialog view={commitment} close={close} />}
          />
        }
      >
        {measured.length === 0 ? (
          <p className={classes.quiet}>
            <Trans>Nothing is counted yet.</Trans>
          </p>
        ) : (
          <Measured indicators={measured} progress={view.progress} parties={parties} />
        )}
      </Section>
    </>
  );
}

type MeasuredProps = {
  readonly indicators: readonly Indicator[];
  readonly progress: readonly RecordView[];
  readonly parties: readonly string[];
};

function Measured({ indicators: all, progress, parties }: MeasuredProps) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const amount = ({ value, at }: { readonly value: number; readonly at: string | undefined }) => (
    <>
      <bdi>{i18n.number(value)}</bdi>{' '}
      {at !== undefined && (
        <span className={classes.quiet}>
          <StatedDate date={at} />
        </span>
      )}
    </>
  );
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Indicator`}</th>
            <th scope="col">{t`Baseline`}</th>
            {parties.map((party) => (
              <th key={party} scope="col">
                {name(party)}
              </th>
            ))}
            <th scope="col">{t`Target`}</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ key, name: words, unit, baseline, target }) => (
            <tr key={key} data-indicator={key}>
              <td>
                <bdi>{localize(words)}</bdi> {unit !== undefined && <bdi className={classes.quiet}>{unit}</bdi>}
              </td>
              <td>{amount(baseline)}</td>
              {parties.map((party) => {
                const told = latest(progress, party, key);
                return <td key={party}>{told === undefined ? '–' : amount(told)}</td>;
              })}
              <td>{amount(target)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a side told last of it, by the day that it speaks of. */
function latest(progress: readonly RecordView[], party: string, key: string) {
  const told = progress
    .filter(({ publisher }) => publisher === party)
    .flatMap(({ record }) => {
      const value = list(record, 'values').find((one) => text(one, 'indicator') === key);
      const amount = value === undefined ? undefined : number(value, 'value');
      return amount === undefined ? [] : [{ value: amount, at: text(record, 'as_of') }];
    });
  return told.toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))[0];
}
