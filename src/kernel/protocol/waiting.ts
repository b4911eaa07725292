import type { AccordState, WaitsFor } from '../policy/decide.ts';
import type { ReceiptState } from '../log/entry.ts';
import { CHARTER } from '../stix/values.ts';
import type { Exception } from './partner-record.ts';

/** What release let wait is decided again only when what it waits for has come: the accord's force, its end, or news of its charter. */
export const isDecidedAgain = (
  standing: AccordState | undefined,
  isCharterHeard = true,
  waitsFor: WaitsFor = 'in-force',
): boolean =>
  waitsFor === 'confirmation'
    ? standing === 'terminated'
    : mayFlow(standing, isCharterHeard) || standing === 'terminated' || (waitsFor === 'charter' && isCharterHeard);

/** A suspension comes by the charter: while the partner's charter feed is in quarantine, no other channel of the accord flows. */
export const mayFlow = (standing: AccordState | undefined, isCharterHeard: boolean): boolean =>
  standing === 'in-force' && isCharterHeard;

/** The same for pages: nothing of one is judged by an accord of which the news are not heard. It is asked for again. */
export const mayTake = (channel: string, isCharterHeard: boolean): boolean => channel === CHARTER || isCharterHeard;

type Excepted = { readonly state: ReceiptState | null; readonly code: string | null };

/**
 * What came while the accord was not in force here (a suspension crossed it on the way) is asked for again once it is: its
 * publisher was in its right, and what both may hold is not lost.
 */
export const isRetaken = ({ state, code }: Excepted): boolean => state === 'refused' && code === 'not-in-force';

/**
 * The same of what was so excepted before a node was put back, and comes again: judged with its page, not after it, since the steps
 * that bind it may stand in that page.
 */
export const isRetakenAtOnce = (said: Excepted | null | undefined, isFlowing: boolean): boolean =>
  isFlowing && said != null && isRetaken(said);

/** What an entry says after it was judged again; undefined: as before. */
export const retakenAs = (judged: Exception | undefined): Exception | undefined =>
  judged === undefined ? { state: 'stored', code: 'lifted' } : isRetaken(judged) ? undefined : judged;
