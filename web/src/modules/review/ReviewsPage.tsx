import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Dashboard } from '#contract/review.ts';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSession, useSides } from '../../app/session.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { localizedField } from '../../data/fields.ts';
import { accordQuery } from '../../data/queries.ts';
import { dashboardQuery, reviewsQuery } from '../../data/review.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { Stats } from '../../ui/Stat.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { CadenceChart } from '../meetings/CadenceChart.tsx';
import { MINUTES_STATES } from '../meetings/words.ts';
import { Bars } from './Bars.tsx';
import { Draft } from './Draft.tsx';
import classes from './Review.module.css';
import { ACTS, ACT_WORDS } from './words.ts';
import { NoAccord } from '../accord/NoAccord.tsx';

/** One page for ministers: kept, late, disputed, silent; how regularly both met; who did how much; and the reviews of each year. */
export function ReviewsPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  return (
    <Page
      title={t`Ministerial review`}
      lead={<Trans>How the cooperation stands, counted from the records of both sides as you may see them.</Trans>}
    >
      {id === undefined ? <NoAccord /> : <Standing key={id} accord={id} />}
    </Page>
  );
}

function Standing({ accord }: { readonly accord: string }) {
  const { permissions } = useSession();
  const dashboard = useQuery(dashboardQuery(accord));
  return (
    <div className={`${classes.page} ${classes.sheet}`}>
      <Awaited answer={dashboard}>{(view) => <Counted view={view} />}</Awaited>
      <Reviews accord={accord} />
      {permissions.includes('records.write') && (
        <div className={classes.noPrint}>
          <Draft accord={accord} />
        </div>
      )}
    </div>
  );
}

function Counted({ view }: { readonly view: Dashboard }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name } = useSides();
  const accord = useQuery(accordQuery(view.accord));
  const themes = accord.data === undefined ? [] : accordTerms(accord.data).themes;
  const { figures, cadences, reciprocity } = view;
  const nameOf = (theme: string | null) => {
    const found = themes.find(({ key }) => key === theme);
    return found === undefined ? (theme ?? t`Without a theme`) : localize(found.title);
  };
  return (
    <>
      {figures !== null && (
        <>
          <Stats
            figures={[
              { label: t`Fulfilled`, value: figures.all.kept, tone: 'done' },
              { label: t`Late`, value: figures.all.late, tone: figures.all.late > 0 ? 'bad' : 'neutral' },
              { label: t`Disputed`, value: figures.all.disputed, tone: figures.all.disputed > 0 ? 'bad' : 'neutral' },
              { label: t`Silent`, value: figures.all.silent, tone: figures.all.silent > 0 ? 'warn' : 'neutral' },
            ]}
          />
          <Section
            title={t`By theme`}
            aside={
              <Link to="/commitments">
                <Trans>To the commitments</Trans>
              </Link>
            }
          >
            <Bars
              of={t`Theme`}
              caption={t`One commitment may stand in several columns.`}
              series={[t`Fulfilled`, t`Late`, t`Disputed`, t`Silent`]}
              bars={figures.byTheme.map(({ theme, kept, late, disputed, silent }) => ({
                label: nameOf(theme),
                values: [kept, late, disputed, silent],
              }))}
            />
          </Section>
          <Section title={t`By who owes it`}>
            <Bars
              of={t`Party`}
              caption={t`What both owe is counted for each.`}
              series={[t`Fulfilled`, t`Late`, t`Disputed`, t`Silent`]}
              bars={figures.byParty.map(({ party, kept, late, disputed, silent }) => ({
                label: name(party),
                values: [kept, late, disputed, silent],
              }))}
            />
          </Section>
        </>
      )}
      {cadences.map(({ series, body, title, cadence }) => (
        <Section
          key={series}
          title={localize(title)}
          aside={
            <Link to="/bodies/$id" params={{ id: body }}>
              <Trans>The body</Trans>
            </Link>
          }
        >
          <CadenceChart cadence={cadence} />
        </Section>
      ))}
      <Section
        title={t`Who did how much`}
        aside={
          <Link to="/chase">
            <Trans>What to chase</Trans>
          </Link>
        }
      >
        <Bars
          of={t`Act`}
          caption={t`Acts of each side in the last year.`}
          series={reciprocity.map(({ party }) => name(party))}
          bars={ACTS.map((act) => ({ label: t(ACT_WORDS[act]), values: reciprocity.map((side) => side[act]) }))}
        />
      </Section>
    </>
  );
}

function Reviews({ accord }: { readonly accord: string }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const answer = useQuery(reviewsQuery(accord));
  return (
    <Section title={t`Yearly reviews`}>
      <Awaited answer={answer}>
        {({ reviews }) =>
          reviews.length === 0 ? (
            <p className={entries.quiet}>
              <Trans>None was exchanged yet.</Trans>
            </p>
          ) : (
            <ul className={entries.list}>
              {reviews.map(({ record, state }) => (
                <li key={String(record['id'])} className={classes.item}>
                  <span className={classes.row}>
                    <Link to="/reviews/$id" params={{ id: String(record['id']) }}>
                      <bdi>{localize(localizedField(record, 'title'))}</bdi>
                    </Link>
                    <StateChip state={state} terms={MINUTES_STATES} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Awaited>
    </Section>
  );
}
