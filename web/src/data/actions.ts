import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewExport } from '#contract/exports.ts';
import type { NewStep } from '#contract/records.ts';
import { ask, postRaw } from './client.ts';

export type Subject = {
  readonly kind: 'records' | 'accords';
  readonly id: string;
  /** Of the version on screen, where the page holds it in a view of its own. */
  readonly tlp?: string;
};

/** A step of this side on a record or accord; what is shown is asked for again at once. */
export function useStep(subject: Subject) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (step: NewStep): Promise<unknown> =>
      ask(subject.kind === 'accords' ? 'stepAccord' : 'stepRecord', { params: { id: subject.id }, body: step }),
    onSettled: () => client.invalidateQueries(),
  });
}

/** Asks for a dossier; the node has noted the export before the first byte arrives. */
export async function exportDossier(wish: NewExport): Promise<Blob> {
  const response = await ask('createExport', { body: wish });
  return response.blob();
}

export async function signOut(): Promise<void> {
  await postRaw('/api/auth/sign-out', {}, 'application/json');
}
