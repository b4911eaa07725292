import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconBarrierBlock } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { PLANNED } from '../../app/navigation/navigation.ts';
import { accordTerms } from '../../data/accord-terms.ts';
import { accordQuery } from '../../data/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLocalized } from '../../ui/localized.ts';
import { Page } from '../../ui/Page.tsx';
import { Section } from '../../ui/Section.tsx';

/** A mechanism without a page of its own: says what it will hold, and where its work is done meanwhile. */
export function PlannedPage() {
  const { t } = useLingui();
  const { pathname } = useLocation();
  const item = PLANNED.find(({ to }) => to === pathname);
  if (item === undefined) return null;
  const title = t(item.label);
  return (
    <Page title={title} width="reading">
      <Section title={t`Not built yet`} flush>
        <EmptyState
          icon={IconBarrierBlock}
          title={t`This page will hold:`}
          action={<Meanwhile mechanisms={item.mechanisms} />}
        >
          {t(item.holds)}
        </EmptyState>
      </Section>
    </Page>
  );
}

function Meanwhile({ mechanisms }: { readonly mechanisms: readonly string[] }) {
  const { id } = useCurrentAccord();
  const localize = useLocalized();
  const accord = useQuery({ ...accordQuery(id ?? ''), enabled: id !== undefined });
  const themes = accord.data === undefined ? [] : accordTerms(accord.data).themes;
  const ours = themes.filter(({ mechanism }) => mechanisms.includes(mechanism));
  return (
    <>
      <p>
        <Trans>Until then, what both sides owe here is worked on through commitments.</Trans>
      </p>
      <Group gap="xs" justify="center">
        {ours.map(({ key, title }) => (
          <Button
            key={key}
            variant="light"
            renderRoot={(props) => <Link to="/commitments" search={{ theme: key }} {...props} />}
          >
            {localize(title)}
          </Button>
        ))}
      </Group>
    </>
  );
}
