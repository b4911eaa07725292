import { Failure } from '#kernel/errors.ts';
import { liftHold, placeHold, recall, type RecallAsked } from './deletion.ts';
import { openEpoch } from './epochs.ts';
import { rotate } from './keyring.ts';
import { admit, publish } from './doors.ts';
import type { Keys, Signer } from './keys.ts';
import { network, type Answering, type Network } from './network.ts';
import { feedOf, isClosed, simNode, type Observer, type SimNode, type StoredRecord } from './node.ts';
import { seeded, type Random } from './random.ts';
import type { Rules } from './rules.ts';
import { tellHeld } from './serve-held.ts';
import { Crash } from './storage.ts';
import { noTape, openTape, type RecallAct, type Tape, type WriteAct } from './tape.ts';
import type { JsonObject } from '#kernel/json/types.ts';

export const ACCORD = 'accord--0b6f3c1e-52a4-4d0e-9d39-0a54c1f6a001';
export const PARTIES = [
  'identity--0b6f3c1e-52a4-4d0e-9d39-0a54c1f6a00a',
  'identity--0b6f3c1e-52a4-4d0e-9d39-0a54c1f6a00b',
] as const;

export type Acknowledged = { readonly node: SimNode; readonly record: StoredRecord };
export type World = {
  readonly seed: number;
  readonly random: Random;
  readonly a: SimNode;
  readonly b: SimNode;
  readonly network: Network;
  readonly acknowledged: Acknowledged[];
  readonly trace: string[];
  readonly violations: string[];
  /** Who has told a lie in its feed, and where. */
  readonly spoilt: Set<string>;
  /** Set while a party lies to its partner. */
  answering: Answering;
  /** Who lies in this history; its own storage is never put back. */
  liar: SimNode | undefined;
  /** Set while the partner of a restored node does not return what it holds. */
  misanswering: Answering | undefined;
  /** Who was put back. */
  readonly restored: Set<SimNode>;
  /** Commitments of what was acknowledged after a backup, and was at the node alone when it was lost. */
  readonly lost: Set<string>;
  /** Commitments of what was deleted after a backup: its author's recall may have gone with the node. */
  readonly deletedBefore: Set<string>;
  /** By node and id, what a backup has under a legal hold that had been lifted since. */
  readonly liftedBefore: Set<string>;
  /** That a person gave up what was lost. */
  hasGivenUp: boolean;
  readonly clock: Clock;
  readonly tape: Tape;
};
/** Milliseconds; each node is off by its own skew, which changes by days. */
type Clock = { time: number; readonly skew: Map<string, number> };

export type WorldOptions = {
  readonly seed: number;
  readonly rules: Rules;
  readonly keys: Keys;
  readonly observer: (world: () => World) => Observer;
  readonly isTaped?: boolean;
};

const START = Date.UTC(2026, 0, 5, 9);

export function openWorld({ seed, rules, keys, observer, isTaped = false }: WorldOptions): World {
  const random = seeded(seed);
  const clock: Clock = { time: START, skew: new Map() };
  const signers = new Map(PARTIES.map((id): [string, Signer] => [id, signerOf(keys, id)]));
  const watching = observer(() => world);
  const node = (name: string, partyId: string, partnerId: string): SimNode =>
    simNode({
      name,
      partyId,
      partner: { partyId: partnerId, publicKey: signers.get(partnerId)!.publicKey },
      accord: ACCORD,
      signer: signers.get(partyId)!,
      signers: (n) => signerOf(keys, n === 1 ? partyId : `${partyId} ${n}`),
      keys,
      rules,
      random,
      observer: watching,
      now: () => new Date(clock.time + (clock.skew.get(name) ?? 0)),
    });
  const a = node('A', PARTIES[0], PARTIES[1]);
  const b = node('B', PARTIES[1], PARTIES[0]);
  const tape = isTaped ? openTape(() => [a, b]) : noTape;
  const world: World = {
    seed,
    random,
    a,
    b,
    network: network(
      (one) => (one === a ? b : a),
      () => (by, call, reply) => {
        const said = world.answering(by, call, reply);
        const changed = world.misanswering?.(by, call, said) ?? said;
        return { reply: changed, isChanged: changed !== said };
      },
      tape,
    ),
    acknowledged: [],
    trace: [],
    violations: [],
    spoilt: new Set(),
    answering: (_node, _call, reply) => reply,
    liar: undefined,
    misanswering: undefined,
    restored: new Set(),
    lost: new Set(),
    deletedBefore: new Set(),
    liftedBefore: new Set(),
    hasGivenUp: false,
    clock,
    tape,
  };
  return world;
}

const signersMade = new WeakMap<Keys, Map<string, Signer>>();

/** Kept between histories: making a key takes longer than a history. */
function signerOf(keys: Keys, name: string): Signer {
  const made = signersMade.get(keys) ?? new Map<string, Signer>();
  signersMade.set(keys, made);
  const signer = made.get(name) ?? keys.signer(name);
  made.set(name, signer);
  return signer;
}

export const partnerOf = ({ a, b }: World, node: SimNode): SimNode => (node === a ? b : a);

/** What an officer writes; undefined: the node said no, and why. A death before the answer acknowledges nothing. */
export function write(world: World, node: SimNode, input: JsonObject): StoredRecord | undefined {
  try {
    const record = surviving(world, node, () =>
      world.tape.act({ did: 'write', at: node, input }, (act: WriteAct) => {
        try {
          return (act.outcome = admit(node, input));
        } catch (error) {
          if (error instanceof Failure) act.outcome = error;
          throw error;
        }
      }),
    );
    if (record) world.acknowledged.push({ node, record });
    return record;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.trace.push(`  ${node.name} refuses: ${error.message}`);
    return undefined;
  }
}

/** Why not, if it is not done. */
export function recallAt(world: World, node: SimNode, asked: RecallAsked): string | null | undefined {
  return surviving(world, node, () =>
    world.tape.act({ did: 'recall', at: node, asked }, (act: RecallAct) => (act.refused = recall(node, asked))),
  );
}

/** Of an accord that is closed nothing can be seen, and so nothing held: what was deleted after the backup is still in it. */
export function holdAt(world: World, node: SimNode, id: string): void {
  if (isClosed(node)) return;
  surviving(world, node, () => world.tape.act({ did: 'hold', at: node, id }, () => placeHold(node, id)));
}

export function liftAt(world: World, node: SimNode, id: string): void {
  if (isClosed(node)) return;
  surviving(world, node, () => world.tape.act({ did: 'lift', at: node, id }, () => liftHold(node, id)));
}

export function rotateAt(world: World, node: SimNode): void {
  surviving(world, node, () => world.tape.act({ did: 'rotate', at: node }, () => rotate(node)));
}

/** The partner says what it holds of a feed. What was under way to it still is. */
export function beginAnew(world: World, node: SimNode, channel: string): void {
  const partner = partnerOf(world, node);
  const { epoch, size, root, fault } = feedOf(partner, channel, false);
  const ours = feedOf(node, channel, true);
  if (isClosed(node) || isClosed(partner)) return;
  if (world.spoilt.has(`${node.name} ${channel}`)) return; // a liar stands by its lie
  if (fault !== null || ours.size === 0 || epoch !== ours.epoch) return;
  const held = { epoch, size, root };
  const isTold = surviving(world, partner, () =>
    world.tape.act({ did: 'tell', at: partner }, () => {
      tellHeld(partner);
      return true;
    }),
  );
  if (!isTold) return;
  surviving(world, node, () =>
    world.tape.act({ did: 'begin-anew', at: node, channel, held }, () => openEpoch(node, channel, held)),
  );
}

export function publishAt(world: World, node: SimNode): void {
  surviving(world, node, () => world.tape.act({ did: 'publish', at: node }, () => publish(node)));
}

/** Runs what may die: then all that is not committed is gone, and the node starts again by the same code. */
export function surviving<T>(world: World, node: SimNode, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    world.trace.push(`  ${node.name} dies`);
    restart(world, node);
    return undefined;
  }
}

export function restart(world: World, node: SimNode): void {
  world.tape.act({ did: 'restart', at: node }, () => startAgain(world, node));
}

function startAgain(world: World, node: SimNode): void {
  node.storage.dieAfter(undefined);
  world.network.forget(node);
  if (node.rules.isDurable()) return;
  node.storage.transaction(() => {
    for (const { record, outcome } of node.releases.all()) if (outcome === 'queued') node.releases.delete(record);
  });
}
