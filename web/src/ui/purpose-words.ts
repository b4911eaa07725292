import { useLingui } from '@lingui/react/macro';
import type { PURPOSES } from '#contract/purposes.ts';

type Code = (typeof PURPOSES)[number];

/** The purposes that are chosen from a list. */
export function usePurposes(): Readonly<Record<Code, string>> {
  const { t } = useLingui();
  return {
    'case-work': t`Work on a case`,
    'assistance-request': t`Answering a request for assistance`,
    prevention: t`Preventing or stopping an offence`,
    protection: t`Protecting people, projects and institutions`,
    'travel-credentials': t`Credentials of a delegation`,
    'subject-request': t`Request of a person concerned`,
    'oversight-review': t`Oversight: a regular review`,
    'oversight-complaint': t`Oversight: a complaint or an incident`,
    'court-or-audit': t`For a court or an audit`,
  };
}

/** As it is shown: a code in the reader's language, what somebody wrote as it is. */
export function usePurposeWords(): (purpose: string) => string {
  const { t } = useLingui();
  const words: Readonly<Record<string, string>> = usePurposes();
  return (purpose) => (purpose === 'reading' ? t`reading` : (words[purpose] ?? purpose));
}
