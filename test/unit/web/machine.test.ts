import { describe, expect, it } from 'vitest';
import type { ModelAnswer } from '#contract/statement-model.ts';
import { machineProposals, maySend } from '../../../web/src/modules/statements/model/machine.ts';
import { values } from './desk-statement.ts';

const [same, other, more] = [values(0, 5), values(10, 15, { status: 'announced' }), values(20, 25)];
const model: NonNullable<ModelAnswer['model']> = {
  proposals: {
    lang: 'en',
    sha256: '',
    parties: {},
    meetings: [],
    participants: [],
    commitments: [same, other, { ...more, why: ['a reason'] }],
    events: [],
    incidents: [],
  },
  provenance: { meetings: [], participants: [], commitments: [], events: [], incidents: [] },
  dropped: { 'not-in-text': 0, 'not-in-the-set': 0, malformed: 0, twice: 0, 'too-many': 0 },
  disagreements: [
    { type: 'commitments', which: 'both', rules: 0, model: 0, overlap: 1, differs: [] },
    { type: 'commitments', which: 'differs', rules: 1, model: 1, overlap: 1, differs: ['status'] },
    { type: 'commitments', which: 'only-rules', rules: 2, model: null, overlap: 0, differs: [] },
    { type: 'commitments', which: 'only-model', rules: null, model: 2, overlap: 0, differs: [] },
  ],
};

describe('what a model says beside the rules', () => {
  it('is shown only where it says more or other than they do, in values that the desk takes', () => {
    expect(machineProposals(model).map(({ which, values: said }) => [which, said])).toEqual([
      ['differs', other],
      ['only-model', more],
    ]);
  });

  it('is asked for texts that are not above its ceiling', () => {
    expect([maySend('green', 'green'), maySend('amber', 'green'), maySend('clear', 'amber+strict')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(maySend('clear', null)).toBe(false);
  });
});
