import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { VisitView } from '#contract/cities.ts';
import { useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { list, localizedField, number, text, texts } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { useRevise } from '../../data/record-page.ts';
import { isSaid, saidIn } from '../../ui/form/localized-text.ts';
import { WritingDialog } from '../meetings/WritingDialog.tsx';
import { SeatList, type Seat } from './SeatList.tsx';

/** This side's list; a changed one is a new version of the same record, which the other side accepts anew. */
export function DelegationDialog({ view, close }: { readonly view: VisitView; readonly close: () => void }) {
  const { t } = useLingui();
  const { self } = useSides();
  const known = view.delegations[self];
  const id = String(view.visit.record['id']);
  const first = seatsOf(known?.record ?? {});
  const draft = useKeptDraft<readonly Seat[]>(`delegation to ${id}`, {
    initial: first.length > 0 ? first : [emptySeat('co-chair')],
    tlp: 'green',
    record: id,
  });
  const { value: seats, set } = draft;
  const revise = useRevise();
  const write = useWrite();
  const named = seats.filter(({ office }) => isSaid(office));
  const words = seats.flatMap(({ office }) => Object.values(office));
  const send = async () => {
    const offices = named.map(({ office, role }, n) => ({ office: saidIn(office), role, precedence: n + 1 }));
    if (known === undefined)
      await write.mutateAsync({
        type: 'delegation',
        accord_ref: view.visit.record['accord_ref'],
        visit_ref: id,
        offices,
      });
    else await revise(known, { offices });
  };
  return (
    <WritingDialog
      draft={draft}
      words={words}
      title={known === undefined ? t`Name the delegation` : t`Change the delegation`}
      lead={t`In order of precedence: drag an office, or move it by the arrow keys on its handle. Who holds an office stays with this side.`}
      act={t`Present`}
      size="lg"
      isReady={named.length > 0}
      names={['offices']}
      send={send}
      close={close}
    >
      <SeatList seats={seats} change={set} wanted={texts(view.visit.record, 'languages')} />
      <div>
        <Button variant="default" onClick={() => set([...seats, emptySeat('member')])}>
          {t`Add an office`}
        </Button>
      </div>
    </WritingDialog>
  );
}

const emptySeat = (role: string): Seat => ({ key: crypto.randomUUID(), office: {}, role });

const seatsOf = (record: Readonly<Record<string, unknown>>): Seat[] =>
  list(record, 'offices')
    .toSorted((a, b) => (number(a, 'precedence') ?? 0) - (number(b, 'precedence') ?? 0))
    .map((one, n) => ({
      key: String(n),
      office: localizedField(one, 'office'),
      role: text(one, 'role') ?? 'member',
    }));
