import { Failure } from '#kernel/errors.ts';

/** Whoever acts, and who made the link by which they came in: that one may be acting as them. */
export type Hand = { readonly by: string; readonly linkBy: string | null };

/** Whether one person may stand behind both. */
export function refuseOneHand(one: Hand, other: Hand): void {
  const [here, there] = [one, other].map(({ by, linkBy }) => [by, linkBy].filter((who) => who !== null));
  if (here!.some((who) => there!.includes(who)))
    throw new Failure(
      'forbidden',
      'who made the sign-in link of one of the two does not speak as the other: sign out and come in by a passkey of your own or the identity provider, or let a third person decide',
    );
}
