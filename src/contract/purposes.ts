/** What somebody looks for when they read what concerns persons, search the access log or take records out (Directive (EU) 2016/680 art. 25). */
export const PURPOSES = [
  'case-work',
  'assistance-request',
  'prevention',
  'protection',
  'travel-credentials',
  'subject-request',
  'oversight-review',
  'oversight-complaint',
  'court-or-audit',
] as const;
