import type { KeyboardEvent } from 'react';
import { moveEdge, step, type Words } from '../model/words.ts';
import type { Span } from '../model/span.ts';

type Caret = {
  readonly words: Words;
  readonly rtl: boolean;
  readonly pending: Span | undefined;
  readonly setPending: (span: Span | undefined) => void;
};

/** While a passage is chosen by keys: arrows go from word to word and from sentence to sentence, with Shift they extend it. */
export function caretKeys({ words, rtl, pending, setPending }: Caret): (event: KeyboardEvent) => void {
  return (event) => {
    if (pending === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = (): Span | undefined => {
      switch (event.key) {
        case 'ArrowLeft':
        case 'ArrowRight': {
          const by = (event.key === 'ArrowRight') === rtl ? -1 : 1;
          return event.shiftKey ? moveEdge(words, pending, 'end', by) : step(words, pending, 'word', by);
        }
        case 'ArrowUp':
          return step(words, pending, 'sentence', -1);
        case 'ArrowDown':
          return step(words, pending, 'sentence', 1);
        default:
          return undefined;
      }
    };
    if (event.key === 'Enter') document.querySelector<HTMLElement>('#mark-as button')?.focus();
    const span = moved();
    if (span === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (span !== undefined) setPending(span);
  };
}
