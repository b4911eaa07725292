import { tellHistory, type ToldHistory } from '../simulation/history.ts';
import { realKeys } from '../simulation/keys.ts';
import type { Call } from '../simulation/serve.ts';
import type { Taped } from '../simulation/tape.ts';
import { isOfCities } from '../simulation/writing.ts';
import { PARTIES } from '../simulation/world.ts';
import { challengeAnswer } from './liar.ts';
import { freePort, openRealNode, partyOf, type Database, type Party, type RealNode } from './node.ts';
import { openPlayer, send } from './player.ts';

/** `nodes`: of them real; none of a history that a real node cannot be led through. */
export type Replayed = {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly nodes: 0 | 1 | 2;
  readonly restored: number;
};
export type Replayer = {
  /** A history's acts done by real nodes; a party that lies in it lies by the tape. */
  readonly replay: (seed: number) => Promise<Replayed>;
  readonly close: () => Promise<void>;
};

/** Two nodes for many histories: between two of them their tables are emptied. */
export async function openReplayer(databases: readonly [Database, Database]): Promise<Replayer> {
  const ports = [await freePort(), await freePort()] as const;
  const parties = [partyOf(PARTIES[0]), partyOf(PARTIES[1])] as const;
  const urls = ports.map((port) => `http://127.0.0.1:${port}`) as [string, string];
  let liar: Party | undefined;
  const open = (own: 0 | 1): Promise<RealNode> => {
    const partner = { ...parties[1 - own]!, url: urls[1 - own]! };
    return openRealNode({
      database: databases[own],
      party: parties[own],
      partner,
      port: ports[own],
      send: (request) => (liar ? challengeAnswer(liar, request) : send(request)),
    });
  };
  const nodes = [await open(0), await open(1)] as const;
  return {
    replay: async (seed) => {
      const told = tellHistory(seed, { keys: realKeys, isTaped: true });
      const restored = told.world.restored.size;
      if (told.world.violations.length > 0) return { seed, violations: told.world.violations, nodes: 2, restored };
      if (isBeyond(told)) return { seed, violations: [], nodes: 0, restored };
      for (const node of nodes) await node.forgetAll();
      liar = told.liar && partyOf(told.liar.partyId);
      const real = new Map(
        [told.world.a, told.world.b].flatMap((node, i) => (node === told.liar ? [] : [[node, nodes[i]!]])),
      );
      const player = openPlayer(told, real, urls);
      const violations = await player.play();
      return { seed, violations, nodes: real.size === 1 ? 1 : 2, restored };
    },
    close: async () => {
      for (const node of nodes) await node.close();
    },
  };
}

/**
 * A partner that is no liar otherwise and returns something else; a death in the middle of a recovery, which the two do in other
 * transactions; an accord of cities, whose parent is not of the history; a backup of before there was an accord, which a real node does not wait with; what a person gives up; and offers asked
 * of a closed node, which a real one answers for its other accords as soon as it was told what is held.
 */
function isBeyond({ world: { tape, hasGivenUp } }: ToldHistory): boolean {
  const asked = new Map<number, Call | undefined>();
  const isOne = ({ act, died }: Taped): boolean => {
    if ('next' in act) asked.set(act.pull, act.next);
    if (died?.wasClosed === true || (act.did === 'put-back' && act.isBare)) return true;
    if (act.did === 'write' && isOfCities(act.input)) return true;
    if (!('reply' in act)) return false;
    return act.isChanged === true || (act.reply === 'closed' && asked.get(act.pull)?.ask === 'offers');
  };
  return hasGivenUp || tape.acts.some(isOne);
}
