/** When two labels say the same. */
export const plain = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? ''))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’`]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim();

const COURTESY =
  /^(?:(?:his|her) excellency|the hon(?:ou?rable)?|hon|h\.? ?e|dr|mr|mrs|ms|prof|professor|sheikh|dato'?|senator|general|admiral)(?:\. *| +)/u;

export function plainName(value: unknown): string {
  let name = plain(value);
  while (COURTESY.test(name)) name = name.replace(COURTESY, '');
  return name.replace(/[.,]/gu, '');
}

const CADENCES: Readonly<Record<string, readonly string[]>> = {
  P1W: ['weekly', 'every week', 'once a week', 'p7d'],
  P1M: ['monthly', 'every month', 'once a month', 'on a monthly basis'],
  P3M: ['quarterly', 'every three months', 'every 3 months', 'every quarter', 'once a quarter'],
  P6M: [
    'half-yearly',
    'half yearly',
    'biannually',
    'semiannual',
    'semiannually',
    'semi-annual',
    'semi-annually',
    'semi annual',
    'semi annually',
    'every six months',
    'every 6 months',
    'twice a year',
  ],
  P1Y: ['annual', 'annually', 'yearly', 'every year', 'once a year', 'each year', 'p12m'],
  P2Y: ['biennial', 'biennially', 'every two years', 'every 2 years'],
  regularly: ['regular', 'on a regular basis', 'periodic', 'periodically'],
};
const CADENCE_OF = new Map(
  Object.entries(CADENCES).flatMap(([name, words]) => [
    [plain(name), name] as const,
    ...words.map((word) => [word, name] as const),
  ]),
);

export const plainCadence = (value: unknown): string => CADENCE_OF.get(plain(value)) ?? plain(value);

export type Parties = Readonly<Record<string, string | readonly string[]>>;

const aliases = (names: string | readonly string[] | undefined): string[] =>
  (typeof names === 'string' ? [names] : [...(names ?? [])]).map(plain);

/** A predictor's own letters, as the letters of the labels: by a common name of the side. */
export function lettersOf(own: Parties | undefined, gold: Parties): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [letter, names] of Object.entries(own ?? gold)) {
    const mine = aliases(names);
    const hit = Object.keys(gold).find((other) => aliases(gold[other]).some((name) => mine.includes(name)));
    if (hit !== undefined) map.set(plain(letter), hit);
  }
  return map;
}

/** A letter, several, "both", or a party's name: as sorted letters of the labels. */
export function plainResponsible(value: unknown, letters: ReadonlyMap<string, string>, gold: Parties): string {
  const parts = (Array.isArray(value) ? value : [value])
    .flatMap((item) => plain(item).split(/ *[+&/] */u))
    .filter((part) => part !== '');
  const all = Object.keys(gold);
  const found = new Set(
    parts.flatMap((part) => {
      if (part === 'both' || part === 'all') return all;
      const bare = part.replace(/^side /u, '');
      return [letters.get(bare) ?? all.find((letter) => aliases(gold[letter]).includes(part)) ?? bare];
    }),
  );
  return [...found].sort().join('+');
}
