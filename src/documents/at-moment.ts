/**
 * The library writes the time of writing into what it writes, in three places, and takes no other. In the press, which does one
 * thing at a time, the clock says for that long what the document says of itself: so the same content is the same bytes.
 */
export async function atMoment<T>(moment: Date, work: () => Promise<T>): Promise<T> {
  const Clock = globalThis.Date;
  const at = moment.getTime();
  const stopped = new Proxy(Clock, {
    construct: (target, given: unknown[], asked) =>
      Reflect.construct(target, given.length === 0 ? [at] : given, asked) as object,
    get: (target, name) => (name === 'now' ? () => at : (Reflect.get(target, name) as unknown)),
  });
  globalThis.Date = stopped;
  try {
    return await work();
  } finally {
    globalThis.Date = Clock;
  }
}
