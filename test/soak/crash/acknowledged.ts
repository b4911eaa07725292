/** What a node said that it has, in the words in which it said it. */
export type Acknowledged = {
  readonly id: string;
  readonly c: string;
  /** The version and its canonical bytes; of a step the answer names only its commitment. */
  readonly modified?: string;
  readonly text?: string;
};

export type Book = {
  readonly add: (one: Acknowledged) => void;
  readonly all: () => readonly Acknowledged[];
  /** Those that came since the last call. */
  readonly fresh: () => readonly Acknowledged[];
};

export function openBook(): Book {
  const all: Acknowledged[] = [];
  let told = 0;
  return {
    add: (one) => void all.push(one),
    all: () => all,
    fresh: () => {
      const fresh = all.slice(told);
      told = all.length;
      return fresh;
    },
  };
}
