import { fromBase64Strict, toBase64 } from '#platform';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { Broken } from './broken.ts';
import type { CardLine, PartyCard } from './lines.ts';

/** `keys`: the present one first. */
export type KnownParty = {
  readonly id: string;
  readonly name: string;
  readonly card: PartyCard;
  readonly keys: readonly Uint8Array[];
};
export type Role = 'publisher' | 'cosigner' | 'exporter';
export type UntrustedKey = { readonly party: string; readonly fingerprint: string; readonly as: Role };

export type KeyAccount = {
  readonly fingerprint: string;
  readonly isPresent: boolean;
  readonly isTrusted: boolean;
  /** What it signed for the dossier to stand on; several keys can share in one. */
  readonly as: readonly Role[];
};
/** `keys`: the present one first. */
export type PartyAccount = {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly url: string;
  readonly keys: readonly KeyAccount[];
};

/** Who is named in the dossier, which of their keys it stands on, and which of those the reader trusts. */
export type Parties = {
  readonly add: (line: CardLine) => boolean;
  readonly byUuid: (uuid: string) => KnownParty | undefined;
  /** The old key vouches for the new one. */
  readonly rotated: (party: KnownParty, from: Uint8Array, to: Uint8Array) => void;
  /** The dossier stands on a signature by any one of these keys. */
  readonly relied: (party: KnownParty, keys: readonly Uint8Array[], role: Role) => void;
  readonly untrusted: (trust: readonly string[]) => UntrustedKey[];
  readonly unused: (trust: readonly string[]) => string[];
  readonly account: (trust: readonly string[]) => PartyAccount[];
};

export function knownParties(): Parties {
  const parties = new Map<string, KnownParty>();
  const rotations: { party: KnownParty; from: string; to: string }[] = [];
  const relied = new Map<string, { party: KnownParty; keys: readonly Uint8Array[]; role: Role }>();

  const fingerprints = () =>
    [...parties.values()].flatMap(({ id, keys }) =>
      keys.map((key) => ({ id, key: toBase64(key), fingerprint: fingerprint(id, key) })),
    );

  /** "party key" pairs: those given from outside, and what follows from an earlier key to a later one. */
  const trusted = (trust: readonly string[]): Set<string> => {
    const reached = new Set(
      fingerprints().flatMap(({ id, key, fingerprint: print }) => (trust.includes(print) ? [`${id} ${key}`] : [])),
    );
    for (let grew = true; grew;) {
      const before = reached.size;
      for (const { party, from, to } of rotations)
        if (reached.has(`${party.id} ${from}`)) reached.add(`${party.id} ${to}`);
      grew = reached.size > before;
    }
    return reached;
  };

  return {
    add: ({ card, earlier }) => {
      const uuid = uuidOf(card.id);
      if (parties.has(uuid)) return false;
      const name = card.names['en'] ?? Object.values(card.names)[0] ?? card.id;
      parties.set(uuid, { id: card.id, name, card, keys: [card.key, ...earlier.toReversed()].map(fromBase64Strict) });
      return true;
    },
    byUuid: (uuid) => parties.get(uuid),
    rotated: (party, from, to) => void rotations.push({ party, from: toBase64(from), to: toBase64(to) }),
    relied: (party, keys, role) =>
      void relied.set(`${party.id} ${role} ${keys.map(toBase64).join(' ')}`, { party, keys, role }),
    untrusted: (trust) => {
      const reached = trusted(trust);
      return [...relied.values()]
        .filter(({ party, keys }) => !keys.some((key) => reached.has(`${party.id} ${toBase64(key)}`)))
        .map(({ party, keys, role }) => ({
          party: party.id,
          fingerprint: keys.map((key) => fingerprint(party.id, key)).join(' or '),
          as: role,
        }));
    },
    unused: (trust) => trust.filter((print) => !fingerprints().some(({ fingerprint: known }) => known === print)),
    account: (trust) => {
      const reached = trusted(trust);
      return [...parties.values()].map(({ id, card, keys }) => ({
        id,
        names: card.names,
        url: card.url,
        keys: keys.map((key, i) => ({
          fingerprint: fingerprint(id, key),
          isPresent: i === 0,
          isTrusted: reached.has(`${id} ${toBase64(key)}`),
          as: [...relied.values()]
            .filter((one) => one.party.id === id && one.keys.some((other) => isSameHash(other, key)))
            .map(({ role }) => role)
            .filter((role, at, all) => all.indexOf(role) === at),
        })),
      }));
    },
  };
}

export function requireParty(parties: Parties, uuid: string): KnownParty {
  const known = parties.byUuid(uuid);
  if (known === undefined) throw new Broken('unknown-party', `there is no card of the party identity--${uuid}`);
  return known;
}
