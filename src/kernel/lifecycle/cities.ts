import { declareLifeCycle } from './declare.ts';
import { asReached, type LifeCycle } from './machine.ts';
import { arrangement } from './meetings.ts';

// What cities plan, and how a visit is invited to, credentialled and reported of.

const HOUR = 3_600_000;
/** From the beginning of its last day at Greenwich: by then that day is over everywhere. */
const OVER_AFTER = 36 * HOUR;

/** When what is kept of travellers is deleted at the latest, by the last day of the visit. */
export const credentialsEnd = (until: string): Date => new Date(Date.parse(`${until}T00:00:00Z`) + OVER_AFTER);

const REPORT_DAYS = 14;
/** By which day the guest has reported, if the host has not. */
export const reportDue = (until: string): string =>
  new Date(Date.parse(`${until}T00:00:00Z`) + REPORT_DAYS * 24 * HOUR).toISOString().slice(0, 10);

export const cityPlanLifeCycle = arrangement('city-plan');
/** The host writes it, and the guest says that it can be kept. */
export const programmeLifeCycle = arrangement('programme');

export const goodPracticeLifeCycle = declareLifeCycle({
  name: 'good-practice',
  subjectType: 'good-practice',
  initial: 'offered',
  states: { offered: {}, 'taken-up': {}, declined: {}, withdrawn: { final: true } },
  transitions: [
    { verb: 'accept', by: 'counterpart', from: ['offered', 'declined'], to: 'taken-up', binding: true },
    { verb: 'decline', by: 'counterpart', from: ['offered'], to: 'declined' },
    { verb: 'withdraw', by: 'author', from: ['offered', 'declined', 'taken-up'], to: 'withdrawn' },
  ],
  crossed: [
    { verbs: ['accept', 'withdraw'], to: 'withdrawn' },
    { verbs: ['decline', 'withdraw'], to: asReached },
  ],
});

/** Its author is the host. Whether it took place is a fact that either may state; who cancelled unknowingly makes it disputed. */
export const visitLifeCycle = declareLifeCycle({
  name: 'visit',
  subjectType: 'visit',
  initial: 'invited',
  states: {
    invited: {},
    accepted: {},
    declined: {},
    disputed: {},
    held: { final: true },
    cancelled: { final: true },
  },
  transitions: [
    { verb: 'accept', by: 'counterpart', from: ['invited', 'declined'], to: 'accepted', binding: true },
    { verb: 'decline', by: 'counterpart', from: ['invited'], to: 'declined', needs: ['reason'] },
    { verb: 'cancel', by: 'author', from: ['invited', 'declined'], to: 'cancelled', needs: ['reason'] },
    { verb: 'cancel', by: 'either', from: ['accepted', 'disputed'], to: 'cancelled', needs: ['reason'] },
    { verb: 'hold', by: 'either', from: ['accepted', 'disputed'], to: 'held' },
  ],
  crossed: [
    { verbs: ['accept', 'cancel'], to: 'cancelled' },
    { verbs: ['decline', 'cancel'], to: asReached },
    { verbs: ['hold', 'cancel'], to: 'disputed' },
    { verbs: ['cancel', 'cancel'], to: asReached },
    { verbs: ['hold', 'hold'], to: asReached },
  ],
});

/** Credentials: who is to receive the delegation accepts its list, or returns it with a reason. */
export const delegationLifeCycle = declareLifeCycle({
  name: 'delegation',
  subjectType: 'delegation',
  initial: 'presented',
  states: { presented: {}, accepted: {}, returned: {}, withdrawn: { final: true } },
  transitions: [
    { verb: 'accept', by: 'counterpart', from: ['presented', 'returned'], to: 'accepted', binding: true },
    { verb: 'return', by: 'counterpart', from: ['presented', 'accepted'], to: 'returned', needs: ['reason'] },
    { verb: 'withdraw', by: 'author', from: ['presented', 'returned', 'accepted'], to: 'withdrawn' },
  ],
  crossed: [
    { verbs: ['accept', 'withdraw'], to: 'withdrawn' },
    { verbs: ['return', 'withdraw'], to: asReached },
  ],
});

export const visitReportLifeCycle = declareLifeCycle({
  name: 'visit-report',
  subjectType: 'visit-report',
  initial: 'exchanged',
  states: { exchanged: {}, returned: {}, agreed: { final: true }, withdrawn: { final: true } },
  transitions: [
    { verb: 'agree', by: 'counterpart', from: ['exchanged', 'returned'], to: 'agreed', binding: true },
    { verb: 'return', by: 'counterpart', from: ['exchanged'], to: 'returned', needs: ['reason'] },
    { verb: 'withdraw', by: 'author', from: ['exchanged', 'returned'], to: 'withdrawn' },
  ],
  crossed: [
    { verbs: ['agree', 'withdraw'], to: 'withdrawn' },
    { verbs: ['return', 'withdraw'], to: asReached },
  ],
});

export const CITY_LIFE_CYCLES: readonly LifeCycle[] = [
  cityPlanLifeCycle,
  programmeLifeCycle,
  goodPracticeLifeCycle,
  visitLifeCycle,
  delegationLifeCycle,
  visitReportLifeCycle,
];
