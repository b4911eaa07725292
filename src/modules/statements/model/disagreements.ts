import { PROPOSED_TYPES, type Disagreement } from '#contract/statement-model.ts';
import type { Proposals } from '#contract/statements.ts';
import { overlap, runOf, wordsOf, type Run } from '../score/spans.ts';
import { plain, plainCadence, plainName } from '../score/values.ts';

type Item = { readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;
type Attribute = Disagreement['differs'][number];
type Two = Pick<Proposals, (typeof PROPOSED_TYPES)[number] | 'parties'>;

/** From here up two spans say one thing, as in the scores. */
const SAME = 0.3;

const ATTRIBUTES = {
  meetings: ['date', 'place', 'format'],
  participants: ['name', 'title', 'side'],
  commitments: ['kind', 'responsible', 'due', 'recurrence', 'status'],
  events: ['name', 'date', 'place'],
  incidents: ['name', 'date'],
} as const satisfies Record<(typeof PROPOSED_TYPES)[number], readonly Attribute[]>;

/** Rules and model beside each other: one to one by the words that their spans share, the most shared first. */
export function disagreementsOf(text: string, rules: Two, model: Two): Disagreement[] {
  const words = wordsOf(text);
  return PROPOSED_TYPES.flatMap((type): Disagreement[] => {
    const runs = (items: readonly Item[]) => items.map(({ start, end }) => runOf(words, start, end, text.length));
    const [ours, theirs]: [readonly Item[], readonly Item[]] = [rules[type], model[type]];
    const pairs = matched(runs(ours), runs(theirs));
    const [ruled, modelled] = [new Set(pairs.map(({ rule }) => rule)), new Set(pairs.map(({ other }) => other))];
    const found: { readonly at: number; readonly one: Disagreement }[] = [
      ...pairs.map(({ rule, other, shared }) => {
        const [one, another] = [ours[rule]!, theirs[other]!];
        const differs = ATTRIBUTES[type].filter((name) => valueOf(one, name, rules) !== valueOf(another, name, model));
        const which = differs.length > 0 ? ('differs' as const) : ('both' as const);
        return { at: one.start, one: { type, which, rules: rule, model: other, overlap: shared, differs } };
      }),
      ...ours.flatMap(({ start: at }, rule) => (ruled.has(rule) ? [] : [{ at, one: alone(type, { rules: rule }) }])),
      ...theirs.flatMap(({ start: at }, other) =>
        modelled.has(other) ? [] : [{ at, one: alone(type, { model: other }) }],
      ),
    ];
    return found.sort((a, b) => a.at - b.at).map(({ one }) => one);
  });
}

const alone = (
  type: Disagreement['type'],
  { rules = null, model = null }: { readonly rules?: number | null; readonly model?: number | null },
): Disagreement => ({
  type,
  which: rules === null ? 'only-model' : 'only-rules',
  rules,
  model,
  overlap: 0,
  differs: [],
});

function matched(ours: readonly (Run | undefined)[], theirs: readonly (Run | undefined)[]) {
  const all = ours.flatMap((a, rule) =>
    theirs.flatMap((b, other) => {
      const shared = a && b ? overlap(a, b) : 0;
      return shared >= SAME ? [{ rule, other, shared: Math.round(shared * 1000) / 1000 }] : [];
    }),
  );
  const [ruled, modelled] = [new Set<number>(), new Set<number>()];
  return all
    .sort((a, b) => b.shared - a.shared || a.rule - b.rule || a.other - b.other)
    .filter(({ rule, other }) => {
      if (ruled.has(rule) || modelled.has(other)) return false;
      ruled.add(rule);
      modelled.add(other);
      return true;
    });
}

function valueOf(item: Item, name: Attribute, { parties }: Two): string {
  const value = item[name];
  if (name === 'recurrence') return plainCadence(value);
  if (name === 'name') return plainName(value);
  if (name === 'responsible' && value === 'both') return plain(Object.keys(parties).sort().join('+'));
  return plain(value);
}
