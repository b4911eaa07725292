import { Trans, useLingui } from '@lingui/react/macro';
import { useSession, useSides } from '../../app/session.ts';
import type { Commitment } from '../../data/commitment.ts';
import { Party } from '../../ui/Party.tsx';
import { Moment } from '../../ui/When.tsx';
import { Kept } from '../records/Kept.tsx';
import classes from './CommitmentPage.module.css';

/** What each side reported for itself, side by side: the joint state does not hide a difference. */
export function BothSides({ one }: { readonly one: Commitment }) {
  const { t } = useLingui();
  const { party, partners } = useSession();
  const { isSelf, name } = useSides();
  const ids = [
    party.id,
    ...new Set([...partners.map(({ id }) => id), ...Object.keys(one.view.byParty)].filter((id) => !isSelf(id))),
  ];
  const involved = ids.filter((id) => isSelf(id) || Object.hasOwn(one.view.byParty, id) || ids.length === 2);
  return (
    <div className={classes.sides}>
      {involved.map((id) => {
        const report = one.view.byParty[id];
        return (
          <article key={id} className={classes.side} data-side={isSelf(id) ? 'ours' : 'theirs'}>
            <h3>
              <Party name={name(id)} self={isSelf(id)} note />
            </h3>
            {/* Of what was expunged nobody can say any more who owes it. */}
            {one.view.expunged === null && (
              <p className={classes.quiet}>{one.responsible.includes(id) ? t`Owes this` : t`Does not owe this`}</p>
            )}
            {report === undefined || report.evidence.length === 0 ? (
              <p className={classes.quiet}>
                <Trans>No delivery reported yet.</Trans>
              </p>
            ) : (
              <>
                {report.at !== null && (
                  <p className={classes.quiet}>
                    <Trans>
                      Last report: <Moment at={report.at} />
                    </Trans>
                  </p>
                )}
                <ul>
                  {report.evidence.toReversed().map((evidence) => (
                    <li key={evidence}>
                      <span className={classes.evidence} dir="auto">
                        {evidence}
                      </span>
                    </li>
                  ))}
                </ul>
                <p className={classes.quiet}>
                  {t`How long it is kept`}: <Kept id={one.id} />
                </p>
              </>
            )}
          </article>
        );
      })}
    </div>
  );
}
