import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

const CARDS_PX = 680;

/** Whether the columns have no room: below a width at which nobody reads columns, or where they would be cut off. */
export function useNarrow(place: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false);
  const needed = useRef(CARDS_PX);
  useLayoutEffect(() => {
    const box = place.current;
    if (box === null) return undefined;
    const measure = () => {
      if (!isNarrow && box.scrollWidth > box.clientWidth + 1) needed.current = box.scrollWidth;
      setNarrow(box.clientWidth < needed.current);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [place, isNarrow]);
  return isNarrow;
}
