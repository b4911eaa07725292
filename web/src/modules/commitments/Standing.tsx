import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CommitmentView, Mark, Standing as Stood } from '#contract/register.ts';
import { useSides } from '../../app/session.ts';
import { text } from '../../data/fields.ts';
import { Party } from '../../ui/Party.tsx';
import { StateChip } from '../../ui/StateChip.tsx';
import { StatedDate } from '../../ui/When.tsx';
import classes from './CommitmentPage.module.css';
import { RateDialog } from './RateDialog.tsx';
import { BECAUSE, RATING_WORDS } from './words.ts';

/** Both ratings side by side, the joint one where there is one, and by which rule the commitment surfaces. */
export function Standing({ view }: { readonly view: CommitmentView }) {
  const { t } = useLingui();
  const { standing, commitment } = view;
  const [isRating, setRating] = useState(false);
  const joint = {
    unrated: t`Nobody has rated it.`,
    'one-sided': t`One side has rated it.`,
    same: t`Both sides rate it alike.`,
    differs: t`The two sides rate it differently: there is no joint rating.`,
  }[standing.view];
  return (
    <>
      <p>
        {joint} {standing.rating !== null && <StateChip state={standing.rating} terms={RATING_WORDS} />}
      </p>
      <Ratings standing={standing} progress={view.progress} />
      {standing.marks.length > 0 && (
        <ul>
          {standing.marks.map((mark) => (
            <li key={`${mark.mark} ${mark.party ?? ''}`}>
              <Because mark={mark} />
            </li>
          ))}
        </ul>
      )}
      {commitment.expunged === null && (
        <Button variant="default" size="xs" mt="sm" onClick={() => setRating(true)}>
          <Trans>Tell progress</Trans>
        </Button>
      )}
      {isRating && <RateDialog view={commitment} close={() => setRating(false)} />}
    </>
  );
}

type RatingsProps = { readonly standing: Stood; readonly progress: CommitmentView['progress'] };

function Ratings({ standing, progress }: RatingsProps) {
  const { t, i18n } = useLingui();
  const { name, isSelf } = useSides();
  return (
    <div className={classes.sides}>
      {Object.entries(standing.bySide).map(([party, { rating, percent, asOf }]) => (
        <article key={party} className={classes.side} data-side={isSelf(party) ? 'ours' : 'theirs'}>
          <h3>
            <Party name={name(party)} self={isSelf(party)} note />
          </h3>
          {rating === null ? (
            <p className={classes.quiet}>{t`No rating`}</p>
          ) : (
            <p>
              <StateChip state={rating} terms={RATING_WORDS} />{' '}
              {percent !== null && <bdi>{i18n.number(percent / 100, { style: 'percent' })}</bdi>}{' '}
              {asOf !== null && <StatedDate date={asOf} />}
            </p>
          )}
          <Told progress={progress.filter(({ publisher }) => publisher === party)} />
        </article>
      ))}
    </div>
  );
}

/** What a side said with its last rating or report, in its own words. */
function Told({ progress }: { readonly progress: CommitmentView['progress'] }) {
  const last = progress.find(({ record }) => text(record, 'text') !== undefined)?.record;
  if (last === undefined) return null;
  return (
    <p className={classes.evidence} dir="auto" lang={text(last, 'lang')}>
      {text(last, 'text')}
    </p>
  );
}

function Because({ mark }: { readonly mark: Mark }) {
  const { t } = useLingui();
  const { name } = useSides();
  return (
    <>
      {mark.party !== null && <>{name(mark.party)}: </>}
      {t(BECAUSE[mark.because])} {mark.since !== null && <StatedDate date={mark.since} />}
      {mark.record !== null && (
        <Link to="/commitments/$id" params={{ id: mark.record }}>
          <Trans>Earlier commitment</Trans>
        </Link>
      )}
    </>
  );
}
