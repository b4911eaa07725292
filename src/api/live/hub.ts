import { Readable } from 'node:stream';
import type { LiveChange, LiveChanges } from '#contract/events.ts';
import { Failure } from '#kernel/errors.ts';
import type { Db } from '#store/db.ts';
import { eventsAfter, liveEra, placeEvents, type LiveEvent } from '#store/live.ts';
import { isOtherView, judged, toldOf, type Judged } from '#api/live/audience.ts';
import { placesOf, type Places } from '#api/live/place.ts';
import type { Asked } from '#api/route.ts';

export type HubOptions = {
  readonly db: Db;
  /** The ids of events are sealed with it. */
  readonly secret: string;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Milliseconds between two signs of life of a stream. */
  readonly beatEvery?: number;
};

export type Opening = Pick<Asked<unknown>, 'caller' | 'again'> & {
  /** The last event id that the reader has, if any. */
  readonly after: string | undefined;
};

export type Hub = {
  /** Sends what is new; begins from the database. */
  readonly work: () => Promise<void>;
  readonly open: (opening: Opening) => Promise<Readable>;
  readonly since: (opening: Opening) => Promise<LiveChanges>;
  readonly count: () => number;
  readonly stop: () => Promise<void>;
};

type Listener = {
  judged: Judged;
  readonly again: Opening['again'];
  readonly places: Places;
  readonly out: Readable;
  beats: number;
};

const BEAT_EVERY = 20_000;
/** A reader who takes less than this is dropped, and resumes from where they were. */
const MOST_WAITING = 64 * 1024;
const MOST_MISSED = 1_000;
const MOST_STREAMS = 3_000;
/** Tabs of a browser share one. */
const MOST_OF_ONE = 8;
const PAGE = 1_000;
/** Look-ups of those who ask at the same moment go together. */
const JUDGED_AT_ONCE = 50;
/** Beats between two looks at whether the reader is still one: a session ends also by time alone. */
const BEATS_BETWEEN = 3;

/**
 * Streams of events, from the database to who may be told. One position for the whole process; what each reader is told is judged
 * by their rights as they are, which are looked up anew before anything that came after a change of anybody's rights is sent.
 */
export function openHub({ db, secret, now, randomBytes, beatEvery = BEAT_EVERY }: HubOptions): Hub {
  const listeners = new Set<Listener>();
  let at = 0;
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other: who opens a stream misses nothing between what is read for them and what is sent to all. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };

  async function advance(): Promise<void> {
    for (let more = true; more;) {
      const { last, hasMore } = await db.transaction('node', placeEvents);
      more = hasMore;
      if (listeners.size === 0) at = last;
      while (at < last) {
        const events = await db.transaction('node', (tx) => eventsAfter(tx, at, PAGE));
        if (events.some(({ kind }) => kind === 'rights')) await judgeAll([...listeners]);
        for (const listener of listeners) for (const event of events) sendTo(listener, event);
        at = events.at(-1)?.pos ?? last;
      }
    }
  }

  function sendTo(listener: Listener, event: LiveEvent): void {
    const change = toldOf(event, listener.judged);
    if (change) say(listener, change, event.pos);
  }

  function say(listener: Listener, change: LiveChange, pos: number): void {
    write(listener, `id: ${listener.places.say(pos, now())}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`);
  }

  function write({ out }: Listener, text: string): void {
    if (out.readableLength > MOST_WAITING) out.destroy();
    else if (!out.destroyed) out.push(text);
  }

  /** Some at a time, so that a thousand streams are no storm. */
  async function judgeAll(all: Listener[]): Promise<void> {
    const next = async (): Promise<void> => {
      for (let one = all.pop(); one; one = all.pop()) await judgeAnew(one);
    };
    await Promise.all(Array.from({ length: JUDGED_AT_ONCE }, next));
  }

  async function judgeAnew(listener: Listener): Promise<void> {
    const before = listener.judged.caller;
    try {
      listener.judged = judged(await listener.again());
    } catch (error) {
      if (error instanceof Failure && error.code === 'unavailable') throw error;
      // Nobody here any more, or not for this: the reader asks again and is told why.
      end(listener);
      return;
    }
    if (isOtherView(before, listener.judged.caller)) say(listener, { kind: 'rights' }, at);
  }

  function end(listener: Listener): void {
    listeners.delete(listener);
    if (!listener.out.destroyed) listener.out.push(null);
  }

  const beating = setInterval(() => {
    for (const listener of listeners) {
      write(listener, `id: ${listener.places.say(at, now())}\nevent: beat\ndata: {}\n\n`);
      listener.beats += 1;
    }
    const due = [...listeners].filter(({ beats }) => beats % BEATS_BETWEEN === 0);
    if (due.length > 0) void inTurn(() => judgeAll(due)).catch(() => {}); // the next look comes
  }, beatEvery);

  async function placesFor({ caller }: Opening): Promise<Places> {
    const era = await db.transaction('node', liveEra);
    return placesOf({ secret, era, person: caller.personId }, randomBytes);
  }

  async function missed(from: number | undefined, whose: Judged): Promise<[number, LiveChange][] | undefined> {
    if (from === undefined || from > at) return undefined;
    const events = await db.transaction('node', (tx) => eventsAfter(tx, from, MOST_MISSED + 1));
    if (events.length > MOST_MISSED) return undefined;
    return events
      .filter(({ pos }) => pos <= at)
      .flatMap((event) => {
        const change = toldOf(event, whose);
        return change ? [[event.pos, change]] : [];
      });
  }

  async function begin(opening: Opening) {
    await advance();
    const whose = judged(await opening.again());
    const places = await placesFor(opening);
    const after = opening.after === undefined ? undefined : places.read(opening.after, now());
    return { whose, places, told: await missed(after, whose) };
  }

  function makeRoom(person: string): void {
    const own = [...listeners].filter(({ judged: { caller } }) => caller.personId === person);
    for (const oldest of own.slice(0, Math.max(0, own.length - MOST_OF_ONE + 1))) end(oldest);
    if (listeners.size >= MOST_STREAMS)
      throw new Failure('unavailable', 'many are listening just now; try again in a while');
  }

  return {
    work: () => (listeners.size === 0 ? Promise.resolve() : inTurn(advance)),
    open: (opening) =>
      inTurn(async () => {
        makeRoom(opening.caller.personId);
        const { whose, places, told } = await begin(opening);
        const out = new Readable({ read: () => {}, highWaterMark: 1024 });
        const listener: Listener = { judged: whose, again: opening.again, places, out, beats: 0 };
        // A reader who may have missed something is told to read anew what they show.
        // One who resumes keeps their place until they have what they missed.
        const id = told === undefined ? `id: ${places.say(at, now())}\n` : '';
        write(listener, `retry: 1000\n${id}event: ${told === undefined ? 'anew' : 'resumed'}\ndata: {}\n\n`);
        for (const [pos, change] of told ?? []) say(listener, change, pos);
        out.once('close', () => listeners.delete(listener));
        listeners.add(listener);
        return out;
      }),
    since: (opening) =>
      inTurn(async () => {
        const { places, told } = await begin(opening);
        const isMissing = told === undefined && opening.after !== undefined;
        return { changes: (told ?? []).map(([, one]) => one), last: places.say(at, now()), missed: isMissing };
      }),
    count: () => listeners.size,
    stop: async () => {
      clearInterval(beating);
      for (const listener of listeners) end(listener);
      await turn;
    },
  };
}
