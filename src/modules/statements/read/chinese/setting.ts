import type { CommitmentRecord } from '../reading.ts';
import type { Anchor } from './dates.ts';
import type { Clause, Sentence } from './sentences.ts';
import type { Cast } from './subjects.ts';
import type { Force } from './verbs.ts';

/** What every step of reading an undertaking looks at. */
export type Setting = { readonly cast: Cast; readonly anchor: Anchor; readonly sentence: Sentence };
/** What governs the clauses that follow: the verb that undertakes, who acts, who was asked. */
export type Matrix = {
  readonly force: Force;
  readonly letters: readonly string[];
  readonly asked: readonly string[];
  readonly words: string;
};
/** What a sentence has said so far. */
export type State = {
  matrix: Matrix | undefined;
  speaker: readonly string[];
  when: string | undefined;
  fresh: boolean;
  past: boolean;
};
export type Found = CommitmentRecord & { readonly clause: Clause };

export const FIRM: ReadonlySet<Force> = new Set(['agree', 'promise', 'sign', 'launch']);
