import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Security } from '#contract/security.ts';

/** How a session began. */
export const METHODS: Readonly<Record<Security['sessions'][number]['method'], MessageDescriptor>> = {
  link: msg`by a link`,
  passkey: msg`by a passkey`,
  provider: msg`by the identity provider`,
  'set-up': msg`by the set-up link`,
};

const BROWSERS = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** What a browser says of itself, in two words; proper names, so the same in every language. */
export function deviceName(agent: string | null): string | undefined {
  if (agent === null) return undefined;
  const named = [BROWSERS, SYSTEMS].flatMap((names) => names.find(([mark]) => agent.includes(mark))?.[1] ?? []);
  return named.length === 0 ? agent.slice(0, 60) : named.join(' · ');
}
