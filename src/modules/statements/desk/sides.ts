import type { Proposals } from '#contract/statements.ts';

export type Party = { readonly id: string; readonly names: readonly string[] };
export type Side = { readonly names: readonly string[]; readonly party: string | null };
/** Letter of a side to the text’s names for it, and the party of the accord that it is. */
export type Sides = Readonly<Record<string, Side>>;

/**
 * A side is the party whose name holds one of the side’s names; where one of two is known so, the other is the other party. A text
 * in which no party is known may be about anybody: nothing is guessed. The officer has the last word.
 */
export function mapSides(names: Proposals['parties'], parties: readonly Party[]): Sides {
  const free = new Set(parties.map(({ id }) => id));
  const mapped = new Map<string, string>();
  for (const [letter, aliases] of Object.entries(names)) {
    const match = parties.find(
      (party) => free.has(party.id) && aliases.some((alias) => party.names.some((name) => holds(name, alias))),
    );
    if (!match) continue;
    mapped.set(letter, match.id);
    free.delete(match.id);
  }
  const unknown = Object.keys(names).filter((letter) => !mapped.has(letter));
  const [letter] = unknown;
  const [last] = free;
  if (mapped.size === 1 && unknown.length === 1 && free.size === 1) mapped.set(letter!, last!);
  return Object.fromEntries(
    Object.entries(names).map(([side, aliases]) => [side, { names: aliases, party: mapped.get(side) ?? null }]),
  );
}

const holds = (name: string, alias: string): boolean =>
  alias.length > 1 && name.toLowerCase().includes(alias.toLowerCase());

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/**
 * The same reading with the letters that the sides have here already: a newer reader may letter them otherwise, and decisions name
 * them by letter. A side is the one that shares a name with it.
 */
export function relettered(reading: Proposals, sides: Sides): Proposals {
  const taken = new Set(Object.keys(sides));
  const free = LETTERS.filter((letter) => !taken.has(letter));
  const letters = new Map<string, string>();
  for (const [letter, names] of Object.entries(reading.parties)) {
    const same = Object.keys(sides).find(
      (own) =>
        !new Set(letters.values()).has(own) && sides[own]!.names.some((name) => names.some((one) => isSame(one, name))),
    );
    const given = same ?? (taken.size === 0 ? letter : free.shift());
    if (given !== undefined) letters.set(letter, given);
  }
  const lettered = (text: string): string =>
    text === 'both'
      ? text
      : text
          .split('+')
          .flatMap((letter) => letters.get(letter) ?? [])
          .join('+');
  return {
    ...reading,
    parties: Object.fromEntries(
      Object.entries(reading.parties).flatMap(([letter, names]) => {
        const given = letters.get(letter);
        return given === undefined ? [] : [[given, names]];
      }),
    ),
    commitments: reading.commitments.map((one) => ({ ...one, responsible: lettered(one.responsible) })),
    participants: reading.participants.map((one) =>
      one.side === undefined ? one : { ...one, side: lettered(one.side) },
    ),
  };
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What was mapped before stays; a side that is new here is mapped among the parties that are left. */
export function joinSides(before: Sides, names: Proposals['parties'], parties: readonly Party[]): Sides {
  const used = new Set(Object.values(before).map(({ party }) => party));
  const fresh = Object.fromEntries(Object.entries(names).filter(([letter]) => !Object.hasOwn(before, letter)));
  return {
    ...before,
    ...mapSides(
      fresh,
      parties.filter(({ id }) => !used.has(id)),
    ),
  };
}
