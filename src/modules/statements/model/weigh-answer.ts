import type { ModelAnswer } from '#contract/statement-model.ts';
import type { Proposals } from '#contract/statements.ts';
import { readStatement } from '../read/read-statement.ts';
import { proposalsOf } from '../proposals.ts';
import { checkAnswer } from './check-answer.ts';
import { disagreementsOf } from './disagreements.ts';

export type Weighed = {
  readonly rules: Proposals;
  /** Undefined: nothing was in the form that was asked for. */
  readonly model?: Omit<NonNullable<ModelAnswer['model']>, 'provenance'>;
};

/** The rules' own reading, and beside it what is left of the model's. Runs in the reading thread: both texts are strangers'. */
export function weighAnswer(text: string, content: string | null): Weighed {
  const rules = proposalsOf(text, readStatement(text));
  const checked = content === null ? undefined : checkAnswer(text, content, rules);
  if (!checked) return { rules };
  const proposals = { ...checked.proposals, sha256: rules.sha256 };
  return {
    rules,
    model: { proposals, dropped: checked.dropped, disagreements: disagreementsOf(text, rules, proposals) },
  };
}
