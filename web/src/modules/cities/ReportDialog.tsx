import { useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { VisitView } from '#contract/cities.ts';
import type { Localized } from '#contract/session.ts';
import { useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { texts } from '../../data/fields.ts';
import { changed, without } from '../../data/keyed.ts';
import { useWrite } from '../../data/meetings.ts';
import { isSaid, saidIn } from '../../ui/form/localized-text.ts';
import { LocalizedField } from '../../ui/form/LocalizedField.tsx';
import { WritingDialog } from '../meetings/WritingDialog.tsx';
import classes from './Cities.module.css';
import { Part } from './Part.tsx';

type Finding = {
  readonly key: string;
  readonly title: string;
  readonly who: string;
  readonly due: string;
  /** The commitment that was written of it, when the report itself was then not taken. */
  readonly made?: string;
};
type Draft = { readonly title: Localized; readonly text: Localized; readonly findings: readonly Finding[] };

/** A report, and a commitment for each finding: those first, so that the report names them. */
export function ReportDialog({ view, close }: { readonly view: VisitView; readonly close: () => void }) {
  const { t } = useLingui();
  const { self } = useSides();
  const { record } = view.visit;
  const languages = texts(record, 'languages');
  const id = String(record['id']);
  const draft = useKeptDraft<Draft>(`report of ${id}`, {
    initial: { title: {}, text: {}, findings: [] },
    tlp: 'green',
    record: id,
  });
  const { value, set } = draft;
  const write = useWrite();
  const words = [
    ...Object.values(value.title),
    ...Object.values(value.text),
    ...value.findings.map(({ title }) => title),
  ];
  const isWhole = isSaid(value.title) && isSaid(value.text) && value.findings.every(({ title }) => title.trim() !== '');
  const put = (key: string, more: Partial<Finding>) => set({ ...value, findings: changed(value.findings, key, more) });
  const send = async () => {
    const common = { accord_ref: record['accord_ref'], channel: 'secretariat', visit_ref: id };
    let findings = value.findings;
    for (const finding of value.findings) {
      if (finding.made !== undefined) continue;
      const { record: commitment } = await write.mutateAsync({
        ...common,
        type: 'commitment',
        title: finding.title.trim(),
        kind: 'other',
        status: 'agreed',
        responsible: finding.who === 'ours' ? [self] : 'both',
        ...(finding.due === '' ? {} : { due: finding.due }),
      });
      const made = String(commitment['id']);
      findings = changed(findings, finding.key, { made });
      // What was written is not written again, whatever becomes of the rest.
      set({ ...value, findings });
    }
    const refs = findings.flatMap(({ made }) => made ?? []);
    await write.mutateAsync({
      ...common,
      type: 'visit-report',
      title: saidIn(value.title),
      texts: saidIn(value.text),
      ...(refs.length === 0 ? {} : { commitment_refs: refs }),
    });
  };
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={t`Write a report`}
      lead={t`The other side agrees to it, or returns it with a reason. Each finding becomes a commitment in the register of both sides.`}
      act={t`Exchange`}
      size="lg"
      isReady={isWhole}
      names={['title', 'texts']}
      send={send}
      close={close}
    >
      <LocalizedField
        name="title"
        label={t`Name`}
        isNeeded
        wanted={languages}
        value={value.title}
        change={(title) => set({ ...value, title })}
      />
      <LocalizedField
        name="texts"
        label={t`What was seen and talked about`}
        isNeeded
        wanted={languages}
        rows={6}
        most={50_000}
        value={value.text}
        change={(text) => set({ ...value, text })}
      />
      {value.findings.map(({ key, title, who, due, made }, n) => (
        <Part
          key={key}
          name={t`Finding ${n + 1}`}
          takeOut={made === undefined ? () => set({ ...value, findings: without(value.findings, key) }) : undefined}
        >
          <TextInput
            label={t`What is to be done`}
            dir="auto"
            maxLength={500}
            value={title}
            onChange={({ currentTarget }) => put(key, { title: currentTarget.value })}
          />
          <div className={classes.pair}>
            <NativeSelect
              label={t`Who owes`}
              value={who}
              onChange={({ currentTarget }) => put(key, { who: currentTarget.value })}
              data={[
                { value: 'both', label: t`Both sides` },
                { value: 'ours', label: t`This side` },
              ]}
            />
            <TextInput
              label={t`Due (optional)`}
              type="date"
              dir="ltr"
              value={due}
              onChange={({ currentTarget }) => put(key, { due: currentTarget.value })}
            />
          </div>
        </Part>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() =>
            set({
              ...value,
              findings: [...value.findings, { key: crypto.randomUUID(), title: '', who: 'both', due: '' }],
            })
          }
        >
          {t`Add a finding`}
        </Button>
      </div>
    </WritingDialog>
  );
}
