/** What of a record people write; the rest is the node's. */
export const OWN_TO_NODE: ReadonlySet<string> = new Set([
  'type',
  'id',
  'spec_version',
  'created',
  'modified',
  'created_by_ref',
  'extensions',
]);

type Fields = Readonly<Record<string, unknown>>;

export type Difference = { readonly property: string; readonly before: unknown; readonly after: unknown };

/** Property by property, what a version changed of the one before. Markings are properties like others. */
export function differences(before: Fields, after: Fields): Difference[] {
  return propertiesOf(before, after).flatMap((property) =>
    isSame(before[property], after[property]) ? [] : [{ property, before: before[property], after: after[property] }],
  );
}

export type Merged = {
  readonly property: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
  /** Who changed it since the base; `conflict`: both, and differently. */
  readonly by: 'nobody' | 'theirs' | 'mine' | 'both' | 'conflict';
};

/** Three versions, property by property. Nothing is decided here where both sides changed something differently. */
export function threeWay(base: Fields, theirs: Fields, mine: Fields): Merged[] {
  return propertiesOf(base, theirs, mine).map((property) => {
    const [from, other, own] = [base[property], theirs[property], mine[property]];
    const [isTheirs, isMine] = [!isSame(from, other), !isSame(from, own)];
    const by = !isTheirs ? (isMine ? 'mine' : 'nobody') : !isMine ? 'theirs' : isSame(other, own) ? 'both' : 'conflict';
    return { property, base: from, theirs: other, mine: own, by };
  });
}

/** The version that is to be written: theirs, with what is only mine, and what was chosen where both changed something. */
export function mergedRecord(
  theirs: Fields,
  merged: readonly Merged[],
  chosen: Readonly<Record<string, 'theirs' | 'mine'>>,
): Fields {
  const own = merged.filter(({ property, by }) => by === 'mine' || (by === 'conflict' && chosen[property] === 'mine'));
  const kept = Object.entries(theirs).filter(([property]) => !own.some((one) => one.property === property));
  return Object.fromEntries([
    ...kept,
    ...own.flatMap(({ property, mine }) => (mine === undefined ? [] : [[property, mine]])),
  ]);
}

function propertiesOf(...records: readonly Fields[]): string[] {
  const all = new Set(records.flatMap((record) => Object.keys(record)));
  return [...all].filter((property) => !OWN_TO_NODE.has(property)).sort();
}

/** By content: the order of an object's members says nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}
