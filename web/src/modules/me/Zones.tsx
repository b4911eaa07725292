import { useLingui } from '@lingui/react/macro';
import { Stack } from '@mantine/core';
import { formatMoment, zoneName } from '../../ui/dates.ts';
import { SelectField } from '../../ui/form/Fields.tsx';
import { ZONES } from '../../ui/form/ZoneField.tsx';
import { useNow } from '../../ui/now.ts';
import { prefer, usePreferences } from '../../ui/preferences.ts';

const DEVICE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function Zones() {
  const { t, i18n } = useLingui();
  const { timeZone, partnerTimeZone } = usePreferences();
  const now = useNow().toISOString();
  const clock = (zone: string | undefined) =>
    `${formatMoment(now, i18n.locale, zone)}, ${zoneName(now, i18n.locale, zone, 'long')}`;
  return (
    <Stack gap="lg">
      <SelectField
        name="timeZone"
        label={t`Your time zone`}
        hint={t`There it is now: ${clock(timeZone)}`}
        options={[{ value: '', label: t`As the device (${DEVICE})` }, ...ZONES]}
        value={timeZone ?? ''}
        change={(value) => prefer({ timeZone: value === '' ? undefined : value })}
      />
      <SelectField
        name="partnerTimeZone"
        label={t`The partner’s time zone`}
        hint={
          partnerTimeZone === undefined
            ? t`With it, times at which both sides act are shown on both clocks.`
            : t`There it is now: ${clock(partnerTimeZone)}`
        }
        options={[{ value: '', label: t`Not shown` }, ...ZONES]}
        value={partnerTimeZone ?? ''}
        change={(value) => prefer({ partnerTimeZone: value === '' ? undefined : value })}
      />
    </Stack>
  );
}
