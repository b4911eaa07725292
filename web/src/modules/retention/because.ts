import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { RETENTION_REASONS } from '#contract/retention.ts';

const BECAUSE = {
  'accord-terminated': msg`The accord ended, and its period runs.`,
  'published-long-ago': msg`The period of its channel has run since it was published.`,
  'own-date': msg`The record names this day itself.`,
} as const satisfies Record<(typeof RETENTION_REASONS)[number], MessageDescriptor>;

export function useBecause(): (reason: keyof typeof BECAUSE) => string {
  const { t } = useLingui();
  return (reason) => t(BECAUSE[reason]);
}
