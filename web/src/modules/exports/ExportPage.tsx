import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Radio, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { IconFileExport, IconShieldCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useCurrentAccord } from '../../app/current-accord.ts';
import { useSession } from '../../app/session.ts';
import { exportDossier } from '../../data/actions.ts';
import { commitment } from '../../data/commitment.ts';
import { useDraft } from '../../data/drafts.ts';
import { commitmentsQuery } from '../../data/queries.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { VerifyHelp } from './VerifyHelp.tsx';
import { download, dossierName } from './download.ts';
import { NoAccord } from '../accord/NoAccord.tsx';

export function ExportPage() {
  const { t } = useLingui();
  const { id } = useCurrentAccord();
  const { permissions } = useSession();
  return (
    <Page
      title={t`Export a dossier`}
      width="reading"
      lead={
        <Trans>
          A dossier is one file that proves its records to anybody, offline, without this node: the records, their
          places in the feeds, and the signatures of both sides.
        </Trans>
      }
    >
      {id === undefined ? (
        <NoAccord />
      ) : !permissions.includes('exports.create') ? (
        <EmptyState icon={IconFileExport} title={t`Your role may not export.`}>
          <Trans>The secretary and the oversight office may.</Trans>
        </EmptyState>
      ) : (
        <ExportForm accord={id} />
      )}
      <VerifyHelp />
    </Page>
  );
}

function ExportForm({ accord }: { readonly accord: string }) {
  const { t } = useLingui();
  const { record } = useSearch({ from: '/shell/exports' });
  const { accords } = useSession();
  const [scope, setScope] = useState(record === undefined ? 'all' : 'chosen');
  const [chosen, setChosen] = useState<readonly string[]>(record === undefined ? [] : [record]);
  const [purpose, setPurpose] = useDraft('export purpose', 'green');
  const [to, setTo] = useDraft('export to', 'green');
  const [tried, setTried] = useState(false);
  const dossier = useMutation({
    mutationFn: exportDossier,
    onSuccess: (file) => {
      download(file, dossierName(accord, new Date()));
      setPurpose('');
      setTo('');
      setTried(false);
    },
  });
  const name = accords.find(({ id }) => id === accord)?.name;
  const isReady = purpose.trim() !== '' && (scope === 'all' || chosen.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isReady) return;
    dossier.mutate({
      accord,
      purpose: purpose.trim(),
      ...(to.trim() === '' ? {} : { to: to.trim() }),
      ...(scope === 'all' ? {} : { records: [...chosen] }),
    });
  };
  return (
    <Section title={name === undefined ? t`Export` : t`What to export`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Radio.Group value={scope} onChange={setScope} label={t`Records`}>
            <Group mt={6} gap="lg">
              <Radio value="all" label={t`All of the accord that I may export`} />
              <Radio value="chosen" label={t`Only those that I choose`} />
            </Group>
          </Radio.Group>
          {scope === 'chosen' && <RecordChoice accord={accord} chosen={chosen} choose={setChosen} />}
          {tried && scope === 'chosen' && chosen.length === 0 && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {t`Choose at least one record.`}
            </Text>
          )}
          <TextInput
            dir="auto"
            label={t`Purpose`}
            description={t`Kept in the access log, with your name and the time, before the file is made.`}
            required
            maxLength={500}
            value={purpose}
            error={tried && purpose.trim() === '' ? t`Say what it is for.` : undefined}
            onChange={(event) => setPurpose(event.currentTarget.value)}
          />
          <TextInput
            dir="auto"
            label={t`For whom (optional)`}
            maxLength={500}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          {dossier.error !== null && <Problem error={dossier.error} />}
          {dossier.isSuccess && (
            <Text component="output" size="sm">
              <IconShieldCheck size={16} style={{ verticalAlign: '-3px' }} aria-hidden />{' '}
              <Trans>The dossier was made and downloaded.</Trans>
            </Text>
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={dossier.isPending} leftSection={<IconFileExport size={17} aria-hidden />}>
              <Trans>Export</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

type ChoiceProps = {
  readonly accord: string;
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
};

function RecordChoice({ accord, chosen, choose }: ChoiceProps) {
  const { t } = useLingui();
  const records = useQuery(commitmentsQuery(accord));
  return (
    <Checkbox.Group value={[...chosen]} onChange={choose} label={t`Commitments`}>
      <ScrollArea.Autosize mah={300} mt={6} type="auto" offsetScrollbars viewportProps={{ tabIndex: 0 }}>
        <Stack gap={8}>
          {(records.data ?? []).map(commitment).map((one) => (
            <Checkbox key={one.id} value={one.id} label={<span dir="auto">{one.label}</span>} />
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Checkbox.Group>
  );
}
