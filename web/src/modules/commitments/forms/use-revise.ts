import { useQueryClient } from '@tanstack/react-query';
import type { RecordView } from '#contract/records.ts';
import { revise } from '../../../data/register.ts';

/** A new version of what is shown, on the version that was shown as the form opened. */
export function useRevise(view: RecordView): (changed: Readonly<Record<string, unknown>>) => Promise<void> {
  const client = useQueryClient();
  return async (changed) => {
    await revise(view, changed);
    await client.invalidateQueries();
  };
}
