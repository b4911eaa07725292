import type { RecordView } from '#contract/records.ts';
import { text } from '../../data/fields.ts';
import { markingOf } from '../../data/marking.ts';
import { StepActions } from './StepActions.tsx';

type Props = {
  readonly view: Pick<RecordView, 'record' | 'allowed'>;
  readonly size?: 'sm' | 'compact-sm';
};

/** What this person may do with a record now; small, as it stands in lists. */
export function RecordSteps({ view: { record, allowed }, size = 'compact-sm' }: Props) {
  const { tlp } = markingOf(record);
  return (
    <StepActions
      subject={{ kind: 'records', id: String(record['id']), ...(tlp === undefined ? {} : { tlp }) }}
      allowed={allowed}
      modified={text(record, 'modified')}
      size={size}
    />
  );
}
