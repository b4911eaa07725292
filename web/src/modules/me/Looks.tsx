import { useLingui } from '@lingui/react/macro';
import { Stack, useMantineColorScheme } from '@mantine/core';
import { choose, LANGUAGES } from '../../app/languages.ts';
import { ChoiceField, SelectField } from '../../ui/form/Fields.tsx';
import { prefer, usePreferences } from '../../ui/preferences.ts';
import { LANGUAGE_NAMES } from '../../ui/vocabulary.ts';

export function Looks() {
  const { t, i18n } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, contrast } = usePreferences();
  return (
    <Stack gap="lg">
      <SelectField
        name="language"
        label={t`Language`}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] ?? value }))}
        value={i18n.locale}
        change={(value) => {
          const known = LANGUAGES.find((language) => language === value);
          if (known !== undefined) void choose(known);
        }}
      />
      <ChoiceField
        name="appearance"
        label={t`Appearance`}
        options={[
          { value: 'auto', label: t`As the device` },
          { value: 'light', label: t`Light` },
          { value: 'dark', label: t`Dark` },
        ]}
        value={colorScheme}
        change={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
      />
      <ChoiceField
        name="contrast"
        label={t`Contrast`}
        options={[
          { value: 'system', label: t`As the device` },
          { value: 'more', label: t`High contrast`, hint: t`Black and white, with every edge drawn.` },
        ]}
        value={contrast}
        change={(value) => prefer({ contrast: value === 'more' ? 'more' : 'system' })}
      />
      <ChoiceField
        name="density"
        label={t`Density`}
        options={[
          { value: 'comfortable', label: t`Comfortable` },
          { value: 'compact', label: t`Compact`, hint: t`More rows of a list on the screen.` },
        ]}
        value={density}
        change={(value) => prefer({ density: value === 'compact' ? 'compact' : 'comfortable' })}
      />
    </Stack>
  );
}
