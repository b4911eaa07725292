import { useLingui } from '@lingui/react/macro';
import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Problem } from './Problem.tsx';

type Answer<T> = { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown };
type Props<T> = { readonly answer: Answer<T>; readonly rows?: number; readonly children: (data: T) => ReactNode };

/** What was asked of the node: shown once there, as grey lines before, as a problem in words if refused. */
export function Awaited<T>({ answer, rows = 4, children }: Props<T>) {
  const { t } = useLingui();
  if (answer.data !== undefined) return children(answer.data);
  if (answer.error !== null && answer.error !== undefined) {
    return <Problem error={answer.error} retry={() => void answer.refetch()} />;
  }
  return (
    <Stack component="output" gap="sm" aria-label={t`Loading`} data-awaited>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={row === 0 ? 96 : 44} radius="md" />
      ))}
    </Stack>
  );
}
