import type { Failure } from '#kernel/errors.ts';
import type { HeldState } from '#kernel/protocol/epoch.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import type { RecallAsked } from './deletion.ts';
import { isClosed, type SimNode, type StoredRecord } from './node.ts';
import type { Call, Reply } from './serve.ts';
import { Crash } from './storage.ts';

export type WriteAct = {
  readonly did: 'write';
  readonly at: SimNode;
  readonly input: JsonObject;
  outcome?: StoredRecord | Failure;
};
/** A pull begins or goes on; `next`: its next call, undefined at its end. */
export type PullAct = {
  readonly did: 'start' | 'go-on' | 'lose';
  readonly at: SimNode;
  readonly pull: number;
  next?: Call | undefined;
};
/** A call reaches the server, `at`; once more than it was made: `repeat`. */
export type ServeAct = {
  readonly did: 'answer' | 'repeat';
  readonly at: SimNode;
  readonly pull: number;
  reply?: Reply;
  /** The reply was changed on its way, by a partner that is no liar otherwise. */
  isChanged?: boolean;
};

export type BeginAct = {
  readonly did: 'begin-anew';
  readonly at: SimNode;
  readonly channel: string;
  readonly held: HeldState;
};
export type RecallAct = {
  readonly did: 'recall';
  readonly at: SimNode;
  readonly asked: RecallAsked;
  refused?: string | null;
};

/** What a history comes down to: the same acts can be done by two real nodes. `pull` numbers what a node asks in one go. */
export type Act =
  | WriteAct
  | PullAct
  | ServeAct
  | RecallAct
  | { readonly did: 'hold' | 'lift'; readonly at: SimNode; readonly id: string }
  | BeginAct
  /** A backup is taken, by its number; or put back, once it has died. `isBare`: it knows of no accord. */
  | { readonly did: 'back-up' | 'put-back'; readonly at: SimNode; readonly copy: number; readonly isBare: boolean }
  | { readonly did: 'publish' | 'rotate' | 'restart' | 'tell'; readonly at: SimNode };

export type Taped = {
  readonly act: Act;
  /** Milliseconds, by each node's clock. */
  readonly time: ReadonlyMap<SimNode, number>;
  /** Who died of it, after how many of its commits. */
  died: { readonly node: SimNode; readonly commits: number; readonly wasClosed: boolean } | undefined;
};

export type Tape = {
  readonly acts: readonly Taped[];
  /** Does it and remembers it. */
  readonly act: <A extends Act, T>(act: A, work: (act: A) => T) => T;
};

export const noTape: Tape = { acts: [], act: (act, work) => work(act) };

export function openTape(nodes: () => readonly SimNode[]): Tape {
  const acts: Taped[] = [];
  return {
    acts,
    act: (act, work) => {
      const time = new Map(nodes().map((node) => [node, node.now().getTime()]));
      const commits = new Map(nodes().map((node) => [node, node.storage.commits()]));
      const taped: Taped = { act, time, died: undefined };
      acts.push(taped);
      try {
        return work(act);
      } catch (error) {
        const node = error instanceof Crash ? nodes().find(({ storage }) => storage.isDead()) : undefined;
        if (node) {
          const wasClosed = isClosed(node);
          taped.died = { node, commits: node.storage.commits() - commits.get(node)!, wasClosed };
        }
        throw error;
      }
    },
  };
}
