import { useLingui } from '@lingui/react/macro';
import { useKeptDraft } from '../../data/drafts.ts';
import { useWrite } from '../../data/meetings.ts';
import { LongTextField, TextField } from '../../ui/form/Fields.tsx';
import { useNow } from '../../ui/now.ts';
import { WritingDialog } from '../meetings/WritingDialog.tsx';

/** One action a line; what of it is undertaken becomes commitments. */
export function NewPlan({ accord, close }: { readonly accord: string; readonly close: () => void }) {
  const { t, i18n } = useLingui();
  const year = String(useNow().getUTCFullYear());
  const draft = useKeptDraft(`city-plan ${accord}`, {
    initial: { title: '', year, actions: '' },
    tlp: 'green',
  });
  const { value, set } = draft;
  const write = useWrite();
  const here = (text: string) => ({ [i18n.locale]: text });
  const actions = value.actions.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const words = [value.title, value.actions];
  const send = () =>
    write.mutateAsync({
      type: 'city-plan',
      accord_ref: accord,
      title: here(value.title.trim()),
      year: Number(value.year),
      actions: actions.map((title, n) => ({ key: `action-${n + 1}`, title: here(title) })),
    });
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Propose a plan`}
      lead={t`It holds once the other side has agreed to exactly this text.`}
      act={t`Propose`}
      size="lg"
      isReady={value.title.trim() !== '' && /^\d{4}$/.test(value.year) && actions.length > 0}
      names={['title', 'year', 'actions']}
      send={send}
      close={close}
    >
      <TextField
        name="title"
        label={t`Name`}
        isNeeded
        most={500}
        value={value.title}
        change={(title) => set({ ...value, title })}
      />
      <TextField
        name="year"
        type="number"
        label={t`Year`}
        isNeeded
        value={value.year}
        change={(chosen) => set({ ...value, year: chosen })}
      />
      <LongTextField
        name="actions"
        label={t`What is to be done, one action a line`}
        isNeeded
        rows={5}
        value={value.actions}
        change={(typed) => set({ ...value, actions: typed })}
      />
    </WritingDialog>
  );
}
