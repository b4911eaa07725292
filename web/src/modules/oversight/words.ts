import { useLingui } from '@lingui/react/macro';
import type { AccessView } from '#contract/oversight.ts';

export function useKindWords(): Readonly<Record<AccessView['kind'], string>> {
  const { t } = useLingui();
  return {
    read: t`Reading`,
    write: t`Change`,
    export: t`Export`,
    administer: t`Administration`,
    'sign-in': t`Sign-in`,
    seal: t`Sealed content`,
    alarm: t`Alarm`,
    restore: t`Put back from a backup`,
  };
}

export function useOutcomeWords(): Readonly<Record<AccessView['outcome'], string>> {
  const { t } = useLingui();
  return { answered: t`Answered`, refused: t`Refused` };
}
