import type { GroupRule } from '#contract/identity-provider.ts';

export type Grants = {
  readonly role: GroupRule['role'];
  readonly unit: string;
  readonly memberships: readonly {
    readonly accord: string;
    readonly channels: readonly string[] | null;
    readonly tlp: GroupRule['tlp'];
  }[];
};

/** The groups at a path of the claims: the whole path as one name (names may hold dots), else step by step. */
export function groupsIn(claims: Readonly<Record<string, unknown>>, path: string): readonly string[] {
  const found = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce<unknown>(inside, claims);
  const several: readonly unknown[] = Array.isArray(found) ? found : [found];
  return several.filter((one): one is string => typeof one === 'string' && one !== '');
}

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

/** Role and unit by the first rule that fits; memberships by all that fit, for each accord by the first. None fits: no place here. */
export function grantsFor(groups: readonly string[], rules: readonly GroupRule[]): Grants | undefined {
  const fitting = rules.filter(({ group }) => groups.includes(group));
  const [first] = fitting;
  if (first === undefined) return undefined;
  const memberships = new Map<string, Grants['memberships'][number]>();
  for (const { accord, channels, tlp } of fitting)
    if (accord !== null && !memberships.has(accord)) memberships.set(accord, { accord, channels, tlp });
  return { role: first.role, unit: first.unit, memberships: [...memberships.values()] };
}
