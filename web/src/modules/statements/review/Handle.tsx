import { useLingui } from '@lingui/react/macro';
import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { dragEdge, moveEdge, type Edge, type Words } from '../model/words.ts';
import type { Span } from '../model/span.ts';
import type { Spot } from './Handles.tsx';
import { offsetOf, placeAt } from './text-offset.ts';
import classes from './TextPanel.module.css';

type Props = {
  readonly panel: RefObject<HTMLElement | null>;
  readonly words: Words;
  readonly text: string;
  readonly span: Span;
  readonly which: Edge;
  /** The edge that Shift and an arrow move. */
  readonly isActive: boolean;
  readonly spot: Spot;
  readonly resize: (span: Span, isSettled: boolean) => void;
};

const SHOWN = 40;

/** An end of the selected passage: dragged by a pointer, or moved word by word with the arrows. */
export function Handle({ panel, words, text, span, which, isActive, spot, resize }: Props) {
  const { t } = useLingui();
  const [isDragged, setIsDragged] = useState(false);
  const from = useRef(span);
  const { start, end } = span;
  const drag = (event: PointerEvent) => {
    if (!isDragged || panel.current === null) return;
    const place = placeAt(event.clientX, event.clientY);
    const at = place === undefined ? undefined : offsetOf(place, panel.current);
    if (at === undefined) return;
    const to = dragEdge(words, span, which, at);
    if (to.start !== start || to.end !== end) resize(to, false);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    const isRtl = panel.current?.dir === 'rtl';
    resize(moveEdge(words, span, which, (event.key === 'ArrowRight') === isRtl ? -1 : 1), false);
  };
  const said = which === 'start' ? text.slice(start, start + SHOWN) : text.slice(Math.max(start, end - SHOWN), end);
  return (
    <span
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no range of the platform can lie at the end of words
      role="slider"
      tabIndex={0}
      className={classes.handle}
      data-edge={which}
      data-active={isActive || undefined}
      data-dragged={isDragged || undefined}
      style={{ left: spot.x, top: spot.y, height: spot.height }}
      aria-label={which === 'start' ? t`Beginning of the passage` : t`End of the passage`}
      aria-valuemin={0}
      aria-valuemax={text.length}
      aria-valuenow={span[which]}
      aria-valuetext={said}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = span;
        setIsDragged(true);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        setIsDragged(false);
        resize(span, true);
      }}
      onPointerCancel={() => {
        setIsDragged(false);
        resize(from.current, true);
      }}
    />
  );
}
