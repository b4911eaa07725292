import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileExport, IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { RegisterFilter } from '#contract/register.ts';
import { useSession } from '../../../app/session.ts';
import { exportRegister } from '../../../data/register.ts';
import { useProblemWords } from '../../../ui/problem-words.ts';
import { download } from '../../exports/download.ts';
import { ImportDialog } from './ImportDialog.tsx';

/** The register as a file, as it is narrowed; and back. */
export function FileActions({ filter }: { readonly filter: RegisterFilter }) {
  const { i18n } = useLingui();
  const { permissions } = useSession();
  const words = useProblemWords();
  const [isImporting, setImporting] = useState(false);
  const taking = useMutation({
    mutationFn: async () =>
      download(await exportRegister(filter, i18n.locale), `register-${new Date().toISOString().slice(0, 10)}.csv`),
    onError: (error) => {
      const { title, detail } = words(error);
      notifications.show({ color: 'red', title, message: detail ?? '' });
    },
  });
  return (
    <>
      {permissions.includes('exports.create') && (
        <Button
          variant="default"
          leftSection={<IconFileExport size={16} aria-hidden />}
          loading={taking.isPending}
          onClick={() => taking.mutate()}
        >
          <Trans>Export CSV</Trans>
        </Button>
      )}
      {permissions.includes('records.write') && (
        <Button
          variant="default"
          leftSection={<IconFileImport size={16} aria-hidden />}
          onClick={() => setImporting(true)}
        >
          <Trans>Import CSV</Trans>
        </Button>
      )}
      {isImporting && <ImportDialog accord={filter.accord} close={() => setImporting(false)} />}
    </>
  );
}
