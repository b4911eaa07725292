import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Channel } from '../../data/accord-terms.ts';
import { useLocalized } from '../../ui/localized.ts';
import { Marking } from '../../ui/Marking.tsx';
import classes from './Accord.module.css';
import { usePurpose } from './purposes.ts';

const DAYS_PER_YEAR = 365;

export function Channels({ channels }: { readonly channels: readonly Channel[] }) {
  const { t } = useLingui();
  const localize = useLocalized();
  const purpose = usePurpose();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t`Channel`}</th>
            <th scope="col">{t`Purposes`}</th>
            <th scope="col">{t`Ceiling`}</th>
            <th scope="col">{t`Retention period`}</th>
          </tr>
        </thead>
        <tbody>
          {channels.map(({ name, title, purposes, ceiling, retentionDays }) => (
            <tr key={name}>
              <td className={classes.strong}>{localize(title)}</td>
              <td>
                <ul className={classes.purposes}>
                  {purposes.map((one) => (
                    <li key={one}>{purpose(one)}</li>
                  ))}
                </ul>
              </td>
              <td data-label={t`Ceiling`}>
                <Marking marking={ceiling} />
              </td>
              <td className={classes.nowrap} data-label={t`Retention period`}>
                {retentionDays === undefined ? '–' : <Retention days={retentionDays} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Retention({ days }: { readonly days: number }) {
  const { t } = useLingui();
  return days % DAYS_PER_YEAR === 0
    ? t`${plural(days / DAYS_PER_YEAR, { one: '# year', other: '# years' })}`
    : t`${plural(days, { one: '# day', other: '# days' })}`;
}
