/** Of a request by a person concerned: internal to one party, so no step records and no fold; but one table says what may follow what. */
export const SUBJECT_STATES = ['received', 'examined', 'granted', 'partly-granted', 'refused', 'withdrawn'] as const;
export type SubjectState = (typeof SUBJECT_STATES)[number];

const FOLLOWS: Readonly<Record<SubjectState, readonly SubjectState[]>> = {
  received: ['examined', 'granted', 'partly-granted', 'refused', 'withdrawn'],
  examined: ['granted', 'partly-granted', 'refused', 'withdrawn'],
  granted: [],
  'partly-granted': [],
  refused: [],
  withdrawn: [],
};

export const mayFollow = (from: SubjectState, to: SubjectState): boolean => FOLLOWS[from].includes(to);
export const isDecided = (state: SubjectState): boolean => FOLLOWS[state].length === 0;
/** Something was corrected, deleted or given. */
export const isUpheld = (state: SubjectState): boolean => state === 'granted' || state === 'partly-granted';
/** Who refuses says why: it can be contested (Directive (EU) 2016/680 art. 15 (3), art. 16 (4)). */
export const needsReason = (state: SubjectState): boolean => state === 'refused' || state === 'partly-granted';
