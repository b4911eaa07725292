import { Trans, useLingui } from '@lingui/react/macro';
import { IconEqual, IconEqualNot } from '@tabler/icons-react';
import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import { useSides } from '../../app/session.ts';
import { field, list, localizedField, number, text, texts } from '../../data/fields.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Moment } from '../../ui/When.tsx';
import { RecordLink } from '../records/RecordLink.tsx';
import { languageName } from '../../ui/language-name.ts';
import classes from './Divergence.module.css';
import { DIFFERENCE_WORDS } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;
type Props = { readonly report: RecordView; readonly view: MeetingView };

/** What one comparison found, as it was recorded: undertakings side by side, then what the meeting recorded and who tells of it. */
export function DivergenceReport({ report: { record, publisher }, view }: Props) {
  const { t } = useLingui();
  const { name } = useSides();
  const [findings, agreed, accounts] = [list(record, 'findings'), list(record, 'agreed'), list(record, 'accounts')];
  const both = findings.filter((one) => list(one, 'told').length === 2);
  const differing = both.filter((one) => texts(one, 'differs').length > 0).length;
  return (
    <div className={classes.report}>
      <p className={classes.by}>
        <RecordLink id={String(record['id'])}>
          <Trans>
            Compared by <bdi>{name(publisher)}</bdi>
          </Trans>
        </RecordLink>{' '}
        <Moment at={text(record, 'modified') ?? ''} />
      </p>
      <p className={classes.sums}>
        <Chip tone="done" count={both.length - differing}>{t`Told alike`}</Chip>
        <Chip tone={differing > 0 ? 'warn' : 'neutral'} count={differing}>{t`Told differently`}</Chip>
        <Chip tone={findings.length > both.length ? 'warn' : 'neutral'} count={findings.length - both.length}>
          {t`Told by one side`}
        </Chip>
      </p>
      <ol className={classes.rows} aria-label={t`Undertakings of both accounts`}>
        {findings.map((finding, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- never reordered: a finding's place is who it is
          <Finding key={at} finding={finding} accounts={accounts} isBeside={agreed.length > 0} />
        ))}
      </ol>
      {agreed.length > 0 && <Recorded agreed={agreed} accounts={accounts} view={view} />}
    </div>
  );
}

type FindingProps = {
  readonly finding: Fields;
  readonly accounts: readonly Fields[];
  readonly isBeside: boolean;
};

function Finding({ finding, accounts, isBeside }: FindingProps) {
  const { i18n } = useLingui();
  const { name } = useSides();
  const told = list(finding, 'told');
  const ref = text(finding, 'agreed_ref');
  return (
    <li className={classes.row}>
      {accounts.map((account, place) => {
        const said = told.find((one) => number(one, 'account') === place);
        const lang = text(account, 'lang') ?? '';
        const party = name(text(account, 'party') ?? '');
        return (
          <div key={place === 0 ? 'a' : 'b'} className={classes.cell} data-told={said !== undefined}>
            <p className={classes.head}>
              <bdi>{party}</bdi> · {languageName(lang, i18n.locale)}
            </p>
            {said === undefined ? (
              <p className={classes.none}>
                <Trans>Not told.</Trans>
              </p>
            ) : (
              <blockquote dir="auto" lang={lang}>
                {text(said, 'words')}
              </blockquote>
            )}
          </div>
        );
      })}
      <div className={classes.says}>
        <Differs of={finding} isBoth={told.length === 2} />
        {isBeside &&
          (ref === undefined ? (
            <span className={classes.quiet}>
              <Trans>Not among what the meeting recorded.</Trans>
            </span>
          ) : (
            <RecordLink id={ref}>
              <Trans>Recorded by the meeting</Trans>
            </RecordLink>
          ))}
      </div>
    </li>
  );
}

function Differs({ of, isBoth }: { readonly of: Fields; readonly isBoth: boolean }) {
  const { t } = useLingui();
  const wordsFor = useDifferences();
  const differs = wordsFor(of);
  if (!isBoth) return <Chip tone="warn">{t`Told by one side`}</Chip>;
  if (differs === '')
    return (
      <span className={classes.sign}>
        <IconEqual size={16} aria-hidden /> <Trans>Told alike</Trans>
      </span>
    );
  return (
    <span className={classes.sign} data-differs>
      <IconEqualNot size={16} aria-hidden />
      <span>
        {t`They differ in:`} {differs}
      </span>
    </span>
  );
}

function useDifferences(): (of: Fields) => string {
  const { t, i18n } = useLingui();
  return (of) => {
    const words = texts(of, 'differs').flatMap((one) => DIFFERENCE_WORDS[one] ?? []);
    return new Intl.ListFormat(i18n.locale).format(words.map((word) => t(word)));
  };
}

type RecordedProps = {
  readonly agreed: readonly Fields[];
  readonly accounts: readonly Fields[];
  readonly view: MeetingView;
};

/** The minutes' side: each decision and action, and which account tells of it. */
function Recorded({ agreed, accounts, view }: RecordedProps) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const wordsFor = useDifferences();
  const titles = new Map([...view.decisions, ...view.actions].map(({ record }) => [record['id'], record]));
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Recorded by the meeting`}</th>
            {accounts.map((account) => {
              const party = text(account, 'party') ?? '';
              return (
                <th key={party} scope="col">
                  <bdi>{name(party)}</bdi>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {agreed.map((one) => {
            const ref = text(field(one, 'version'), 'ref') ?? '';
            const record = titles.get(ref);
            return (
              <tr key={ref}>
                {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- the link inside is its text */}
                <th scope="row">
                  <RecordLink id={ref}>
                    <bdi>{record === undefined ? ref : localize(localizedField(record, 'title'))}</bdi>
                  </RecordLink>
                </th>
                {accounts.map((account, place) => {
                  const told = list(one, 'told').find((each) => number(each, 'account') === place);
                  const differs = told === undefined ? '' : wordsFor(told);
                  return (
                    <td key={text(account, 'party')}>
                      {told === undefined
                        ? t`not told`
                        : differs === ''
                          ? t`told`
                          : `${t`told, differing in:`} ${differs}`}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
