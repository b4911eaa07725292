import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import { useSession, useSides } from '../../app/session.ts';
import { text } from '../../data/fields.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { useWrite } from '../../data/meetings.ts';
import entries from '../../ui/Entries.module.css';
import { SelectField, TextField } from '../../ui/form/Fields.tsx';
import { isSaid, saidIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { Section } from '../../ui/Section.tsx';
import { COMMITMENT_STATES, type Term } from '../../ui/vocabulary.ts';
import { StatedDate } from '../../ui/When.tsx';
import { RecordHead } from '../records/RecordHead.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { DECISION_STATES } from './words.ts';
import { WritingDialog } from './WritingDialog.tsx';

type Doing = 'decision' | 'action';

/** Decisions and actions, captured where they are taken. An action is a commitment of one side or both. */
export function Outcomes({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [doing, setDoing] = useState<Doing>();
  return (
    <Section
      title={t`Decisions and actions`}
      aside={
        permissions.includes('records.write') && (
          <Group gap="xs">
            <Button size="compact-sm" variant="default" onClick={() => setDoing('decision')}>
              <Trans>Record a decision</Trans>
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setDoing('action')}>
              <Trans>Record an action</Trans>
            </Button>
          </Group>
        )
      }
    >
      <Records views={view.decisions} terms={DECISION_STATES} label={t`Decisions`} />
      <Records views={view.actions} terms={COMMITMENT_STATES} label={t`Actions`} />
      {view.decisions.length + view.actions.length === 0 && (
        <p className={entries.quiet}>
          <Trans>None has been recorded yet.</Trans>
        </p>
      )}
      {doing !== undefined && <NewOutcome view={view} doing={doing} close={() => setDoing(undefined)} />}
    </Section>
  );
}

type ListProps = {
  readonly views: readonly RecordView[];
  readonly terms: Readonly<Record<string, Term>>;
  readonly label: string;
};

function Records({ views, terms, label }: ListProps) {
  if (views.length === 0) return null;
  return (
    <ul className={entries.list} aria-label={label}>
      {views.map((view) => {
        const { record } = view;
        const [id, due] = [String(record['id']), text(record, 'due')];
        return (
          <li key={id} className={entries.item}>
            <RecordHead view={view} terms={terms}>
              {due !== undefined && <StatedDate date={due} />}
              <RecordSteps view={view} />
            </RecordHead>
          </li>
        );
      })}
    </ul>
  );
}

type Props = { readonly view: MeetingView; readonly doing: Doing; readonly close: () => void };

function NewOutcome({ view, doing, close }: Props) {
  const { t } = useLingui();
  const { self } = useSides();
  const draft = useKeptDraft(`${doing} at ${view.id}`, {
    initial: { texts: UNSAID, title: '', due: '', who: 'both' },
    tlp: 'amber',
    record: view.id,
  });
  const { value, set } = draft;
  const words = doing === 'decision' ? Object.values(value.texts) : [value.title];
  const write = useWrite();
  const send = async () => {
    const common = { accord_ref: view.accord, meeting_ref: view.id };
    await write.mutateAsync(
      doing === 'decision'
        ? {
            ...common,
            type: 'decision',
            body_ref: view.body,
            title: saidIn(value.texts),
            way: 'at-meeting',
          }
        : {
            ...common,
            type: 'commitment',
            title: value.title.trim(),
            kind: 'other',
            responsible: value.who === 'ours' ? [self] : 'both',
            ...(value.due === '' ? {} : { due: value.due }),
          },
    );
  };
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={doing === 'decision' ? t`Record a decision` : t`Record an action`}
      lead={doing === 'action' ? t`An action is a commitment: the other side accepts it.` : undefined}
      act={t({ message: 'Record', context: 'to write down' })}
      isReady={doing === 'decision' ? isSaid(value.texts) : value.title.trim() !== ''}
      names={['title', 'due']}
      send={send}
      close={close}
    >
      {doing === 'decision' ? (
        <LocalizedField
          name="title"
          label={t`What was decided`}
          isNeeded
          wanted={view.languages}
          value={value.texts}
          change={(texts) => set({ ...value, texts })}
        />
      ) : (
        <TextField
          name="title"
          label={t`What is to be done`}
          isNeeded
          most={500}
          value={value.title}
          change={(title) => set({ ...value, title })}
        />
      )}
      {doing === 'action' && (
        <>
          <SelectField
            name="responsible"
            label={t`Who owes`}
            value={value.who}
            change={(who) => set({ ...value, who })}
            options={[
              { value: 'both', label: t`Both sides` },
              { value: 'ours', label: t`This side` },
            ]}
          />
          <TextField
            name="due"
            type="date"
            label={t`Due (optional)`}
            isCode
            value={value.due}
            change={(due) => set({ ...value, due })}
          />
        </>
      )}
    </WritingDialog>
  );
}
