import { TLP_LEVELS } from '#kernel/policy/markings.ts';

/** A name of a standard: the same in every language. */
export const tlpOptions = TLP_LEVELS.map((value) => ({ value, label: `TLP:${value.toUpperCase()}` }));
