import { useLingui } from '@lingui/react/macro';
import { useKeptDraft } from '../../data/drafts.ts';
import { useWrite } from '../../data/meetings.ts';
import { TextField } from '../../ui/form/Fields.tsx';
import { isSaid, linesIn, saidIn, unevenIn, UNSAID } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { useNow } from '../../ui/now.ts';
import { WritingDialog } from '../meetings/WritingDialog.tsx';

/** One action a line; what of it is undertaken becomes commitments. */
export function NewPlan({ accord, close }: { readonly accord: string; readonly close: () => void }) {
  const { t } = useLingui();
  const year = String(useNow().getUTCFullYear());
  const draft = useKeptDraft(`plan of ${accord}`, {
    initial: { title: UNSAID, year, actions: UNSAID },
    tlp: 'green',
  });
  const { value, set } = draft;
  const write = useWrite();
  const actions = linesIn(value.actions);
  const areEven = unevenIn(value.actions).length === 0;
  const words = [...Object.values(value.title), ...Object.values(value.actions)];
  const send = () =>
    write.mutateAsync({
      type: 'city-plan',
      accord_ref: accord,
      title: saidIn(value.title),
      year: Number(value.year),
      actions: actions.map((title, n) => ({ key: `action-${n + 1}`, title })),
    });
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Propose a plan`}
      lead={t`It holds once the other side has agreed to exactly this text.`}
      act={t`Propose`}
      size="lg"
      isReady={isSaid(value.title) && /^\d{4}$/.test(value.year) && actions.length > 0 && areEven}
      names={['title', 'year', 'actions']}
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
      <TextField
        name="year"
        type="number"
        label={t`Year`}
        isNeeded
        value={value.year}
        change={(chosen) => set({ ...value, year: chosen })}
      />
      <LocalizedField
        name="actions"
        label={t`What is to be done, one action a line`}
        isNeeded
        isLines
        rows={5}
        value={value.actions}
        change={(typed) => set({ ...value, actions: typed })}
      />
    </WritingDialog>
  );
}
