import { Trans } from '@lingui/react/macro';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useProblemWords } from './problem-words.ts';

export function Problem({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { title, detail } = useProblemWords()(error);
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={title}>
      {detail !== undefined && (
        <p dir="auto" style={{ margin: 0 }}>
          {detail}
        </p>
      )}
      {retry !== undefined && (
        <Button mt="xs" size="xs" variant="default" onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </Alert>
  );
}
