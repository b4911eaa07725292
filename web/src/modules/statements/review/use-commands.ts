import { useEffect } from 'react';
import { commandOf, type Command } from '../model/keys.ts';

const FIELDS = 'input, textarea, select, [contenteditable], [role="combobox"], [role="option"], [role="dialog"] *';

export type Commands = Readonly<Partial<Record<Command, () => void>>>;

/** Keys for who reviews many; never while something is being typed, and not while a dialog is open. */
export function useCommands(
  commands: Commands,
  { isOn, rtl }: { readonly isOn: boolean; readonly rtl: boolean },
): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.matches(FIELDS)) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const command = commandOf(event, rtl);
      const act = command === undefined ? undefined : commands[command];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
}
