import type { ItemType, ItemValues } from '#contract/statement-desk.ts';
import type { ModelAnswer } from '#contract/statement-model.ts';

type Model = NonNullable<ModelAnswer['model']>;
export type Disagreement = Model['disagreements'][number];
/** From the most open to the strictest. */
const LEVELS = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;

export function maySend(marking: (typeof LEVELS)[number], ceiling: (typeof LEVELS)[number] | null): boolean {
  return ceiling !== null && LEVELS.indexOf(marking) <= LEVELS.indexOf(ceiling);
}

export type MachineProposal = {
  readonly key: string;
  readonly type: ItemType;
  readonly values: ItemValues;
  readonly which: 'only-model' | 'differs';
  readonly differs: Disagreement['differs'];
};

/** What the model says and the rules do not, or say otherwise; where both agree there is nothing to look at. */
export function machineProposals({ proposals, disagreements }: Model): MachineProposal[] {
  return disagreements.flatMap(({ type, which, model, differs }): MachineProposal[] => {
    const found = model === null ? undefined : proposals[type][model];
    if (found === undefined || (which !== 'only-model' && which !== 'differs')) return [];
    const { why: _, ...values } = found;
    return [{ key: `${type} ${model}`, type, values, which, differs }];
  });
}
