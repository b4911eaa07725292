/** Who uses a node; what each may do is in the grants (src/api/permissions.ts). */
export const ROLES = [
  'liaison-officer',
  'secretary',
  'duty-officer',
  'dispatcher',
  'analyst',
  'case-officer',
  'central-authority',
  'training-coordinator',
  'administrator',
  'oversight',
  'minister-office',
] as const;

export type Role = (typeof ROLES)[number];
