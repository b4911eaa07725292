import type { OwnDrafts } from '#contract/drafts.ts';
import { RequestFailed } from '#contract/client.ts';
import { LONGEST_DRAFT } from '#contract/longest-draft.ts';
import {
  forgetAllHere,
  forgetHere,
  isForDevice,
  keepHere,
  recallHere,
  type Kept,
  type Owner,
  type Place,
} from './device.ts';
import { sealBy, type Seal } from './seal.ts';

/** `node`: follows the person to any device. `device`: sealed here, and not at the node yet. `page`: in the open page alone. */
export type Where = 'node' | 'device' | 'page';
export type Shelved = Kept & {
  readonly where: Where;
  /** Longer than the node keeps: it stays where it is until it is shortened or sent. */
  readonly isTooLong?: boolean;
};

/** The part of the node that keeps drafts. */
export type DraftNode = {
  readonly read: () => Promise<OwnDrafts>;
  readonly keep: (draft: { form: string; record?: string; text: string }) => Promise<unknown>;
  readonly drop: (form: string) => Promise<unknown>;
};

export type About = { readonly record?: string | undefined; readonly tlp: string | undefined };

export type Shelf = {
  readonly of: (form: string) => Shelved | undefined;
  readonly set: (form: string, value: unknown, about: About) => void;
  readonly forget: (form: string) => void;
  readonly watch: (watch: () => void) => () => void;
  /** How many the node does not have yet. */
  readonly unsaved: () => number;
  /** Resolves when all is at the node, or was tried. */
  readonly settle: () => Promise<void>;
  /** What is here of the person goes; the node keeps its own. */
  readonly leave: () => void;
};

export type ShelfOptions = {
  readonly owner: Owner;
  readonly node: DraftNode;
  readonly place: Place;
  readonly now: () => Date;
  /** Of silence, before what was typed goes to the node. */
  readonly pauseMs?: number;
  readonly againMs?: number;
};

/** What asking again does not change. A session that ended does: the person comes back. */
const isRefusal = (error: unknown): boolean =>
  error instanceof RequestFailed &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 429].includes(error.status);

/** All drafts of a person in this page. Typing never waits; what cannot be kept now is tried again for as long as the page is open. */
export function openShelf({ owner, node, place, now, pauseMs = 1_200, againMs = 10_000 }: ShelfOptions): Shelf {
  const held = new Map<string, Shelved>();
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const watchers = new Set<() => void>();
  let seal: Seal | undefined;
  let hasLeft = false;
  /** One act at a time: what is forgotten is not kept again by what was under way. */
  let turn: Promise<void> = load();

  const tell = (): void => {
    for (const watch of watchers) watch();
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch(() => {});
    return turn;
  };
  const isLatest = (form: string, one: Kept): boolean => held.get(form)?.at === one.at;
  const note = (form: string, one: Shelved, where: Where): void => {
    if (!isLatest(form, one)) return;
    held.set(form, { ...one, where });
    tell();
  };

  async function load(): Promise<void> {
    let own: OwnDrafts;
    try {
      own = await node.read();
    } catch {
      if (!hasLeft) setTimeout(() => void inTurn(load), againMs);
      return;
    }
    if (hasLeft) return;
    seal = await sealBy(own.key);
    const here = seal === undefined ? new Map<string, Kept>() : await recallHere(place, seal, owner);
    for (const { form, text, at } of own.drafts)
      if (!held.has(form) && (here.get(form)?.at ?? '') <= at)
        held.set(form, { value: JSON.parse(text) as unknown, at, where: 'node' });
    for (const [form, one] of here)
      if (!held.has(form)) {
        const isTooLong = JSON.stringify(one.value).length > LONGEST_DRAFT;
        held.set(form, { ...one, where: 'device', ...(isTooLong && { isTooLong }) });
        later(form, 0);
      }
    tell();
  }

  function later(form: string, ms: number): void {
    clearTimeout(waiting.get(form));
    waiting.set(
      form,
      setTimeout(() => {
        waiting.delete(form);
        void inTurn(() => bring(form));
      }, ms),
    );
  }

  async function bring(form: string): Promise<void> {
    const one = held.get(form);
    if (one === undefined || one.where === 'node' || one.isTooLong === true) return;
    try {
      const { record } = one;
      await node.keep({ form, text: JSON.stringify(one.value), ...(record === undefined ? {} : { record }) });
      note(form, one, 'node');
    } catch (error) {
      if (isLatest(form, one) && !isRefusal(error)) later(form, againMs);
    }
  }

  async function keepOnDevice(form: string, one: Shelved): Promise<void> {
    if (seal === undefined || !isLatest(form, one)) return;
    const isKept = await keepHere(place, seal, [owner, form], one);
    if (isKept && held.get(form)?.where === 'page') note(form, one, 'device');
  }

  return {
    of: (form) => held.get(form),
    set: (form, value, { record, tlp }) => {
      const isTooLong = JSON.stringify(value).length > LONGEST_DRAFT;
      const one: Shelved = { value, at: now().toISOString(), record, where: 'page', ...(isTooLong && { isTooLong }) };
      held.set(form, one);
      tell();
      later(form, pauseMs);
      if (isForDevice(tlp)) void inTurn(() => keepOnDevice(form, one));
    },
    forget: (form) => {
      clearTimeout(waiting.get(form));
      waiting.delete(form);
      forgetHere(place, owner, form);
      if (!held.delete(form)) return;
      tell();
      void inTurn(async () => {
        if (held.has(form)) return;
        forgetHere(place, owner, form);
        await node.drop(form);
      });
    },
    watch: (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    unsaved: () => [...held.values()].filter(({ where }) => where !== 'node').length,
    settle: async () => {
      for (const [form, timer] of waiting) {
        clearTimeout(timer);
        waiting.delete(form);
        void inTurn(() => bring(form));
      }
      await turn;
    },
    leave: () => {
      hasLeft = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      held.clear();
      forgetAllHere(place, owner);
      tell();
    },
  };
}
