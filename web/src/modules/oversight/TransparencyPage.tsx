import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NativeSelect } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Transparency } from '#contract/transparency.ts';
import { address, get } from '../../data/client.ts';
import { Awaited } from '../../ui/Awaited.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';
import { useFigureWords } from './figure-words.ts';

const PATH = '/api/v1/transparency';

/** For everybody, without a session. */
export function TransparencyPage() {
  const { t } = useLingui();
  const [quarter, setQuarter] = useState<string>();
  const answer = useQuery({
    queryKey: ['transparency', quarter],
    queryFn: ({ signal }) => get<Transparency>(address(`${PATH}.json`, { quarter }), signal),
  });
  return (
    <main id="content" tabIndex={-1} style={{ maxInlineSize: '64rem', marginInline: 'auto', padding: '1.5rem 1rem' }}>
      <Page
        title={t`Public figures`}
        lead={
          <Trans>
            How often this office read, gave out, refused, opened and deleted. Nobody is named, and small counts are not
            told.
          </Trans>
        }
      >
        <Awaited answer={answer}>{(figures) => <Figures figures={figures} choose={setQuarter} />}</Awaited>
      </Page>
    </main>
  );
}

type Props = { readonly figures: Transparency; readonly choose: (quarter: string) => void };

function Figures({ figures, choose }: Props) {
  const { t, i18n } = useLingui();
  const localize = useLocalized();
  const groups = useFigureWords();
  const { quarter, quarters, least } = figures;
  const named = (one: string) => {
    const [year = '', number = ''] = one.split('-Q');
    return t`quarter ${number} of ${year}`;
  };
  return (
    <>
      <Group align="end" gap="sm" mb="md">
        <NativeSelect
          label={t`Quarter`}
          dir="ltr"
          data={quarters.map((one) => ({ value: one, label: named(one) }))}
          value={quarter}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        {(['csv', 'json'] as const).map((form) => (
          <Button
            key={form}
            component="a"
            variant="default"
            href={address(`${PATH}.${form}`, { quarter })}
            download={`${quarter}.${form}`}
            leftSection={<IconFileDownload size={16} aria-hidden />}
          >
            {form.toUpperCase()}
          </Button>
        ))}
      </Group>
      <p>
        <bdi>{localize(figures.party)}</bdi> · <bdi>{named(quarter)}</bdi>{' '}
        {!figures.isOver && t`(the quarter is not over)`}
      </p>
      {Object.entries(groups).map(([group, { title, words }]) => (
        <Section key={group} title={title}>
          <Facts
            facts={figures.figures
              .filter((one) => one.group === group)
              .map(({ what, count }) => ({
                label: words[what] ?? what,
                value: count === null ? t`fewer than ${i18n.number(least)}` : i18n.number(count),
              }))}
          />
        </Section>
      ))}
    </>
  );
}
