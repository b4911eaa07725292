import type { ReactNode } from 'react';
import type { RecordView } from '#contract/records.ts';
import { localizedField } from '../../data/fields.ts';
import entries from '../../ui/Entries.module.css';
import { useLocalized } from '../../ui/localized.ts';
import { StateChip } from '../../ui/StateChip.tsx';
import type { Term } from '../../ui/vocabulary.ts';
import { RecordLink } from './RecordLink.tsx';

type Props = {
  readonly view: Pick<RecordView, 'record' | 'state'>;
  readonly terms: Readonly<Record<string, Term>>;
  readonly children?: ReactNode;
};

/** The first line of a record in a list: its name, how it stands, and what else tells it from its neighbours. */
export function RecordHead({ view: { record, state }, terms, children }: Props) {
  const localize = useLocalized();
  return (
    <div className={entries.row}>
      <RecordLink id={String(record['id'])} className={entries.strong}>
        <bdi>{localize(localizedField(record, 'title'))}</bdi>
      </RecordLink>
      <StateChip state={state} terms={terms} />
      {children}
    </div>
  );
}
