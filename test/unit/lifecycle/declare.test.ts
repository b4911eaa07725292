import { describe, expect, test } from 'vitest';
import { accordLifeCycles } from '#kernel/lifecycle/accord.ts';
import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import { correctionNoticeLifeCycle } from '#kernel/lifecycle/correction-notice.ts';
import { declareLifeCycle } from '#kernel/lifecycle/declare.ts';
import { CITY_LIFE_CYCLES } from '#kernel/lifecycle/cities.ts';
import { MEETING_LIFE_CYCLES } from '#kernel/lifecycle/meetings.ts';
import { reviewLifeCycle } from '#kernel/lifecycle/signed-text.ts';
import { allowedVerbs, bindingVerbs, type LifeCycleData, needsOf } from '#kernel/lifecycle/machine.ts';

const machines: LifeCycleData[] = [
  commitmentLifeCycle,
  correctionNoticeLifeCycle,
  ...MEETING_LIFE_CYCLES,
  reviewLifeCycle,
  ...CITY_LIFE_CYCLES,
  ...Object.values(accordLifeCycles),
];

const offer: LifeCycleData = {
  name: 'offer',
  subjectType: 'offer',
  initial: 'open',
  states: { open: {}, taken: { final: true }, gone: { final: true } },
  transitions: [
    { verb: 'take', by: 'counterpart', from: ['open'], to: 'taken' },
    { verb: 'drop', by: 'author', from: ['open'], to: 'gone' },
  ],
  crossed: [{ verbs: ['take', 'drop'], to: 'gone' }],
};

describe.each(machines)('the life cycle of $name', (machine) => {
  test('loads, and is data that survives JSON', () => {
    const data = JSON.parse(JSON.stringify(machine)) as LifeCycleData;
    expect(declareLifeCycle(data)).toEqual(machine);
  });

  test.each(machine.crossed)('does not load without the outcome of $verbs.0 x $verbs.1', (rule) => {
    const crossed = machine.crossed.filter((other) => other !== rule);
    expect(() => declareLifeCycle({ ...machine, crossed })).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });

  test('does not load without any of its verbs that its states and outcomes stand on', () => {
    for (const verb of new Set(machine.crossed.flatMap((rule) => rule.verbs))) {
      const transitions = machine.transitions.filter((transition) => transition.verb !== verb);
      expect(() => declareLifeCycle({ ...machine, transitions })).toThrow(`unknown verb "${verb}"`);
    }
  });
});

describe('a life cycle does not load', () => {
  const refused =
    (change: Partial<LifeCycleData>): (() => unknown) =>
    () =>
      declareLifeCycle({ ...offer, ...change });

  test('if it is whole, it does', () => {
    expect(declareLifeCycle(offer)).toBe(offer);
  });

  test('with two verbs that can cross and no declared outcome', () => {
    expect(refused({ crossed: [] })).toThrow('drop and take can cross in "open" and no outcome is declared');
  });

  test('if the outcome of a crossing would depend on who is named first', () => {
    expect(refused({ crossed: [{ verbs: ['take', 'drop'], to: 'as-reached' }] })).toThrow('depends on their order');
    const transitions = [...offer.transitions, { verb: 'drop', by: 'author' as const, from: ['taken'], to: 'gone' }];
    const states = { ...offer.states, taken: {} };
    const bothAllowed = [...transitions, { verb: 'take', by: 'counterpart' as const, from: ['gone'], to: 'taken' }];
    expect(refused({ transitions: bothAllowed, states: { ...states, gone: {} }, crossed: [] })).toThrow(
      'depends on their order',
    );
  });

  test('with unknown states or verbs', () => {
    expect(refused({ initial: 'shut' })).toThrow('unknown state "shut"');
    expect(refused({ crossed: [{ verbs: ['take', 'drop'], to: 'lost' }] })).toThrow('unknown state "lost"');
    expect(refused({ crossed: [...offer.crossed, { verbs: ['take', 'hold'], to: 'gone' }] })).toThrow('unknown verb');
    expect(refused({ initial: 'toString' })).toThrow('unknown state "toString"');
  });

  test('with a state that cannot be reached, a dead end that is not final, or a final state with a way out', () => {
    expect(refused({ states: { ...offer.states, lost: { final: true } } })).toThrow('"lost" cannot be reached');
    expect(refused({ states: { ...offer.states, taken: {} } })).toThrow('"taken" has no way out and is not final');
    expect(refused({ states: { ...offer.states, open: { final: true } } })).toThrow('"open" is final');
  });

  test('if one verb leads one party to two states', () => {
    const transitions = [...offer.transitions, { verb: 'take', by: 'either' as const, from: ['open'], to: 'gone' }];
    expect(refused({ transitions })).toThrow('two states for one party');
  });

  test('with two outcomes for one pair, or a verb that binds in one place only', () => {
    expect(refused({ crossed: [...offer.crossed, { verbs: ['drop', 'take'], to: 'taken' }] })).toThrow('two outcomes');
    const again = { verb: 'drop', by: 'counterpart' as const, from: ['open'], to: 'gone', binding: true };
    expect(refused({ transitions: [...offer.transitions, again] })).toThrow('binds or needs differently');
  });
});

test('the binding verbs are those of the definitions', () => {
  expect([...bindingVerbs(commitmentLifeCycle)].sort()).toEqual(['accept', 'verify']);
  for (const machine of Object.values(accordLifeCycles)) expect([...bindingVerbs(machine)]).toEqual(['ratify']);
});

test('a dispute needs a reason, a report and a delivery evidence', () => {
  expect([...needsOf(commitmentLifeCycle, 'dispute')]).toEqual(['reason']);
  expect([...needsOf(commitmentLifeCycle, 'report')]).toEqual(['evidence']);
  expect([...needsOf(commitmentLifeCycle, 'deliver')]).toEqual(['evidence']);
  expect(needsOf(commitmentLifeCycle, 'accept').size).toBe(0);
});

test('the interface learns what each party may do', () => {
  const author = { isAuthor: true, isFirst: true };
  const counterpart = { isAuthor: false, isFirst: false };
  expect(allowedVerbs(commitmentLifeCycle, 'announced', author)).toEqual(['dispute', 'withdraw', 'supersede']);
  expect(allowedVerbs(commitmentLifeCycle, 'announced', counterpart)).toEqual(['accept', 'dispute']);
  expect(allowedVerbs(commitmentLifeCycle, 'delivered-by-author', author)).toEqual([]);
  expect(allowedVerbs(commitmentLifeCycle, 'verified', counterpart)).toEqual([]);
  expect(allowedVerbs(accordLifeCycles['at-once'], 'suspended-first', author)).toEqual(['lift', 'terminate']);
  expect(allowedVerbs(accordLifeCycles['at-once'], 'suspended-first', counterpart)).toEqual(['suspend', 'terminate']);
});
