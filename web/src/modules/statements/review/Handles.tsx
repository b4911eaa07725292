import { useEffect, useState, type RefObject } from 'react';
import type { Span } from '../model/span.ts';
import type { Edge, Words } from '../model/words.ts';
import { Handle } from './Handle.tsx';

type Props = {
  readonly panel: RefObject<HTMLElement | null>;
  readonly words: Words;
  readonly text: string;
  readonly span: Span;
  readonly edge: Edge;
  readonly resize: (span: Span, isSettled: boolean) => void;
};

export type Spot = { readonly x: number; readonly y: number; readonly height: number };
type Spots = Readonly<Record<Edge, Spot>>;

/** The two ends of the selected passage. They lie over the text, not in it: what is dragged must not be taken out of the page while it moves. */
export function Handles({ panel, span, ...props }: Props) {
  const [spots, setSpots] = useState<Spots>();
  const { start, end } = span;
  useEffect(() => {
    // After the panel itself is known: within its first layout it is not.
    const { current } = panel;
    if (current === null || end <= start) return undefined;
    const measure = () => setSpots(spotsIn(current));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    // A face that comes after the text moves its words, also where the panel keeps its size.
    document.fonts.addEventListener('loadingdone', measure);
    return () => {
      observer.disconnect();
      document.fonts.removeEventListener('loadingdone', measure);
    };
  }, [panel, start, end]);
  if (spots === undefined) return null;
  return (['start', 'end'] as const).map((which) => (
    <Handle key={which} {...{ panel, span, which, spot: spots[which], ...props }} isActive={props.edge === which} />
  ));
}

function spotsIn(panel: HTMLElement): Spots | undefined {
  const marks = [...panel.querySelectorAll('mark[data-selected]')];
  const first = marks[0]?.getClientRects()[0];
  const last = [...(marks.at(-1)?.getClientRects() ?? [])].at(-1);
  if (first === undefined || last === undefined) return undefined;
  const frame = panel.getBoundingClientRect();
  const isRtl = panel.dir === 'rtl';
  const spot = (x: number, { top, height }: DOMRect): Spot => ({
    x: x - frame.left - panel.clientLeft + panel.scrollLeft,
    y: top - frame.top - panel.clientTop + panel.scrollTop,
    height,
  });
  return {
    start: spot(isRtl ? first.right : first.left, first),
    end: spot(isRtl ? last.left : last.right, last),
  };
}
