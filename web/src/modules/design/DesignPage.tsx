import { useLingui } from '@lingui/react/macro';
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../ui/Page.tsx';
import { prefer, usePreferences } from '../../ui/preferences.ts';
import classes from './Design.module.css';
import { Forms } from './Forms.tsx';
import { Lists } from './Lists.tsx';
import { Signs } from './Signs.tsx';
import { States } from './States.tsx';
import { Texts } from './Texts.tsx';

/** Every component that pages are made of, in every state, under the names that code uses. */
export function DesignPage() {
  const { t } = useLingui();
  const { rows } = useSearch({ from: '/shell/design' });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { density, contrast } = usePreferences();
  const [at] = useState(() => new Date(Date.now() - 5 * 3_600_000).toISOString());
  return (
    <Page
      title={t`Design system`}
      lead={t`What the pages are made of. Switches here are your own settings; languages are in the header.`}
    >
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t`Appearance`}
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
          data={[
            { value: 'auto', label: t`As the device` },
            { value: 'light', label: t`Light` },
            { value: 'dark', label: t`Dark` },
          ]}
        />
        <SegmentedControl
          aria-label={t`Contrast`}
          value={contrast}
          onChange={(value) => prefer({ contrast: value === 'more' ? 'more' : 'system' })}
          data={[
            { value: 'system', label: t`Contrast as the device` },
            { value: 'more', label: t`High contrast` },
          ]}
        />
        <SegmentedControl
          aria-label={t`Density`}
          value={density}
          onChange={(value) => prefer({ density: value === 'compact' ? 'compact' : 'comfortable' })}
          data={[
            { value: 'comfortable', label: t`Comfortable` },
            { value: 'compact', label: t`Compact` },
          ]}
        />
      </div>
      <Signs at={at} />
      <Forms />
      <States />
      <Texts at={at} />
      <Lists count={rows} />
    </Page>
  );
}
