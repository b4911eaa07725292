import { describe, expect, it } from 'vitest';
import { RequestFailed } from '../../../web/src/data/client.ts';
import { areAllShown, fieldProblems, problemAt } from '../../../web/src/ui/form/problems.ts';

const refused = (errors: { path: string; message: string }[]) =>
  new RequestFailed(400, {
    type: 'urn:entente:problem:bad-input',
    title: 'Bad input',
    status: 400,
    code: 'bad-input',
    detail: '',
    errors,
  });

describe('a refusal of what was filled in', () => {
  it('is shown at the field that it names, or at the field that holds the place', () => {
    const problems = fieldProblems(
      refused([
        { path: '$.reason', message: 'too short' },
        { path: '$.names.en', message: 'empty' },
      ]),
    );
    expect(problemAt(problems, 'reason')).toBe('too short');
    expect(problemAt(problems, 'names')).toBe('empty');
    expect(problemAt(problems, 'name')).toBeUndefined();
  });

  it('is said above the form unless every place has a field', () => {
    const problems = fieldProblems(
      refused([
        { path: '$.reason', message: 'too short' },
        { path: '$.until', message: 'past' },
      ]),
    );
    expect(areAllShown(problems, ['reason', 'until'])).toBe(true);
    expect(areAllShown(problems, ['reason'])).toBe(false);
    expect(areAllShown(fieldProblems(refused([])), ['reason'])).toBe(false);
    expect(areAllShown(fieldProblems(new RequestFailed(0, undefined)), ['reason'])).toBe(false);
  });
});
