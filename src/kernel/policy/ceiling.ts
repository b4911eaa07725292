import { isPapAbove, isTlpAbove } from './markings.ts';
import type { HandlingCode, Pap, ResolvedMarkings, Tlp } from './markings.ts';
import type { ReleaseCode } from './reasons.ts';

/** As an accord declares it. Left out: no PAP above clear, no handling code. */
export type Ceiling = {
  readonly tlp: Tlp;
  readonly pap?: Pap | undefined;
  readonly handling?: readonly HandlingCode[] | undefined;
};

/** Definitions, "Accord": the built-in channel. */
export const CHARTER_CEILING: Ceiling = { tlp: 'amber+strict', pap: 'amber', handling: [] };

export type Excess = { readonly code: ReleaseCode; readonly detail: string };

const above = (found: string, limit: string): string => `${found.toUpperCase()} above ${limit.toUpperCase()}`;

/** What is above the ceiling first, or undefined. The three fields are measured each by itself. */
export const exceedsCeiling = (
  { tlp, pap = 'clear', handling }: ResolvedMarkings,
  ceiling: Ceiling,
): Excess | undefined => {
  if (tlp === null) return { code: 'unmarked', detail: 'no TLP' };
  if (isTlpAbove(tlp, ceiling.tlp)) return { code: 'above-tlp', detail: above(`TLP:${tlp}`, `TLP:${ceiling.tlp}`) };
  const limit = ceiling.pap ?? 'clear';
  if (isPapAbove(pap, limit)) return { code: 'above-pap', detail: above(`PAP:${pap}`, `PAP:${limit}`) };
  const foreign = handling.find((code) => !ceiling.handling?.includes(code));
  return foreign === undefined ? undefined : { code: 'handling-not-allowed', detail: foreign };
};
