import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MeetingView } from '#contract/meetings.ts';
import type { RecordView } from '#contract/records.ts';
import { isOverdue } from '#kernel/lifecycle/stated-date.ts';
import { useSession, useSides } from '../../app/session.ts';
import { ask } from '../../data/client.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { field, text, texts } from '../../data/fields.ts';
import { bodyQuery, useWrite } from '../../data/meetings.ts';
import entries from '../../ui/Entries.module.css';
import { LongTextField, TextField } from '../../ui/form/Fields.tsx';
import { useNow } from '../../ui/now.ts';
import { Party } from '../../ui/Party.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Reference } from '../../ui/Reference.tsx';
import { SaveState } from '../../ui/SaveState.tsx';
import { Section } from '../../ui/Section.tsx';
import { LANGUAGE_NAMES } from '../../ui/vocabulary.ts';
import { Moment, StatedDate } from '../../ui/When.tsx';
import { RecordHead } from '../records/RecordHead.tsx';
import { RecordSteps } from '../records/RecordSteps.tsx';
import { isFree, PersonalData } from './PersonalData.tsx';
import { MINUTES_STATES } from './words.ts';

const SIGNABLE: ReadonlySet<string> = new Set(['exchanged', 'returned', 'agreed']);

/** From the draft, which this browser keeps, to what both signed: one record with all its languages. */
export function Minutes({ view }: { readonly view: MeetingView }) {
  const { t } = useLingui();
  const { permissions } = useSession();
  const [isWriting, setWriting] = useState(false);
  return (
    <Section
      title={t`Minutes`}
      note={<Trans>Both sign one version with all its languages; each signature names its hash.</Trans>}
      aside={
        permissions.includes('records.write') &&
        !isWriting && (
          <Button size="compact-sm" variant="default" onClick={() => setWriting(true)}>
            <Trans>Write the minutes</Trans>
          </Button>
        )
      }
    >
      {view.minutes.map((minutes) => (
        <Held key={String(minutes.record['id'])} minutes={minutes} />
      ))}
      {isWriting && <Editor view={view} close={() => setWriting(false)} />}
      {view.minutes.length === 0 && !isWriting && (
        <p className={entries.quiet}>
          <Trans>None were exchanged yet.</Trans>
        </p>
      )}
    </Section>
  );
}

function Held({ minutes }: { readonly minutes: RecordView }) {
  const { t } = useLingui();
  const now = useNow();
  const { isSelf, name } = useSides();
  const { record, state, history, c } = minutes;
  const signBy = text(record, 'sign_by');
  const isLate = signBy !== undefined && SIGNABLE.has(state) && isOverdue(signBy, now);
  const signatures = history.filter(
    ({ verb, outcome, version }) => verb === 'sign' && outcome !== 'void' && version === record['modified'],
  );
  return (
    <article className={entries.item}>
      <RecordHead view={{ record, state: isLate ? 'unsigned-lapsed' : state }} terms={MINUTES_STATES}>
        {signBy !== undefined && (
          <span className={entries.quiet}>
            <Trans>
              to be signed by <StatedDate date={signBy} />
            </Trans>
          </span>
        )}
      </RecordHead>
      {Object.entries(field(record, 'texts')).map(([tag, words]) => (
        <details key={tag} open={Object.keys(field(record, 'texts')).length === 1}>
          <summary>{LANGUAGE_NAMES[tag] ?? <bdi dir="ltr">{tag}</bdi>}</summary>
          <p lang={tag} dir="auto" className={entries.words}>
            {String(words)}
          </p>
        </details>
      ))}
      <Reference value={c} what={t`Hash of this version`} />
      {signatures.map(({ id: step, party, unit, at, outcome }) => (
        <div key={step} className={entries.row}>
          <Party name={name(party)} self={isSelf(party)} />
          <span className={entries.quiet}>
            {outcome === 'pending' ? <Trans>on its way</Trans> : <Trans>signed</Trans>} <Moment at={at} />{' '}
            <bdi>{unit}</bdi>
          </span>
        </div>
      ))}
      <div className={entries.row}>
        <RecordSteps view={minutes} />
      </div>
    </article>
  );
}

type Draft = { readonly texts: Readonly<Record<string, string>>; readonly signBy: string };

/** What is typed is kept in this browser at each stroke, and forgotten when the node has it. */
function Editor({ view, close }: { readonly view: MeetingView; readonly close: () => void }) {
  const { t } = useLingui();
  const body = useQuery(bodyQuery(view.body));
  const { i18n } = useLingui();
  const declared = texts(body.data?.body.record ?? {}, 'languages');
  const languages = declared.length > 0 ? declared : [i18n.locale];
  const initial: Draft = { texts: {}, signBy: '' };
  const draft = useKeptDraft<Draft>(`minutes ${view.id}`, { initial, tlp: 'amber', record: view.id });
  const { value, set } = draft;
  const write = useWrite();
  const [noBeginning, setNoBeginning] = useState<unknown>();
  const begin = async () => {
    try {
      const { texts: begun } = await ask('draftMinutes', { params: { id: view.id } });
      set({ ...value, texts: { ...begun, ...value.texts } });
      setNoBeginning(undefined);
    } catch (refused) {
      setNoBeginning(refused);
    }
  };
  const said = languages.map((tag) => value.texts[tag] ?? '');
  const isWhole = said.every((one) => one.trim() !== '') && isFree(...said);
  const exchange = () =>
    write.mutate(
      {
        type: 'minutes',
        accord_ref: view.accord,
        meeting_ref: view.id,
        title: view.title,
        texts: Object.fromEntries(languages.map((tag) => [tag, (value.texts[tag] ?? '').trim()])),
        ...(view.decisions.length === 0 ? {} : { decision_refs: view.decisions.map(({ record }) => record['id']) }),
        ...(view.actions.length === 0 ? {} : { action_refs: view.actions.map(({ record }) => record['id']) }),
        ...(value.signBy === '' ? {} : { sign_by: value.signBy }),
      },
      {
        onSuccess: () => {
          draft.forget();
          close();
        },
      },
    );
  return (
    <Stack gap="md">
      {said.every((one) => one === '') && (
        <div className={entries.row}>
          <Button size="compact-sm" variant="default" onClick={() => void begin()}>
            <Trans>Begin with what is recorded</Trans>
          </Button>
          <span className={entries.quiet}>
            <Trans>Who was there, the agenda, decisions and actions, in each language.</Trans>
          </span>
        </div>
      )}
      {noBeginning !== undefined && <Problem error={noBeginning} />}
      {languages.map((tag) => {
        const language = LANGUAGE_NAMES[tag] ?? tag;
        return (
          <LongTextField
            key={tag}
            name={`texts.${tag}`}
            label={t`Minutes: ${language}`}
            isNeeded
            rows={8}
            most={100_000}
            value={value.texts[tag] ?? ''}
            change={(words) => set({ ...value, texts: { ...value.texts, [tag]: words } })}
          />
        );
      })}
      <TextField
        name="sign_by"
        type="date"
        label={t`To be signed by (optional)`}
        isCode
        value={value.signBy}
        change={(signBy) => set({ ...value, signBy })}
      />
      <PersonalData words={said} />
      <SaveState draft={draft} />
      {write.error !== null && <Problem error={write.error} />}
      <div className={entries.row}>
        <Button onClick={exchange} disabled={!isWhole} loading={write.isPending}>
          <Trans>Exchange</Trans>
        </Button>
        <Button variant="default" onClick={close}>
          <Trans>Close the draft</Trans>
        </Button>
      </div>
    </Stack>
  );
}
