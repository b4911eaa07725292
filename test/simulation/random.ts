/** All that is random in a history comes from its seed: sfc32, seeded by splitmix32. */
export type Random = {
  /** A whole number from 0 to `below` - 1. */
  readonly int: (below: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly bytes: (size: number) => Uint8Array;
  readonly uuid: () => string;
};

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix() ^ Math.floor(seed / 2 ** 32), splitmix()];
  const next = (): number => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();

  const int = (below: number): number => Math.floor((next() / 2 ** 32) * below);
  const bytes = (size: number): Uint8Array => Uint8Array.from({ length: size }, () => next() & 0xff);
  return {
    int,
    chance: (probability) => next() / 2 ** 32 < probability,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new RangeError('nothing to pick from');
      return list[int(list.length)] as T;
    },
    bytes,
    uuid: () => {
      const hex = () => next().toString(16).padStart(8, '0');
      const [x, y, z, w] = [hex(), hex(), hex(), hex()];
      return `${x}-${y.slice(0, 4)}-4${y.slice(5)}-8${z.slice(1, 4)}-${z.slice(4)}${w}`;
    },
  };
}
