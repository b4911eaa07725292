import { declareLifeCycle } from './declare.ts';

/**
 * What one side tells the other about records that both hold, since a person concerned was right: they were corrected or are to be deleted
 * (Directive (EU) 2016/680 art. 16 (5) and (6)). The counterpart answers for what it holds, and says why where it does not act. It may
 * still act later. The author who was wrong revises or revokes the notice itself.
 */
export const correctionNoticeLifeCycle = declareLifeCycle({
  name: 'correction-notice',
  subjectType: 'correction-notice',
  initial: 'noticed',
  states: { noticed: {}, declined: {}, 'carried-out': { final: true } },
  transitions: [
    { verb: 'carry-out', by: 'counterpart', from: ['noticed', 'declined'], to: 'carried-out', binding: true },
    { verb: 'decline', by: 'counterpart', from: ['noticed'], to: 'declined', needs: ['reason'] },
  ],
  crossed: [],
});
