import type { Random } from '../simulation/random.ts';
import { Failure } from '#kernel/errors.ts';
import type { FailureCode } from '#kernel/errors.ts';

/** What became of one input: taken, or refused as the parser says. Anything else is thrown, and is a finding. */
export type Outcome = 'taken' | 'refused';

/** One parser under test. `check` holds all that must be true of any input. */
export type Target = {
  readonly name: string;
  readonly seeds: () => readonly (string | Uint8Array)[];
  /** Words that the parser knows, which chance would take long to write. */
  readonly words?: readonly string[];
  /** Makes a changed input whole again where a hash or a signature would hide all that is behind it. */
  readonly mend?: (input: Uint8Array, random: Random) => Uint8Array;
  readonly check: (input: Uint8Array, random: Random) => Outcome;
  /** Milliseconds that an input below 64 KB may take. */
  readonly patience?: number;
};

/** An invariant that did not hold, by a name that stays the same while the input is made smaller. */
export class Violation extends Error {
  readonly invariant: string;
  constructor(invariant: string, detail = '') {
    super(`${invariant}${detail === '' ? '' : `: ${detail}`}`);
    this.invariant = invariant;
  }
}

export function hold(invariant: string, is: boolean, detail?: () => string): void {
  if (!is) throw new Violation(invariant, detail?.());
}

/** Runs a parser: its value, or undefined where it refused with one of these codes. Another error is passed on. */
export function refusing<T>(codes: readonly FailureCode[], parse: () => T): { readonly value: T } | undefined {
  try {
    return { value: parse() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    hold('a refusal has one of its codes', codes.includes(error.code), () => `${error.code} ${error.message}`);
    return undefined;
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** As text for parsers that take one; bytes that are no UTF-8 become what a careless caller would make of them. */
export const textOf = (input: Uint8Array): string => decoder.decode(input);

export function utf8Text(input: Uint8Array): string | undefined {
  try {
    return strict.decode(input);
  } catch {
    return undefined;
  }
}

export const isSameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
