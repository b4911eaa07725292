import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { direction } from '../../../app/languages.ts';
import type { Numbered } from '../model/item.ts';
import { segments } from '../model/segments.ts';
import type { Span } from '../model/span.ts';
import { snap, type Edge, type Words } from '../model/words.ts';
import { Handles } from './Handles.tsx';
import { Piece, type Marked } from './Piece.tsx';
import { selectedIn } from './text-offset.ts';
import classes from './TextPanel.module.css';

export type TextPanelProps = {
  readonly text: string;
  readonly lang: string;
  readonly words: Words;
  readonly items: readonly Numbered[];
  readonly selected: string | undefined;
  readonly select: (id: string) => void;
  /** A passage that is about to be marked. */
  readonly pending: Span | undefined;
  readonly setPending: (span: Span) => void;
  /** Undefined for who may not change anything. `isSettled`: the pointer let go of it. */
  readonly resize: ((span: Span, isSettled: boolean) => void) | undefined;
  readonly edge: Edge;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** The statement as it was published, with what was found marked in it. Passages may overlap. */
export function TextPanel(props: TextPanelProps) {
  const { text, lang, words, items, selected, select, pending, setPending, resize, edge, onKeyDown } = props;
  const { t } = useLingui();
  const panel = useRef<HTMLElement>(null);
  const cut = useMemo(() => {
    const marked = items.map(({ item, number }): Marked => {
      const { start, end } = item.values;
      return { start, end, item, number };
    });
    return segments<Marked | Span>(text.length, pending === undefined ? marked : [...marked, pending]);
  }, [text, items, pending]);
  const span = items.find(({ item }) => item.id === selected)?.item.values;

  const begins = span?.start;
  useEffect(() => {
    if (selected !== undefined && begins !== undefined) scrollTo(panel.current, '[data-selected]');
  }, [selected, begins]);
  useEffect(() => {
    if (pending !== undefined) scrollTo(panel.current, '[data-pending]');
  }, [pending]);
  useEffect(() => {
    const look = () => {
      const chosen = panel.current === null ? undefined : selectedIn(panel.current);
      const whole = chosen === undefined ? undefined : snap(words, chosen);
      if (whole !== undefined) setPending(whole);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [words, setPending]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it scrolls by itself and takes the arrows while a passage is chosen, so it must take the focus
    <section
      ref={panel}
      id="statement-text"
      className={classes.text}
      lang={lang}
      dir={direction(lang)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      aria-label={t`Text with what was found marked`}
      onKeyDown={onKeyDown}
    >
      {cut.map((segment) => (
        <Piece
          key={segment.start}
          segment={segment}
          words={text.slice(segment.start, segment.end)}
          {...{ selected, pending, select }}
        />
      ))}
      {span !== undefined && resize !== undefined && <Handles {...{ panel, words, text, span, edge, resize }} />}
    </section>
  );
}

/** Scrolls this panel alone: scrollIntoView would move the page under the cards. */
function scrollTo(panel: HTMLElement | null, what: string): void {
  const mark = panel?.querySelector<HTMLElement>(what);
  if (mark === null || mark === undefined || panel === null) return;
  const offset = mark.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  if (offset > 12 && offset < panel.clientHeight - 60) return;
  panel.scrollBy({ top: offset - panel.clientHeight / 3, behavior: 'smooth' });
}
