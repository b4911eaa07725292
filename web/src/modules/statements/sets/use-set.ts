import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeskSet, NewSetDecisions } from '#contract/statement-sets.ts';
import { decideOnSet, setQuery } from '../../../data/desk.ts';

export type SetDecision = NewSetDecisions['decisions'][number];

/** Decisions on a comparison, kept by the node as they are made; what somebody else decided first is shown, and asked again. */
export function useSet(set: DeskSet) {
  const client = useQueryClient();
  const { queryKey } = setQuery(set.id);
  const sending = useMutation({
    mutationFn: (decisions: SetDecision[]) => decideOnSet(set.id, { version: set.version, decisions }),
    onSuccess: (answer) => client.setQueryData(queryKey, answer),
    onError: () => client.invalidateQueries({ queryKey }),
  });
  return { decide: sending.mutate, isSending: sending.isPending, error: sending.error };
}
