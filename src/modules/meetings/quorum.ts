/** As the body's terms have it, and as each side says of its own. */
export type Quorum = { readonly each_side: number; readonly co_chairs?: boolean };
export type Present = { readonly offices: readonly { readonly role: string }[] };

export type SideQuorum = { readonly present: number; readonly hasCoChair: boolean; readonly isMet: boolean };
export type QuorumState = {
  readonly bySide: Readonly<Record<string, SideQuorum>>;
  /** False also while a side has not yet said who was there. */
  readonly isMet: boolean;
};

/** Those who decide count; who helps, interprets or looks on does not. */
const COUNTED: ReadonlySet<string> = new Set(['co-chair', 'member']);

/** The same on both nodes: each side's word of its own attendance against the terms that both agreed. */
export function foldQuorum(
  quorum: Quorum,
  parties: readonly string[],
  attendance: Readonly<Record<string, Present | undefined>>,
): QuorumState {
  const bySide = Object.fromEntries(parties.map((party) => [party, sideOf(quorum, attendance[party])]));
  return { bySide, isMet: Object.values(bySide).every(({ isMet }) => isMet) };
}

function sideOf(quorum: Quorum, side: Present | undefined): SideQuorum {
  const counted = (side?.offices ?? []).filter(({ role }) => COUNTED.has(role));
  const hasCoChair = counted.some(({ role }) => role === 'co-chair');
  const isMet = counted.length >= quorum.each_side && (quorum.co_chairs !== true || hasCoChair);
  return { present: counted.length, hasCoChair, isMet };
}
