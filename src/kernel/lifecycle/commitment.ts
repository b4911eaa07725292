import { declareLifeCycle } from './declare.ts';
import { asReached } from './machine.ts';

/**
 * A commitment, as domain.md lists it. Where that leaves room, this is the reading:
 *
 * - Acceptance comes before work: `plan`, `report` and `deliver` need an accepted text. All three are open to either
 *   party, since either or both may owe it; who does is in the record, not in the life cycle.
 * - Nobody verifies their own delivery: the counterpart of the party that delivered does, or finds it wanting
 *   (`dispute`). If both delivered without knowing of each other, either one's word about the other suffices.
 * - A dispute is open to either party until it is settled: by acceptance (again), by withdrawal, by a new text.
 * - Withdrawing, superseding and disputing prevail over work that crosses them, as they would over work done before.
 *   An acceptance or a delivery that crosses a withdrawal is a matter to talk about: disputed.
 */
export const commitmentLifeCycle = declareLifeCycle({
  name: 'commitment',
  subjectType: 'commitment',
  initial: 'announced',
  states: {
    announced: {},
    accepted: {},
    disputed: {},
    planned: {},
    'in-progress': {},
    'delivered-by-author': { as: 'delivered' },
    'delivered-by-counterpart': { as: 'delivered' },
    'delivered-by-both': { as: 'delivered' },
    verified: { final: true },
    withdrawn: { final: true },
    superseded: { final: true },
  },
  transitions: [
    { verb: 'accept', by: 'counterpart', from: ['announced', 'disputed'], to: 'accepted', binding: true },
    { verb: 'plan', by: 'either', from: ['accepted', 'planned'], to: 'planned' },
    {
      verb: 'report',
      by: 'either',
      from: ['accepted', 'planned', 'in-progress'],
      to: 'in-progress',
      needs: ['evidence'],
    },
    {
      verb: 'deliver',
      by: 'author',
      from: ['accepted', 'planned', 'in-progress'],
      to: 'delivered-by-author',
      needs: ['evidence'],
    },
    {
      verb: 'deliver',
      by: 'counterpart',
      from: ['accepted', 'planned', 'in-progress'],
      to: 'delivered-by-counterpart',
      needs: ['evidence'],
    },
    {
      verb: 'verify',
      by: 'counterpart',
      from: ['delivered-by-author', 'delivered-by-both'],
      to: 'verified',
      binding: true,
    },
    {
      verb: 'verify',
      by: 'author',
      from: ['delivered-by-counterpart', 'delivered-by-both'],
      to: 'verified',
      binding: true,
    },
    {
      verb: 'dispute',
      by: 'either',
      from: ['announced', 'accepted', 'planned', 'in-progress', 'delivered-by-both'],
      to: 'disputed',
      needs: ['reason'],
    },
    { verb: 'dispute', by: 'counterpart', from: ['delivered-by-author'], to: 'disputed', needs: ['reason'] },
    { verb: 'dispute', by: 'author', from: ['delivered-by-counterpart'], to: 'disputed', needs: ['reason'] },
    {
      verb: 'withdraw',
      by: 'author',
      from: ['announced', 'disputed', 'accepted', 'planned', 'in-progress'],
      to: 'withdrawn',
    },
    {
      verb: 'supersede',
      by: 'author',
      from: ['announced', 'disputed', 'accepted', 'planned', 'in-progress'],
      to: 'superseded',
    },
  ],
  crossed: [
    { verbs: ['accept', 'dispute'], to: 'disputed' },
    { verbs: ['accept', 'withdraw'], to: 'disputed' },
    { verbs: ['accept', 'supersede'], to: 'disputed' },
    { verbs: ['deliver', 'withdraw'], to: 'disputed' },
    { verbs: ['deliver', 'supersede'], to: 'disputed' },
    { verbs: ['verify', 'dispute'], to: 'disputed' },
    { verbs: ['deliver', 'deliver'], to: 'delivered-by-both' },
    { verbs: ['verify', 'verify'], to: asReached },
    { verbs: ['dispute', 'dispute'], to: asReached },
    { verbs: ['dispute', 'plan'], to: asReached },
    { verbs: ['dispute', 'report'], to: asReached },
    { verbs: ['dispute', 'deliver'], to: asReached },
    { verbs: ['dispute', 'withdraw'], to: asReached },
    { verbs: ['dispute', 'supersede'], to: asReached },
    { verbs: ['plan', 'report'], to: asReached },
    { verbs: ['plan', 'deliver'], to: asReached },
    { verbs: ['plan', 'withdraw'], to: asReached },
    { verbs: ['plan', 'supersede'], to: asReached },
    { verbs: ['report', 'deliver'], to: asReached },
    { verbs: ['report', 'withdraw'], to: asReached },
    { verbs: ['report', 'supersede'], to: asReached },
  ],
  progress: ['report'],
});
