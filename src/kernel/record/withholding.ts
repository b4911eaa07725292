import { isIndispensable } from '../stix/types.ts';
import type { PartShape } from './parts.ts';

/** Definitions, "Disclosure": if a withheld part holds a required or id-contributing property, the whole record is withheld. */
export const mustWithholdWhole = (type: string, parts: readonly PartShape[], open: readonly number[]): boolean => {
  const opened = new Set(open);
  return parts.some(
    ({ properties }, index) =>
      !opened.has(index) && (index === 0 || properties.some((property) => isIndispensable(type, property))),
  );
};
