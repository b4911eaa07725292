import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { formatDate, formatMoment, parseCadence } from './dates.ts';

/** A moment (with its hour) in the reader's language. */
export function Moment({ at }: { readonly at: string }) {
  const { i18n } = useLingui();
  return (
    <time dateTime={at} title={at}>
      {formatMoment(at, i18n.locale)}
    </time>
  );
}

/** A date as exact as it was stated. */
export function StatedDate({ date }: { readonly date: string }) {
  const { t, i18n } = useLingui();
  const part = /^(\d{4}) ([QH])([1-4])$/.exec(date);
  if (part === null) return <time dateTime={date}>{formatDate(date, i18n.locale)}</time>;
  const [, year = '', sort, number = ''] = part;
  return <span>{sort === 'Q' ? t`quarter ${number} of ${year}` : t`half ${number} of ${year}`}</span>;
}

export function useCadence(): (text: string) => string {
  const { t } = useLingui();
  return (text) => {
    const cadence = parseCadence(text);
    if (cadence === undefined) return text === 'regularly' ? t`regularly` : text;
    if ('days' in cadence) {
      return cadence.days % 7 === 0
        ? t`${plural(cadence.days / 7, { one: 'every week', other: 'every # weeks' })}`
        : t`${plural(cadence.days, { one: 'every day', other: 'every # days' })}`;
    }
    return cadence.months % 12 === 0
      ? t`${plural(cadence.months / 12, { one: 'every year', other: 'every # years' })}`
      : t`${plural(cadence.months, { one: 'every month', other: 'every # months' })}`;
  };
}
