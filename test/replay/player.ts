import { fromUtf8 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { admit } from '#store/admit.ts';
import type { ToldHistory } from '../simulation/history.ts';
import type { SimNode } from '../simulation/node.ts';
import type { BeginAct, PullAct, ServeAct, Taped, WriteAct } from '../simulation/tape.ts';
import { compareEnd } from './compare.ts';
import { ask, clientOf, replyBody, signedAnswer, spelled } from './liar.ts';
import { partyOf, type RealNode } from './node.ts';
import { Differs } from './differs.ts';
import { doDeletion, type Deletion } from './deletion.ts';
import { beginAnew, rotate, tell } from './renewal.ts';
import { callOf, type RunningPull } from './wire.ts';

/** Once more where a kept connection is to a process that has died. */
export async function send(request: Request): Promise<Response> {
  try {
    return await fetch(request.clone());
  } catch {
    return fetch(request.clone());
  }
}

type Asking = { readonly by: SimNode; readonly running: RunningPull | undefined; response?: Response };

export function openPlayer(told: ToldHistory, real: ReadonlyMap<SimNode, RealNode>, urls: readonly [string, string]) {
  const { world, liar } = told;
  const pulls = new Map<number, Asking>();
  const nextCall = new Map<number, PullAct['next']>();
  const partnerOf = (node: SimNode): SimNode => (node === world.a ? world.b : world.a);
  const [victim] = real.values();
  const client = liar && clientOf(partyOf(liar.partyId), { ...victim!.party, url: urls[liar === world.a ? 1 : 0] });
  let number = 0;

  async function play(): Promise<string[]> {
    for (const taped of world.tape.acts) {
      number += 1;
      for (const [node, one] of real) one.time = taped.time.get(node)!;
      try {
        await within(act(taped));
      } catch (error) {
        const { did, at } = taped.act;
        const said =
          error instanceof Differs ? error.message : `fails: ${error instanceof Error ? error.stack : String(error)}`;
        await end();
        const lines = real.get(at)?.said.slice(-3) ?? [];
        return [`act ${number} (${at.name} ${did}): ${said}`, ...lines, ...before(taped)];
      }
    }
    const violations = await compareEnd(told, real);
    await end();
    return violations;
  }

  /** The acts of the same pull, or of the same node. */
  const before = ({ act: failed }: Taped): string[] =>
    world.tape.acts
      .slice(0, number)
      .map(spellAct)
      .filter((_, i) => {
        const one = world.tape.acts[i]!.act;
        return 'pull' in failed ? 'pull' in one && one.pull === failed.pull : one.at === failed.at;
      })
      .slice(-12);

  async function act(taped: Taped): Promise<void> {
    const node = real.get(taped.act.at);
    switch (taped.act.did) {
      case 'write':
        return node && write(node, taped, taped.act);
      case 'publish':
        return node && dying(node, taped, () => node.running.worker.publish());
      case 'restart':
        for (const [id, pull] of pulls) if (pull.by === taped.act.at) pulls.delete(id);
        return node?.restart();
      case 'answer':
      case 'repeat':
        return answer(taped, taped.act);
      case 'recall':
      case 'hold':
      case 'lift':
        return node && dying(node, taped, () => doDeletion(node.running, taped.act as Deletion));
      case 'rotate':
        return node && dying(node, taped, () => rotate(node));
      case 'back-up':
        return node?.backUp(taped.act.copy);
      case 'put-back':
        return node?.putBack(taped.act.copy);
      case 'tell':
        return node && dying(node, taped, () => tell(node, partnerOf(taped.act.at).partyId));
      case 'begin-anew':
        return (
          node && dying(node, taped, () => beginAnew(node, partnerOf(taped.act.at).partyId, taped.act as BeginAct))
        );
      default:
        return goOn(taped, taped.act);
    }
  }

  async function write(node: RealNode, taped: Taped, { input, outcome }: WriteAct): Promise<void> {
    const { db, self } = node.running;
    const record = outcome && 'c' in outcome ? outcome : undefined;
    if (record?.secret) node.draws.push(record.secret);
    const whole = record ? { ...input, id: record.id } : input;
    await dying(node, taped, async () => {
      const said = await db
        .transaction('node', (tx) => admit(tx, self, whole))
        .catch((error: unknown) => {
          if (!(error instanceof Failure) || !(outcome instanceof Failure)) throw error;
          return error;
        });
      if (
        record
          ? !('c' in said) || said.c !== record.c
          : said instanceof Failure && said.code !== (outcome as Failure).code
      )
        throw new Differs(`the door says ${JSON.stringify(said)}; simulated: ${JSON.stringify(outcome)}`);
    });
    node.draws.length = 0;
  }

  /** Does what the simulated node died of, if it did, to the same death. */
  async function dying(node: RealNode, { died }: Taped, work: () => Promise<unknown>): Promise<void> {
    if (!died || real.get(died.node) !== node) return void (await work());
    node.life.dieAfter(died.commits, number % 2 === 0 ? 'at once' : 'before its commit');
    await work().catch(() => {});
    if (!node.life.isDead()) throw new Differs(`it does not die after ${died.commits} commits`);
  }

  async function answer(taped: Taped, { did, at, pull, reply }: ServeAct): Promise<void> {
    const going = pulls.get(pull);
    const server = real.get(at);
    if (!going) return;
    if (!going.running) {
      const call = nextCall.get(pull)!;
      return dying(server!, taped, async () => {
        const { status, body } = await ask(client!, liar!, call);
        compareReply(status, JSON.parse(fromUtf8(body)) as JsonValue, reply!);
      });
    }
    const request = (await going.running.call())!;
    if (!server) {
      if (did === 'answer') going.response = await signedAnswer(partyOf(at.partyId), request, reply!);
      return;
    }
    if (did === 'repeat') {
      await send(request);
      if (taped.died) server.life.die(); // the nonce was used: it does nothing, and dies of nothing
      return;
    }
    await dying(server, taped, async () => {
      const response = await firstAnswer(server, going.running!, request);
      const body = new Uint8Array(await response.clone().arrayBuffer());
      going.response = response;
      if (!taped.died) compareReply(response.status, JSON.parse(fromUtf8(body)) as JsonValue, reply!);
    });
  }

  /** What was repeated on the way, or belongs to a session that ended, is asked anew by itself. */
  async function firstAnswer(server: RealNode, running: RunningPull, request: Request): Promise<Response> {
    const response = await send(request);
    if (response.status !== 401) return response;
    if (response.headers.get('signature') === null) {
      await server.forgetSuperseded();
      return send(request);
    }
    running.answer(response);
    return send((await running.call())!);
  }

  async function goOn(taped: Taped, { did, at, pull, next }: PullAct): Promise<void> {
    const node = real.get(at);
    nextCall.set(pull, next);
    const known = pulls.get(pull);
    if (did !== 'start' && !known) return;
    if (!node) return void pulls.set(pull, { by: at, running: undefined });
    if (taped.died) node.life.dieAfter(taped.died.commits, number % 2 === 0 ? 'at once' : 'before its commit');
    const running = known?.running ?? node.start(() => node.running.worker.pull(partnerOf(at).partyId));
    if (did === 'go-on') running.answer(known!.response!);
    if (did === 'lose') running.lose();
    pulls.set(pull, { by: at, running });
    if (taped.died) {
      await Promise.race([node.life.died, running.call()]);
      if (!node.life.isDead()) throw new Differs(`it does not die after ${taped.died.commits} commits`);
      return;
    }
    const request = await running.call();
    const call = request && (await callOf(request));
    if (JSON.stringify(call) !== JSON.stringify(next))
      throw new Differs(`it goes on to ${JSON.stringify(call)}; simulated: ${JSON.stringify(next)}`);
    if (!call) pulls.delete(pull);
  }

  function compareReply(status: number, body: JsonValue, reply: unknown): void {
    const expected = replyBody(reply as Parameters<typeof replyBody>[0]);
    const [said, simulated] = [spelled(status, body), spelled(expected.status, expected.body)];
    if (said !== simulated) throw new Differs(`it answers ${said}; simulated: ${simulated}`);
  }

  /** What is still under way is lost. */
  async function end(): Promise<void> {
    for (const { by, running } of pulls.values()) {
      const node = real.get(by);
      if (!running || !node || node.life.isDead()) continue;
      while (await running.call()) running.lose();
      await running.done;
    }
    for (const node of real.values()) if (node.life.isDead()) await node.restart();
  }

  return { play };
}

function spellAct({ act, died }: Taped, i: number): string {
  const more = 'next' in act ? act.next : 'reply' in act ? act.reply : undefined;
  return `  ${i + 1} ${act.at.name} ${act.did} ${JSON.stringify(more ?? null).slice(0, 300)}${died ? ' dies' : ''}`;
}

const PATIENCE = 30_000;

async function within(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Differs('it hangs')), PATIENCE);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
