import type { Actor, Discourse } from './actors.ts';
import type { Range } from './clauses.ts';
import type { Document } from './document.ts';
import type { Matrix } from './matrix.ts';
import type { Focus } from './scope.ts';
import type { Sentence, Word } from './tag.ts';
import type { Trigger } from './triggers.ts';

/** What every step of reading an undertaking looks at. */
export type Setting = {
  readonly doc: Document;
  readonly sentence: Sentence;
  readonly discourse: Discourse;
  readonly focus: Focus;
};

/** An undertaking before it is judged: its verb, who acts, and the words of its clause. */
export type Draft = {
  readonly trigger: Trigger;
  readonly subject: Range;
  readonly actor: Actor;
  readonly content: Range;
  readonly from: number;
  readonly matrix: Matrix | undefined;
};

export const textOf = (words: readonly Word[], range: Range): string =>
  words
    .slice(range.from, range.to)
    .map((word) => word.text)
    .join(' ');
