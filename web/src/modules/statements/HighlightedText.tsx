import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useRef } from 'react';
import { direction } from '../../app/languages.ts';
import { pieces, type Piece, type Review } from './review.ts';
import classes from './Statements.module.css';

type Props = {
  readonly text: string;
  readonly review: Review;
  readonly selected: number;
  readonly select: (place: number) => void;
};

export function HighlightedText({ text, review, selected, select }: Props) {
  const { t } = useLingui();
  const panel = useRef<HTMLElement>(null);
  const { items, others, lang } = review;
  const cut = useMemo(() => pieces(text.length, items, others), [text, items, others]);
  useEffect(() => {
    const mark = panel.current?.querySelector<HTMLElement>(`[data-places~="${selected}"]`);
    if (mark === null || mark === undefined || panel.current === null) return;
    // Scrolls this panel alone: scrollIntoView would move the page under the cards.
    const offset = mark.getBoundingClientRect().top - panel.current.getBoundingClientRect().top;
    panel.current.scrollBy({ top: offset - panel.current.clientHeight / 3, behavior: 'smooth' });
  }, [selected]);
  return (
    // It scrolls by itself, so it must take the focus to be scrolled by keys.
    <section
      ref={panel}
      className={classes.text}
      lang={lang}
      dir={direction(lang)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and so must be reached by the keyboard
      tabIndex={0}
      aria-label={t`Text with the proposals marked`}
    >
      {cut.map((piece) => (
        <PieceOfText
          key={piece.start}
          piece={piece}
          words={text.slice(piece.start, piece.end)}
          {...{ review, selected, select }}
        />
      ))}
    </section>
  );
}

type PieceProps = Omit<Props, 'text'> & { readonly piece: Piece; readonly words: string };

function PieceOfText({ piece, words, review, selected, select }: PieceProps) {
  const shown = piece.items.includes(selected) ? selected : piece.items[0];
  const item = shown === undefined ? undefined : review.items[shown];
  if (shown === undefined || item === undefined) {
    return piece.sorts.length === 0 ? (
      words
    ) : (
      <span className={classes.found} data-sort={piece.sorts[0]}>
        {words}
      </span>
    );
  }
  return (
    // The card beside it is the control for keyboards and screen readers; a click on the words is a short cut to it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <mark
      className={classes.span}
      data-kind={item.kind}
      data-decision={item.decision}
      data-places={piece.items.join(' ')}
      data-selected={shown === selected || undefined}
      onClick={() => select(shown)}
    >
      {words}
    </mark>
  );
}
