import { useQueryClient } from '@tanstack/react-query';
import type { AccordView } from '#contract/accords.ts';
import type { RecordView } from '#contract/records.ts';
import type { Subject } from '../../data/actions.ts';
import { markingOf } from '../../data/marking.ts';
import { accordQuery, recordQuery } from '../../data/queries.ts';

/** How the record that is on the page is marked; undefined if it says nothing that we know. */
export function useTlpOf({ kind, id, tlp }: Subject): string | undefined {
  const client = useQueryClient();
  const record =
    kind === 'accords'
      ? client.getQueryData<AccordView>(accordQuery(id).queryKey)?.accord
      : client.getQueryData<RecordView>(recordQuery(id).queryKey)?.record;
  return record === undefined ? tlp : markingOf(record).tlp;
}
