import { CREDENTIAL_STATES, SEAT_ROLES } from '#kernel/stix/values.ts';

export type Office = {
  readonly office: Readonly<Record<string, string>>;
  readonly role: (typeof SEAT_ROLES)[number];
  readonly credentials?: (typeof CREDENTIAL_STATES)[number];
};

/** One office a line; after semicolons its role and how its credentials stand, where they are said. */
export function officesIn(lines: string, language: string, first: Office['role'] = 'member'): Office[] {
  return lines
    .split('\n')
    .map((line) => line.split(/[;；؛]/).map((part) => part.trim()))
    .filter(([office = '']) => office !== '')
    .map(([office = '', ...said], n) => {
      const role = SEAT_ROLES.find((one) => said.includes(one)) ?? (n === 0 ? first : 'member');
      const credentials = CREDENTIAL_STATES.find((one) => said.includes(one));
      return { office: { [language]: office }, role, ...(credentials === undefined ? {} : { credentials }) };
    });
}
