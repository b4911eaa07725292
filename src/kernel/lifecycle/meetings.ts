import { declareLifeCycle } from './declare.ts';
import { asReached, type LifeCycle } from './machine.ts';
import { signedText } from './signed-text.ts';

// What joint working bodies move by. Whoever writes a text has agreed to it; the counterpart's `agree` makes it joint.

/** A standing arrangement, such as a body's terms of reference or a series of meetings: in force from agreement to its end. */
export const arrangement = (subjectType: string): LifeCycle =>
  declareLifeCycle({
    name: subjectType,
    subjectType,
    initial: 'proposed',
    states: { proposed: {}, agreed: {}, declined: {}, withdrawn: { final: true }, ended: { final: true } },
    transitions: [
      { verb: 'agree', by: 'counterpart', from: ['proposed', 'declined'], to: 'agreed', binding: true },
      { verb: 'decline', by: 'counterpart', from: ['proposed'], to: 'declined', needs: ['reason'] },
      { verb: 'withdraw', by: 'author', from: ['proposed', 'declined'], to: 'withdrawn' },
      { verb: 'end', by: 'either', from: ['agreed'], to: 'ended', needs: ['reason'] },
    ],
    crossed: [
      // Nobody is held to what its author no longer proposed.
      { verbs: ['agree', 'withdraw'], to: 'withdrawn' },
      { verbs: ['decline', 'withdraw'], to: asReached },
      { verbs: ['end', 'end'], to: asReached },
    ],
  });

export const bodyLifeCycle = arrangement('body');
export const seriesLifeCycle = arrangement('series');

/**
 * One proposal of when and where. Another time is proposed by another record (`moves_ref`) of either side; which of several
 * agreed proposals holds is for the joint fold of the meeting. Whether it took place is a fact that either side may state; if the
 * other postponed or cancelled it without knowing, that is disputed until one of them says it again.
 */
export const meetingLifeCycle = declareLifeCycle({
  name: 'meeting',
  subjectType: 'meeting',
  initial: 'proposed',
  states: {
    proposed: {},
    agreed: {},
    declined: {},
    postponed: {},
    disputed: {},
    held: { final: true },
    cancelled: { final: true },
  },
  transitions: [
    { verb: 'agree', by: 'counterpart', from: ['proposed', 'declined'], to: 'agreed', binding: true },
    { verb: 'decline', by: 'counterpart', from: ['proposed'], to: 'declined', needs: ['reason'] },
    { verb: 'postpone', by: 'either', from: ['agreed', 'disputed'], to: 'postponed', needs: ['reason'] },
    { verb: 'cancel', by: 'author', from: ['proposed', 'declined'], to: 'cancelled', needs: ['reason'] },
    { verb: 'cancel', by: 'either', from: ['agreed', 'postponed', 'disputed'], to: 'cancelled', needs: ['reason'] },
    { verb: 'hold', by: 'either', from: ['agreed', 'disputed'], to: 'held' },
  ],
  crossed: [
    { verbs: ['agree', 'cancel'], to: 'cancelled' },
    { verbs: ['decline', 'cancel'], to: asReached },
    { verbs: ['hold', 'postpone'], to: 'disputed' },
    { verbs: ['hold', 'cancel'], to: 'disputed' },
    { verbs: ['postpone', 'cancel'], to: asReached },
    { verbs: ['postpone', 'postpone'], to: asReached },
    { verbs: ['cancel', 'cancel'], to: asReached },
    { verbs: ['hold', 'hold'], to: asReached },
  ],
});

/** Each side has its own items, and nobody takes another's off: an objection stands beside the item. */
export const agendaItemLifeCycle = declareLifeCycle({
  name: 'agenda-item',
  subjectType: 'agenda-item',
  initial: 'open',
  states: {
    open: {},
    accepted: {},
    objected: {},
    deferred: {},
    closed: { final: true },
    withdrawn: { final: true },
  },
  transitions: [
    { verb: 'accept', by: 'counterpart', from: ['open', 'objected'], to: 'accepted', binding: true },
    { verb: 'object', by: 'counterpart', from: ['open', 'accepted'], to: 'objected', needs: ['reason'] },
    { verb: 'defer', by: 'either', from: ['open', 'accepted', 'objected'], to: 'deferred' },
    { verb: 'close', by: 'either', from: ['open', 'accepted', 'objected', 'deferred'], to: 'closed' },
    { verb: 'withdraw', by: 'author', from: ['open', 'accepted', 'objected', 'deferred'], to: 'withdrawn' },
  ],
  crossed: [
    // It was dealt with.
    { verbs: ['close', 'withdraw'], to: 'closed' },
    { verbs: ['accept', 'defer'], to: asReached },
    { verbs: ['accept', 'close'], to: asReached },
    { verbs: ['accept', 'withdraw'], to: asReached },
    { verbs: ['object', 'defer'], to: asReached },
    { verbs: ['object', 'close'], to: asReached },
    { verbs: ['object', 'withdraw'], to: asReached },
    { verbs: ['defer', 'defer'], to: asReached },
    { verbs: ['defer', 'close'], to: asReached },
    { verbs: ['defer', 'withdraw'], to: asReached },
    { verbs: ['close', 'close'], to: asReached },
  ],
});

export const minutesLifeCycle = signedText('minutes');

export const decisionLifeCycle = declareLifeCycle({
  name: 'decision',
  subjectType: 'decision',
  initial: 'recorded',
  states: { recorded: {}, agreed: {}, disputed: {}, withdrawn: { final: true }, superseded: { final: true } },
  transitions: [
    { verb: 'agree', by: 'counterpart', from: ['recorded', 'disputed'], to: 'agreed', binding: true },
    { verb: 'dispute', by: 'counterpart', from: ['recorded'], to: 'disputed', needs: ['reason'] },
    { verb: 'withdraw', by: 'author', from: ['recorded', 'disputed'], to: 'withdrawn' },
    { verb: 'supersede', by: 'either', from: ['agreed'], to: 'superseded' },
  ],
  crossed: [
    // One took it for agreed and the other took it back: to be talked about.
    { verbs: ['agree', 'withdraw'], to: 'disputed' },
    { verbs: ['dispute', 'withdraw'], to: asReached },
    { verbs: ['supersede', 'supersede'], to: asReached },
  ],
});

export const MEETING_LIFE_CYCLES: readonly LifeCycle[] = [
  bodyLifeCycle,
  seriesLifeCycle,
  meetingLifeCycle,
  agendaItemLifeCycle,
  minutesLifeCycle,
  decisionLifeCycle,
];
