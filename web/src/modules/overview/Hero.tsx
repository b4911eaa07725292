import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AccordView } from '#contract/accords.ts';
import { inForceSince } from '../../data/accord-terms.ts';
import { isOpen, type Commitment } from '../../data/commitment.ts';
import { useLocalized } from '../../ui/localized.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { ACCORD_STATES } from '../../ui/vocabulary.ts';
import { StatedDate } from '../../ui/When.tsx';
import classes from './Hero.module.css';
import type { NextDate } from './standing.ts';

type Props = {
  readonly accord: AccordView;
  readonly commitments: readonly Commitment[];
  readonly nextMeeting: NextDate;
};

export function Hero({ accord, commitments, nextMeeting }: Props) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const since = inForceSince(accord);
  const open = commitments.filter(isOpen).length;
  return (
    <header className={classes.hero}>
      <Circles />
      <div className={classes.top}>
        <p className={classes.eyebrow} aria-hidden>
          <Trans>The cooperation at a glance</Trans>
        </p>
        <h2 className={classes.title}>
          <Link to="/accords/$id" params={{ id: accord.id }}>
            {localize(accord.name)}
          </Link>
        </h2>
        <ul className={classes.parties}>
          {accord.parties.map(({ id, names, self }) => (
            <li key={id}>
              <span className={classes.sign} data-side={self ? 'ours' : 'theirs'} aria-hidden />
              <span>
                {localize(names)} <span className={classes.quiet}>{self ? t`(this side)` : t`(partner)`}</span>
              </span>
            </li>
          ))}
        </ul>
      </div>
      <dl className={classes.facts}>
        <Fact
          label={t`State of the accord`}
          note={since !== undefined && accord.state === 'in-force' && <Since date={since} />}
        >
          <StateChip state={accord.state} terms={ACCORD_STATES} />
        </Fact>
        <Fact
          label={t`Next meeting`}
          note={
            nextMeeting.kind === 'cadence'
              ? t`by cadence`
              : nextMeeting.kind === 'due' && nextMeeting.overdue
                ? t`overdue`
                : null
          }
        >
          {nextMeeting.kind === 'none' ? t`no date set` : <StatedDate date={nextMeeting.date} />}
        </Fact>
        <Fact label={t`Commitments`} note={t`${i18n.number(open)} open`}>
          {i18n.number(commitments.length)}
        </Fact>
      </dl>
    </header>
  );
}

function Since({ date }: { readonly date: string }) {
  return (
    <Trans>
      since <StatedDate date={date.slice(0, 10)} />
    </Trans>
  );
}

function Fact({
  label,
  note,
  children,
}: {
  readonly label: string;
  readonly note: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className={classes.value}>{children}</span>
        {Boolean(note) && <span className={classes.quiet}>{note}</span>}
      </dd>
    </div>
  );
}

function Circles() {
  return (
    <svg className={classes.circles} viewBox="0 0 420 260" aria-hidden>
      <circle cx="190" cy="130" r="118" fill="none" stroke="#8eabd6" strokeWidth="1.5" />
      <circle cx="290" cy="130" r="118" fill="none" stroke="#dfa475" strokeWidth="1.5" />
      <path d="M240 23.1a118 118 0 0 1 0 213.8a118 118 0 0 1 0-213.8Z" fill="#fff" opacity="0.05" />
    </svg>
  );
}
