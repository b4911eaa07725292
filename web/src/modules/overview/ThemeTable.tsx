import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconArrowRight, IconCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { MECHANISMS } from '../../app/mechanisms.ts';
import { isPlanned } from '../../app/navigation/item.ts';
import { pageOf } from '../../app/navigation/navigation.ts';
import { useSession } from '../../app/session.ts';
import type { Theme } from '../../data/accord-terms.ts';
import type { Commitment, Owing } from '../../data/commitment.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Section } from '../../ui/Section.tsx';
import { StateBar, StateChip, type StateCount } from '../../ui/StateChip.tsx';
import { COMMITMENT_STATES } from '../../ui/vocabulary.ts';
import { StatedDate, useCadence } from '../../ui/When.tsx';
import classes from './ThemeTable.module.css';
import { countStates, type NextDate, type Standing } from './standing.ts';

export function ThemeTable({ whose, standings }: { readonly whose: Owing; readonly standings: readonly Standing[] }) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const { party, partners } = useSession();
  if (standings.length === 0) return null;
  const names: Record<Owing, string> = {
    both: t`Owed by both sides`,
    ours: t`Owed by this side: ${localize(party.names)}`,
    theirs: t`Owed by the partner: ${partners.map(({ names: partner }) => localize(partner)).join(', ')}`,
    none: t`Not assigned`,
  };
  return (
    <Section
      title={names[whose]}
      flush
      aside={
        <span className={classes.count}>{t`${plural(standings.length, { one: '# theme', other: '# themes' })}`}</span>
      }
    >
      <div className={classes.head} aria-hidden lang={i18n.locale}>
        <span>{t`Theme`}</span>
        <span>{t`How it stands`}</span>
        <span>{t`Next date`}</span>
        <span>{t`Worked on`}</span>
      </div>
      <ul className={classes.rows}>
        {standings.map((one) => (
          <Row key={one.theme.key} standing={one} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ standing }: { readonly standing: Standing }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const cadence = useCadence();
  const { theme, counts, total, next } = standing;
  const mechanism = MECHANISMS[theme.mechanism];
  const Picture = mechanism?.icon ?? IconCircle;
  const title = localize(theme.title);
  const name = mechanism === undefined ? theme.mechanism : t(mechanism.name);
  return (
    <li className={classes.row} data-theme={theme.key}>
      <div className={classes.theme}>
        <span className={classes.picture} aria-hidden>
          <Picture size={20} stroke={1.6} />
        </span>
        <div>
          <h3 className={classes.title}>{title}</h3>
          <p className={classes.note}>
            {[name === title ? undefined : name, theme.cadence === undefined ? undefined : cadence(theme.cadence)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      </div>
      <States counts={counts} />
      <Next next={next} />
      <Where theme={theme} total={total} />
    </li>
  );
}

function States({ counts }: { readonly counts: readonly StateCount[] }) {
  if (counts.length === 0) {
    return (
      <p className={classes.quiet}>
        <Trans>No commitment recorded yet</Trans>
      </p>
    );
  }
  return (
    <div className={classes.states}>
      <StateBar counts={counts} terms={COMMITMENT_STATES} />
      <span className={classes.chips}>
        {counts.map(({ state, count }) => (
          <StateChip key={state} state={state} count={count} terms={COMMITMENT_STATES} />
        ))}
      </span>
    </div>
  );
}

function Next({ next }: { readonly next: NextDate }) {
  const { t } = useLingui();
  if (next.kind === 'none') return <p className={`${classes.quiet} ${classes.next}`}>{t`No date set`}</p>;
  return (
    <p className={classes.next}>
      <StatedDate date={next.date} />
      <span className={classes.note} data-overdue={(next.kind === 'due' && next.overdue) || undefined}>
        {next.kind === 'cadence' ? t`by cadence` : next.overdue ? t`overdue` : t`due`}
      </span>
    </p>
  );
}

/** The mechanism's own page; until it has one its work is done through commitments, and the row says so. */
function Where({ theme, total }: { readonly theme: Theme; readonly total: number }) {
  const { t } = useLingui();
  const page = pageOf(theme.mechanism);
  return (
    <div className={classes.where}>
      {total === 0 ? (
        <Link to="/statements" className={classes.link}>
          {t`Read a statement`} <IconArrowRight size={15} className="mirrored" aria-hidden />
        </Link>
      ) : (
        <Link to="/commitments" search={{ theme: theme.key }} className={classes.link}>
          {t`${plural(total, { one: '# commitment', other: '# commitments' })}`}
          <IconArrowRight size={15} className="mirrored" aria-hidden />
        </Link>
      )}
      {page === undefined ? (
        <span className={classes.note}>{t`Own page not built yet`}</span>
      ) : (
        <Link to={page.to} className={isPlanned(page) ? `${classes.note} ${classes.planned}` : classes.note}>
          {isPlanned(page) ? t`Own page not built yet` : t(page.label)}
        </Link>
      )}
    </div>
  );
}

/** Commitments that name no theme of the accord must not vanish from the page of truth. */
export function Unplaced({ commitments }: { readonly commitments: readonly Commitment[] }) {
  const { t } = useLingui();
  if (commitments.length === 0) return null;
  return (
    <Section title={t`Without a theme`} flush>
      <ul className={classes.rows}>
        <li className={classes.row}>
          <p className={classes.quiet}>{t`These name no theme of the accord.`}</p>
          <States counts={countStates(commitments)} />
          <span />
          <div className={classes.where}>
            <Link to="/commitments" search={{ theme: 'none' }} className={classes.link}>
              {t`${plural(commitments.length, { one: '# commitment', other: '# commitments' })}`}
              <IconArrowRight size={15} className="mirrored" aria-hidden />
            </Link>
          </div>
        </li>
      </ul>
    </Section>
  );
}
