import type { Actor, Discourse } from './actors.ts';
import type { Range } from './clauses.ts';
import type { Document } from './document.ts';
import type { Matrix } from './matrix.ts';
import type { Span } from './reading.ts';
import type { Focus } from './scope.ts';
import type { Sentence, Word } from './tag.ts';
import type { Trigger } from './triggers.ts';

/** What every step of reading an undertaking looks at. */
export type Setting = {
  readonly doc: Document;
  readonly sentence: Sentence;
  readonly discourse: Discourse;
  readonly focus: Focus;
  /** What was looked at and left out, and why: filled as the reading goes. */
  readonly left: LeftOut[];
};

/** Why words that looked like an undertaking are none. */
export type Reason =
  | 'rhetoric'
  | 'background'
  | 'third party'
  | 'out of scope'
  | 'what a thing does'
  | 'talk'
  | 'a refusal'
  | 'nobody answers for it';
export type LeftOut = Span & { readonly reason: Reason; readonly words: string };

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

export const leave = (setting: Setting, span: Span, reason: Reason, words: string): undefined => {
  setting.left.push({
    start: span.start,
    end: span.end,
    reason,
    words: words.replace(/\s+/gu, ' ').trim().slice(0, 80),
  });
  return undefined;
};
