/** One side's own item, as far as the order of the agenda needs it. */
export type Placed = { readonly id: string; readonly position: number; readonly state: string };

/** What was taken back or closed is off the rolling agenda; what was deferred waits for the next meeting. */
const OFF: ReadonlySet<string> = new Set(['withdrawn', 'closed', 'deferred']);
export const isOnAgenda = ({ state }: Placed): boolean => !OFF.has(state);

/** One order for both sides' items on both nodes: by place, and at one place by id, which neither side chooses. */
export const inAgendaOrder = <Item extends Placed>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** What nobody has closed by the end of a meeting goes on to the next one. */
export const rollsOn = ({ state }: Placed): boolean => state !== 'withdrawn' && state !== 'closed';
