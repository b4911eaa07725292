/** How far the clocks of the zone are ahead of UTC at that moment, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const form = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const part = new Map(form.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

/** `YYYY-MM-DDThh:mm` on a clock in the zone, as a moment. What the clock skips in spring is the hour after. */
export function momentOf(local: string, zone: string): string {
  const wanted = Date.parse(`${local}:00Z`);
  const first = wanted - offsetAt(wanted, zone);
  return new Date(wanted - offsetAt(first, zone)).toISOString();
}

export function localIn(at: string, zone: string): string {
  const moment = Date.parse(at);
  return new Date(moment + offsetAt(moment, zone)).toISOString().slice(0, 16);
}

export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
