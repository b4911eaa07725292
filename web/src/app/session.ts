import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Session } from '#contract/session.ts';
import { accordQuery } from '../data/queries.ts';
import { useLocalized } from '../ui/localized.ts';
import { useCurrentAccord } from './current-accord.ts';

export const CurrentSession = createContext<Session | undefined>(undefined);

/** Inside the shell there always is a session; the shell shows no page without one. */
export function useSession(): Session {
  const session = useContext(CurrentSession);
  if (session === undefined) throw new Error('used outside the shell');
  return session;
}

export type Sides = {
  readonly self: string;
  readonly isSelf: (party: string) => boolean;
  readonly name: (party: string) => string;
};

/** Who is who from where one sits. */
export function useSides(): Sides {
  const { party, partners } = useSession();
  const { id } = useCurrentAccord();
  const localize = useLocalized();
  // An accord names its parties shorter than their cards do.
  const accord = useQuery({ ...accordQuery(id ?? ''), enabled: id !== undefined });
  return {
    self: party.id,
    isSelf: (wanted) => wanted === party.id,
    name: (wanted) => {
      const known = [...(accord.data?.parties ?? []), party, ...partners].find((one) => one.id === wanted);
      return known === undefined ? wanted : localize(known.names);
    },
  };
}
