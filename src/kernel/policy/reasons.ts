/** Why release says no or not yet. The list is published (docs/protocol/marking.md) and only grows. */
export const RELEASE_REASONS = {
  'not-shared': 'The record is a draft, internal or sealed; only shared records leave the node.',
  'internal-type': 'Records of this type are internal and are never released.',
  'no-accord': 'The record belongs to no accord that this node holds.',
  'wrong-accord': 'The record names another accord.',
  'not-a-party': 'The recipient is not the other party of the accord.',
  'not-author': 'A party publishes what it wrote itself; only the author speaks for the author.',
  'charter-only': 'Accords and steps on them go by the charter channel only.',
  'not-for-charter': 'The charter channel carries accords and steps on them only.',
  'not-between-cities': 'An accord of cities carries no records of this type: nothing operational is shared under it.',
  'no-channel': 'The accord declares no such channel.',
  'accord-proposed': 'The accord is proposed: the channel opens when both parties have ratified it and it is in force.',
  'accord-ratified': 'The accord is ratified and not yet in force.',
  'accord-suspended': 'The accord is suspended: it is sent when each party that suspended has lifted.',
  'charter-quarantined':
    'The partner’s charter feed is in quarantine, so a suspension would not be heard: it is sent when a person has lifted the quarantine.',
  'awaiting-confirmation': 'A second person must confirm that this leaves the node: it is sent when they have.',
  'confirmation-refused': 'A second person refused that this leaves the node.',
  'accord-terminated': 'The accord is terminated.',
  'wrong-purpose': 'The accord does not declare this purpose for the channel.',
  'unknown-marking': 'The record bears a marking that this node does not know, and unknown means no.',
  unmarked: 'No marking says who may see the record.',
  'above-tlp': 'The TLP is above the ceiling of the channel.',
  'above-pap': 'The PAP is above the ceiling of the channel.',
  'handling-not-allowed': 'The channel does not carry this handling code.',
  'subject-withheld': 'The step is on a version that the recipient was not given.',
  recalled: 'Its author deleted it before it was sent.',
  'required-withheld': 'A part that the record cannot do without may not leave, so the whole record stays.',
} as const;

export type ReleaseCode = keyof typeof RELEASE_REASONS;

export const isReleaseCode = (code: string): code is ReleaseCode => Object.hasOwn(RELEASE_REASONS, code);

/** One English line; for a code of a later version, the code itself. */
export const explainRelease = (code: string | null): string | null =>
  code === null ? null : isReleaseCode(code) ? RELEASE_REASONS[code] : code;
