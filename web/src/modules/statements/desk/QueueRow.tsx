import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { DeskEntry } from '#contract/statement-desk.ts';
import { useSides } from '../../../app/session.ts';
import { StateChip } from '../../../ui/StateChip.tsx';
import { Moment, StatedDate } from '../../../ui/When.tsx';
import { languageName } from '../../../ui/language-name.ts';
import classes from './Queue.module.css';
import { DESK_STATE_TERMS } from './states.ts';

type Props = {
  readonly entry: DeskEntry;
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
};

export function QueueRow({ entry, isChosen, choose }: Props) {
  const { t, i18n } = useLingui();
  const sides = useSides();
  const { title, source, lang, side, published, putAt, progress, state } = entry;
  const name = title ?? source?.name ?? t`Without a title`;
  return (
    <li className={classes.row} data-state={state}>
      <Checkbox
        aria-label={t`Choose: ${name}`}
        checked={isChosen}
        disabled={state === 'withdrawn'}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
      <div className={classes.what}>
        <Link to="/statements/$id" params={{ id: entry.id }} dir="auto">
          {name}
        </Link>
        <ul className={classes.about}>
          {lang !== null && <li>{languageName(lang, i18n.locale)}</li>}
          {side !== null && (
            <li>
              <Trans>Account of {<bdi>{sides.name(side)}</bdi>}</Trans>
            </li>
          )}
          <li>{published === null ? <Moment at={putAt} /> : <StatedDate date={published} />}</li>
        </ul>
      </div>
      <div className={classes.progress}>
        {progress.proposed > 0 && (
          <>
            <progress value={progress.decided} max={progress.proposed} aria-hidden />
            <span>{t`${i18n.number(progress.decided)} of ${i18n.number(progress.proposed)} decided`}</span>
          </>
        )}
        {progress.drafts > 0 && (
          <span>
            <Trans>{i18n.number(progress.drafts)} to publish</Trans>
          </span>
        )}
      </div>
      <StateChip state={state} terms={DESK_STATE_TERMS} />
    </li>
  );
}
