import type { Localized } from '#contract/session.ts';
import { CREDENTIAL_STATES, SEAT_ROLES } from '#kernel/stix/values.ts';
import { linesIn } from '../../ui/form/localized-text.ts';

export type Office = {
  readonly office: Localized;
  readonly role: (typeof SEAT_ROLES)[number];
  readonly credentials?: (typeof CREDENTIAL_STATES)[number];
};

/**
 * One office a line, the same in each language; after semicolons its role and how its credentials stand, where any language says
 * them.
 */
export function officesIn(lines: Localized, first: Office['role'] = 'member'): Office[] {
  const named = linesIn(lines).flatMap((line) => {
    const parts = Object.entries(line).map(
      ([tag, words]) => [tag, words.split(/[;；؛]/).map((part) => part.trim())] as const,
    );
    const office = Object.fromEntries(parts.flatMap(([tag, [name = '']]) => (name === '' ? [] : [[tag, name]])));
    return Object.keys(office).length === 0 ? [] : [{ office, said: parts.flatMap(([, [, ...said]]) => said) }];
  });
  return named.map(({ office, said }, n) => {
    const role = SEAT_ROLES.find((one) => said.includes(one)) ?? (n === 0 ? first : 'member');
    const credentials = CREDENTIAL_STATES.find((one) => said.includes(one));
    return { office, role, ...(credentials === undefined ? {} : { credentials }) };
  });
}
