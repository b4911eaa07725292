import { Trans, useLingui } from '@lingui/react/macro';
import { Outlet, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Container } from '@mantine/core';
import { Problem } from '../ui/Problem.tsx';

export function Root() {
  return (
    <>
      <a href="#content" className="skip">
        <Trans>Skip to the content</Trans>
      </a>
      <Outlet />
    </>
  );
}

export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { t } = useLingui();
  return (
    <Container size="sm" py="xl">
      <title>{t`Something went wrong · Entente`}</title>
      <Problem
        error={error}
        retry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Container>
  );
}
