import { useState, type DragEvent, type ReactNode } from 'react';
import classes from './Desk.module.css';

type Props = { readonly label: string; readonly take: (files: readonly File[]) => void; readonly children: ReactNode };

/** Files may be dropped on it. A short cut: the button in it does the same for keyboards and screen readers. */
export function DropArea({ label, take, children }: Props) {
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take([...event.dataTransfer.files]);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a pointer may drop here; the button within it does the same for keys
    <fieldset
      className={classes.drop}
      data-over={isOver || undefined}
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {children}
    </fieldset>
  );
}
