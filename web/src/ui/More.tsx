import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';

type Props = { readonly more: { readonly has: boolean; readonly isLoading: boolean; readonly load: () => void } };

/** The next page of a list, where there is one. */
export function More({ more: { has, isLoading, load } }: Props) {
  if (!has) return null;
  return (
    <Button size="compact-sm" variant="default" loading={isLoading} onClick={load}>
      <Trans>Show more</Trans>
    </Button>
  );
}
