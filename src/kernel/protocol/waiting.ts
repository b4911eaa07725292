import type { AccordState } from '../policy/decide.ts';
import type { ReceiptState } from '../log/entry.ts';
import type { Exception } from './partner-record.ts';

/** What release let wait is decided again only when what it waits for has come: the accord's force, or its end. */
export const isDecidedAgain = (standing: AccordState | undefined): boolean =>
  standing === 'in-force' || standing === 'terminated';

type Excepted = { readonly state: ReceiptState | null; readonly code: string | null };

/**
 * What came while the accord was not in force here (a suspension crossed it on the way) is asked for again once it is: its
 * publisher was in its right, and what both may hold is not lost.
 */
export const isRetaken = ({ state, code }: Excepted): boolean => state === 'refused' && code === 'not-in-force';

/** What an entry says after it was judged again; undefined: as before. */
export const retakenAs = (judged: Exception | undefined): Exception | undefined =>
  judged === undefined ? { state: 'stored', code: 'lifted' } : isRetaken(judged) ? undefined : judged;
