import { useLingui } from '@lingui/react/macro';
import type { SubjectRequestView } from '#contract/subjects.ts';
import type { Tone } from '../../ui/vocabulary.ts';

type State = SubjectRequestView['state'];

export function useSubjectWords() {
  const { t } = useLingui();
  const kinds: Readonly<Record<SubjectRequestView['kind'], string>> = {
    access: t`Access`,
    correction: t`Correction`,
    deletion: t`Deletion`,
    complaint: t`Complaint`,
  };
  const states: Readonly<Record<State, { readonly label: string; readonly tone: Tone }>> = {
    received: { label: t`Received`, tone: 'wait' },
    examined: { label: t`Being examined`, tone: 'work' },
    granted: { label: t`Granted`, tone: 'done' },
    'partly-granted': { label: t`Granted in part`, tone: 'done' },
    refused: { label: t`Refused`, tone: 'bad' },
    withdrawn: { label: t`Withdrawn`, tone: 'ended' },
  };
  const answers: Readonly<Record<string, { readonly label: string; readonly tone: Tone }>> = {
    noticed: { label: t`Not answered yet`, tone: 'wait' },
    declined: { label: t`Declined`, tone: 'bad' },
    'carried-out': { label: t`Carried out`, tone: 'done' },
    revoked: { label: t`Revoked by its author`, tone: 'ended' },
    expunged: { label: t`Content expunged`, tone: 'ended' },
  };
  const answer = (state: string) => answers[state] ?? { label: state, tone: 'neutral' as const };
  return { kinds, states, answer };
}
