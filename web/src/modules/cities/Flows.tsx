import { Trans, useLingui } from '@lingui/react/macro';
import { Stack } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { BETWEEN_CITIES } from '#kernel/policy/cities.ts';
import entries from '../../ui/Entries.module.css';
import { Notice } from '../../ui/Notice.tsx';
import { useRecordWords } from '../../ui/record-words.ts';
import { Section } from '../../ui/Section.tsx';

/** What the accord itself is made of needs no saying. */
const PLAIN: ReadonlySet<string> = new Set(['accord', 'step']);

/** From the rule itself, which the doors of both nodes ask. */
export function Flows() {
  const { t, i18n } = useLingui();
  const words = useRecordWords();
  const may = BETWEEN_CITIES.filter((type) => !PLAIN.has(type)).map((type) => words.type(type));
  return (
    <Section title={t`What flows here, and what never does`}>
      <Stack gap={10}>
        <p className={entries.words}>
          {t`Up to TLP:GREEN:`} {new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(may)}.
        </p>
        <Notice icon={IconShieldLock} title={t`Never anything operational`}>
          <Trans>
            No indicators, alerts, requests, cases or files, whatever anybody writes: this side’s node does not take
            them in, does not let them out, and the partner’s node refuses them. Cities answer for their own streets and
            schools; police work belongs under the accord above, with its legal bases and its safeguards. A file can
            hold anything, so there are none here.
          </Trans>
        </Notice>
      </Stack>
    </Section>
  );
}
