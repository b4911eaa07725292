import { useLingui } from '@lingui/react/macro';
import { SelectField, type Common } from './Fields.tsx';

/** All time zones of IANA that the browser knows. */
export const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((value) => ({
  value,
  label: value.replaceAll('_', ' '),
}));

/** One of all time zones, also one that only another browser knows. */
export function ZoneField(field: Common<string>) {
  const { t } = useLingui();
  const { value } = field;
  const other = ZONES.some((zone) => zone.value === value)
    ? []
    : [{ value, label: value === '' ? t`Choose one` : value }];
  return <SelectField {...field} options={[...other, ...ZONES]} />;
}
