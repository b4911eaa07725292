import { useLingui } from '@lingui/react/macro';
import type { VisitView } from '#contract/cities.ts';
import { useSides } from '../../app/session.ts';
import { useKeptDraft } from '../../data/drafts.ts';
import { texts } from '../../data/fields.ts';
import { useWrite } from '../../data/meetings.ts';
import { useRevise } from '../../data/record-page.ts';
import { SeatList } from '../meetings/seats/SeatList.tsx';
import { emptySeat, officesOf, seatsOf, wordsIn, type Seat } from '../meetings/seats/seat.ts';
import { WritingDialog } from '../meetings/WritingDialog.tsx';

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
  const offices = officesOf(seats).map((one, n) => ({ ...one, precedence: n + 1 }));
  const send = async () => {
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
      words={wordsIn(seats)}
      title={known === undefined ? t`Name the delegation` : t`Change the delegation`}
      lead={t`In order of precedence: drag an office, or move it by the arrow keys on its handle. Who holds an office stays with this side.`}
      act={t`Present`}
      size="lg"
      isReady={offices.length > 0}
      names={['offices']}
      send={send}
      close={close}
    >
      <SeatList seats={seats} change={set} wanted={texts(view.visit.record, 'languages')} />
    </WritingDialog>
  );
}
