import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { retentionQuery } from '../../data/queries.ts';
import { Moment } from '../../ui/When.tsx';
import classes from './RecordPage.module.css';

/** For those who may know why a record is held. */
export function Holds({ id }: { readonly id: string }) {
  const { t } = useLingui();
  const { data } = useQuery(retentionQuery(id));
  const holds = data?.holds ?? [];
  if (holds.length === 0) return null;
  return (
    <ul className={classes.list}>
      {holds.map(({ id: hold, reason, placedAt, until, liftedAt, liftedWhy }) => (
        <li key={hold} className={classes.quiet}>
          {t`Legal hold since`} <Moment at={placedAt} />
          {until !== null && (
            <>
              {' '}
              {t`until`} <Moment at={until} />
            </>
          )}
          : <span dir="auto">{reason}</span>
          {liftedAt !== null && (
            <>
              {' '}
              · {t`lifted`} <Moment at={liftedAt} />: <span dir="auto">{liftedWhy}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
