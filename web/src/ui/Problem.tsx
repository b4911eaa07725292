import { Trans } from '@lingui/react/macro';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useProblemWords } from './problem-words.ts';

type Props = {
  readonly error: unknown;
  readonly retry?: () => void;
  /** Without the node's own words, where ours say all. */
  readonly isBrief?: boolean;
};

export function Problem({ error, retry, isBrief = false }: Props) {
  const { title, detail } = useProblemWords()(error);
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={title}>
      {detail !== undefined && !isBrief && (
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
