import { createContext, useContext } from 'react';

const KEY = 'entente.accord';

export type CurrentAccord = { readonly id: string | undefined; readonly choose: (id: string) => void };

export const CurrentAccordContext = createContext<CurrentAccord>({ id: undefined, choose: () => {} });

export function useCurrentAccord(): CurrentAccord {
  return useContext(CurrentAccordContext);
}

export function rememberedAccord(): string | undefined {
  return localStorage.getItem(KEY) ?? undefined;
}

export function rememberAccord(id: string): void {
  localStorage.setItem(KEY, id);
}
