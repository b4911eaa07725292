import type { Item } from '../model/item.ts';
import type { Segment } from '../model/segments.ts';
import type { Span } from '../model/span.ts';
import classes from './TextPanel.module.css';

/** A passage with its number, which stands before it in the text and on its card. */
export type Marked = Span & { readonly item: Item; readonly number: number };

type Props = {
  readonly segment: Segment<Marked | Span>;
  readonly words: string;
  readonly selected: string | undefined;
  readonly pending: Span | undefined;
  readonly select: (id: string) => void;
};

function isMarked(span: Marked | Span): span is Marked {
  return 'item' in span;
}

/** A piece of the text over which the same passages lie. The innermost gives it its look. */
export function Piece({ segment, words, selected, pending, select }: Props) {
  const over = segment.over.filter(isMarked);
  const isPending = (pending !== undefined && segment.over.includes(pending)) || undefined;
  const top = over.find(({ item }) => item.id === selected) ?? over.at(-1);
  if (top === undefined) {
    return (
      <span data-start={segment.start} data-pending={isPending} className={classes.plain}>
        {words}
      </span>
    );
  }
  const { item } = top;
  const numbers = segment.begins.filter(isMarked).map(({ number }) => number);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the card beside it is the control for keyboards and screen readers; a click on the words is a short cut to it
    <mark
      data-start={segment.start}
      className={classes.span}
      data-type={item.type}
      data-kind={'kind' in item.values ? item.values.kind : undefined}
      data-decision={item.decision}
      data-items={over.map((one) => one.item.id).join(' ')}
      data-numbers={numbers.length === 0 ? undefined : numbers.join('·')}
      data-deep={over.length > 1 || undefined}
      data-selected={item.id === selected || undefined}
      data-pending={isPending}
      onClick={() => select(below(over, selected))}
    >
      {words}
    </mark>
  );
}

/** A click means the innermost passage; a second click the one around it. */
function below(over: readonly Marked[], selected: string | undefined): string {
  const at = over.findIndex(({ item }) => item.id === selected);
  const next = at === -1 ? over.at(-1) : over[(at - 1 + over.length) % over.length];
  return next?.item.id ?? '';
}
