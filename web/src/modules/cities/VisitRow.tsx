import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { VisitSummary } from '#contract/cities.ts';
import { useSides } from '../../app/session.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import { StatedDate } from '../../ui/When.tsx';
import { VISIT_KIND_WORDS, VISIT_STATES } from './words.ts';

type Props = {
  readonly visit: VisitSummary;
  /** Of the accord of cities that it is under, where that is not plain from the page. */
  readonly under?: string | undefined;
};

export function VisitRow({ visit, under }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name, isSelf } = useSides();
  const { id, title, kind, place, from, until, host, state, hasReport, answerBy } = visit;
  const word = kind in VISIT_KIND_WORDS ? VISIT_KIND_WORDS[kind as keyof typeof VISIT_KIND_WORDS] : undefined;
  const whose = name(host);
  return (
    <li className={entries.item}>
      <div className={entries.row}>
        <Link to="/visits/$id" params={{ id }} className={entries.strong}>
          <bdi>{localize(title)}</bdi>
        </Link>
        <StateChip state={state} terms={VISIT_STATES} />
      </div>
      <div className={entries.quiet}>
        {word === undefined ? kind : t(word)}
        {' · '}
        <StatedDate date={from} />
        {until !== from && (
          <>
            {' – '}
            <StatedDate date={until} />
          </>
        )}
        {' · '}
        <bdi>{localize(place)}</bdi>
        {' · '}
        {isSelf(host) ? t`This side invites` : t`Invited by ${whose}`}
      </div>
      {under !== undefined && (
        <div className={entries.quiet}>
          <bdi>{under}</bdi>
        </div>
      )}
      {state === 'invited' && answerBy !== null && (
        <div className={entries.quiet}>
          {t`An answer is asked for by`} <StatedDate date={answerBy} />
        </div>
      )}
      {state === 'held' && !hasReport && <div className={entries.quiet}>{t`No report has been written yet.`}</div>}
    </li>
  );
}
