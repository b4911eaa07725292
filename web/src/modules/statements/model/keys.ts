export const COMMANDS = [
  'next',
  'previous',
  'next-open',
  'accept',
  'reject',
  'reopen',
  'edit',
  'split',
  'merge',
  'add',
  'remove',
  'forward',
  'back',
  'other-edge',
  'why',
  'undo',
  'redo',
  'help',
  'close',
] as const;
export type Command = (typeof COMMANDS)[number];

export type Press = {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

const LETTERS: Readonly<Record<string, Command>> = {
  n: 'next',
  j: 'next',
  p: 'previous',
  k: 'previous',
  o: 'next-open',
  a: 'accept',
  r: 'reject',
  c: 'reopen',
  e: 'edit',
  s: 'split',
  m: 'merge',
  i: 'add',
  x: 'other-edge',
  w: 'why',
  u: 'undo',
};
const NAMED: Readonly<Record<string, Command>> = { '?': 'help', Escape: 'close', Delete: 'remove' };

/**
 * What a key press asks for while nothing is being typed. Letters are taken by what they write, or on a keyboard of another script by
 * where they are: there is no `a` on an Urdu keyboard, but the key is there. `rtl`: the text runs from right to left, and so do its arrows.
 */
export function commandOf(press: Press, rtl: boolean): Command | undefined {
  const { key, shiftKey } = press;
  if (press.altKey) return undefined;
  const letter = letterOf(press);
  if (press.ctrlKey || press.metaKey) {
    if (letter === 'z') return shiftKey ? 'redo' : 'undo';
    return letter === 'y' ? 'redo' : undefined;
  }
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    if (!shiftKey) return undefined;
    return (key === 'ArrowRight') === rtl ? 'back' : 'forward';
  }
  const named = NAMED[key];
  if (named !== undefined) return named;
  if (press.code === 'Slash' && shiftKey) return 'help';
  if (letter === undefined) return undefined;
  if (letter === 'u' && shiftKey) return 'redo';
  return shiftKey ? undefined : LETTERS[letter];
}

function letterOf({ key, code }: Press): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  // A letter of another script: the place of the key decides.
  if (/^\p{L}$/u.test(key)) return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  return undefined;
}
