import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { formatDate, formatDistance, formatMoment, parseCadence, zoneName } from './dates.ts';
import { useNow } from './now.ts';
import { usePreferences } from './preferences.ts';

/** A moment (with its hour) in the reader's language and time zone. */
export function Moment({ at }: { readonly at: string }) {
  const { i18n } = useLingui();
  const { timeZone } = usePreferences();
  return (
    <time dateTime={at} title={at}>
      {formatMoment(at, i18n.locale, timeZone)}
    </time>
  );
}

/** How long ago or how soon; the moment itself is its title. */
export function Distance({ at }: { readonly at: string }) {
  const { i18n } = useLingui();
  const { timeZone } = usePreferences();
  const now = useNow();
  return (
    <time dateTime={at} title={formatMoment(at, i18n.locale, timeZone)}>
      {formatDistance(at, i18n.locale, now)}
    </time>
  );
}

/** A moment at which both sides act, on the clocks of both: whoever reads need not reckon. */
export function DateTime({ at, partnerZone }: { readonly at: string; readonly partnerZone?: string | undefined }) {
  const { t, i18n } = useLingui();
  const { timeZone, partnerTimeZone } = usePreferences();
  const theirs = partnerZone ?? partnerTimeZone;
  const read = (zone: string | undefined) =>
    `${formatMoment(at, i18n.locale, zone)} ${zoneName(at, i18n.locale, zone)}`;
  const [here, there] = [read(timeZone), theirs === undefined ? undefined : read(theirs)];
  return (
    <time dateTime={at} title={at}>
      <bdi>{here}</bdi>
      {there !== undefined && there !== here && (
        <>
          {' · '}
          {t`at the partner’s`} <bdi>{there}</bdi>
        </>
      )}
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
