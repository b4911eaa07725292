import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack } from '@mantine/core';
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { RecordView } from '#contract/records.ts';
import { useSession } from '../../../app/session.ts';
import { RequestFailed } from '../../../data/client.ts';
import { useKeptDraft } from '../../../data/drafts.ts';
import { markingOf } from '../../../data/marking.ts';
import { recordQuery } from '../../../data/queries.ts';
import { reviseRecord } from '../../../data/record-page.ts';
import { comparable, restored } from '../../../data/accord-draft.ts';
import { differences, isSame } from '../../../data/versions.ts';
import { AwaitedPage } from '../../../ui/AwaitedPage.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { fieldProblems, FormProblems } from '../../../ui/form/problems.ts';
import { Marking } from '../../../ui/Marking.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { SaveState } from '../../../ui/SaveState.tsx';
import { Section } from '../../../ui/Section.tsx';
import { AccordFields } from '../../accord/revise/AccordFields.tsx';
import { RecordLink, recordPath } from '../RecordLink.tsx';
import { ChangedProperties } from '../Versions.tsx';
import { editableOf, isRevisable } from './editable.ts';
import { Merge } from './Merge.tsx';
import { RevisionFields } from './RevisionFields.tsx';

type Fields = Readonly<Record<string, unknown>>;
/** `base`: the version that the change is made from, with its commitment `c`. */
type Revision = { readonly base: Fields; readonly c: string; readonly mine: Fields };

export function RevisePage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/records/$id/revise' });
  const record = useQuery(recordQuery(id));
  const { party, permissions } = useSession();
  return (
    <AwaitedPage answer={record}>
      {(view) =>
        isRevisable(view, party.id, permissions) ? (
          <Revise key={id} id={id} view={view} />
        ) : (
          <Page title={t`Not permitted`}>
            <EmptyState icon={IconArrowLeft} title={t`This record is not yours to revise here.`} />
          </Page>
        )
      }
    </AwaitedPage>
  );
}

function Revise({ id, view }: { readonly id: string; readonly view: RecordView }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const client = useQueryClient();
  const isAccord = view.record['type'] === 'accord';
  const now: Fields = comparable(view.record);
  const [first] = useState({ base: now, c: view.c, mine: now });
  const { tlp } = markingOf(now);
  const draft = useKeptDraft<Revision>(`revision ${id}`, { initial: first, tlp, record: id });
  const { base, c, mine } = draft.value;
  const [error, setError] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const [isSent, setSent] = useState(false);
  // Somebody else revised it, before this was sent or as it was sent: seen at once, since the page is live.
  const isOutdated = !isSent && c !== view.c;
  const changed = differences(base, mine);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(undefined);
    try {
      const { modified: _modified, ...record } = isAccord ? restored(mine) : mine;
      await reviseRecord(record, c);
      setSent(true);
      draft.forget();
      await client.invalidateQueries();
      await navigate({ to: recordPath(id) });
    } catch (refused) {
      if (refused instanceof RequestFailed && (refused.status === 409 || refused.status === 412))
        await client.invalidateQueries({ queryKey: recordQuery(id).queryKey });
      else setError(refused);
    } finally {
      setSending(false);
    }
  };

  const problems = fieldProblems(error);
  return (
    <Page
      title={isAccord ? t`Propose a new version of the accord` : t`Revise the record`}
      lead={
        <Group gap="xs">
          <Marking marking={markingOf(now)} />
          <RecordLink id={id}>
            {isAccord ? <Trans>Back to the accord</Trans> : <Trans>Back to the record</Trans>}
          </RecordLink>
        </Group>
      }
      width="reading"
    >
      {isOutdated ? (
        <Section title={t`Somebody revised it meanwhile`}>
          <Merge
            base={base}
            theirs={now}
            mine={mine}
            take={(merged) => draft.set({ base: now, c: view.c, mine: { ...merged, modified: now['modified'] } })}
          />
        </Section>
      ) : (
        <form onSubmit={(event) => void send(event)}>
          <FormProblems value={problems}>
            <Stack gap="lg">
              <Notice icon={IconInfoCircle} title={t`A new version begins anew`}>
                <Trans>
                  A new version is sent to the partner. Both sides decide on it anew: what was accepted is of the
                  version before, and stays visible.
                </Trans>
              </Notice>
              {isAccord ? (
                <AccordFields value={mine} change={(next) => draft.set({ base, c, mine: next })} />
              ) : (
                <RevisionFields
                  fields={editableOf(String(now['type']))}
                  accord={typeof now['accord_ref'] === 'string' ? now['accord_ref'] : undefined}
                  value={mine}
                  change={(next) => draft.set({ base, c, mine: next })}
                />
              )}
              {changed.length > 0 && (
                <Section title={t`What you change`}>
                  <ChangedProperties changed={changed} />
                </Section>
              )}
              {error !== undefined && <Problem error={error} />}
              <Group gap="sm">
                <Button type="submit" loading={isSending} disabled={isSame(base, mine)}>
                  <Trans>Write the new version</Trans>
                </Button>
                <Button variant="default" disabled={isSame(base, mine)} onClick={() => draft.forget()}>
                  <Trans>Discard the changes</Trans>
                </Button>
                <SaveState draft={draft} sent={isSent} />
              </Group>
            </Stack>
          </FormProblems>
        </form>
      )}
    </Page>
  );
}
