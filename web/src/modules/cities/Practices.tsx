import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { localizedField } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { cityRecordsQuery } from '../../data/cities.ts';
import { isSaid, saidIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { Awaited } from '../../ui/Awaited.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { Party } from '../../ui/Party.tsx';
import { Section } from '../../ui/Section.tsx';
import { WritingDialog } from '../meetings/WritingDialog.tsx';
import { RecordHead } from '../records/RecordHead.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { PRACTICE_STATES } from './words.ts';

type Props = { readonly accord: string; readonly mayWrite: boolean };

/** What one city learnt and offers to the others. */
export function Practices({ accord, mayWrite }: Props) {
  const { t } = useLingui();
  const localize = useLocalized();
  const { name, isSelf } = useSides();
  const [isWriting, setWriting] = useState(false);
  const practices = useQuery(cityRecordsQuery(accord, 'good-practice'));
  return (
    <Section
      title={t`Good practice`}
      aside={
        mayWrite && (
          <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
            <Trans>Offer one</Trans>
          </Button>
        )
      }
    >
      <Awaited answer={practices}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon={IconBulb} title={t`Nothing has been offered yet.`} />
          ) : (
            <ul className={entries.list}>
              {found.map((view) => {
                const { record, publisher } = view;
                const id = String(record['id']);
                return (
                  <li key={id} className={entries.item}>
                    <RecordHead view={view} terms={PRACTICE_STATES}>
                      <Party name={name(publisher)} self={isSelf(publisher)} />
                      <RecordSteps view={view} />
                    </RecordHead>
                    <p dir="auto" className={entries.words}>
                      {localize(localizedField(record, 'text'))}
                    </p>
                  </li>
                );
              })}
            </ul>
          )
        }
      </Awaited>
      {isWriting && <NewPractice accord={accord} close={() => setWriting(false)} />}
    </Section>
  );
}

function NewPractice({ accord, close }: { readonly accord: string; readonly close: () => void }) {
  const { t } = useLingui();
  const draft = useKeptDraft(`practice of ${accord}`, {
    initial: { title: UNSAID, text: UNSAID },
    tlp: 'green',
  });
  const { value, set } = draft;
  const write = useWrite();
  const words = [...Object.values(value.title), ...Object.values(value.text)];
  const send = () =>
    write.mutateAsync({
      type: 'good-practice',
      accord_ref: accord,
      title: saidIn(value.title),
      text: saidIn(value.text),
    });
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Offer what was learnt`}
      act={t`Offer`}
      isReady={isSaid(value.title) && isSaid(value.text)}
      names={['title', 'text']}
      send={send}
      close={close}
    >
      <LocalizedField
        name="title"
        label={t`Name`}
        isNeeded
        value={value.title}
        change={(title) => set({ ...value, title })}
      />
      <LocalizedField
        name="text"
        label={t`What was done, and what came of it`}
        isNeeded
        rows={5}
        value={value.text}
        change={(typed) => set({ ...value, text: typed })}
      />
    </WritingDialog>
  );
}
