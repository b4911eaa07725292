import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordList, RecordView } from '#contract/records.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { verifyDossier } from '#kernel/dossier/verify.ts';
import type { Random } from '../../simulation/random.ts';
import { commitment, indicator } from '../../support/accord.ts';
import type { Side, World } from './world.ts';

export type Load = {
  readonly stop: () => Promise<void>;
  /** Answers by status; 0 is none. */
  readonly answers: ReadonlyMap<number, number>;
  readonly wrong: string[];
};

const AWAY_MS = 150;

export type LoadOptions = { readonly world: World; readonly random: Random; readonly writers: number };

/** Several programs at each node that write, revise, step, read and export, and note what was acknowledged. */
export function startLoad({ world, random, writers }: LoadOptions): Load {
  const answers = new Map<number, number>();
  const wrong: string[] = [];
  const told = new AbortController();
  const work = async (side: Side): Promise<void> => {
    const writer: Writer = {
      world,
      side,
      random,
      wrong,
      mine: [],
      isAway: false,
      note: (status: number) => {
        writer.isAway = status === 0;
        answers.set(status, (answers.get(status) ?? 0) + 1);
      },
    };
    while (!told.signal.aborted) {
      await once(writer);
      // A node that is away is asked again after a while, as programs do.
      await sleep(writer.isAway ? AWAY_MS : random.int(40));
    }
  };
  const running = world.sides.flatMap((side) => Array.from({ length: writers }, () => work(side)));
  return {
    answers,
    wrong,
    stop: async () => {
      told.abort();
      await Promise.all(running);
    },
  };
}

type Writer = {
  readonly world: World;
  readonly side: Side;
  readonly random: Random;
  readonly wrong: string[];
  readonly note: (status: number) => void;
  isAway: boolean;
  /** Newest versions that this writer wrote, as acknowledged. */
  mine: JsonObject[];
};

async function once(writer: Writer): Promise<void> {
  const chance = writer.random.int(100);
  if (chance < 40) return write(writer, fresh(writer));
  if (chance < 55 && writer.mine.length > 0) return write(writer, revised(writer));
  if (chance < 75) return step(writer);
  if (chance < 97) return read(writer);
  return exportAndVerify(writer);
}

function fresh({ world: { accord }, random }: Writer): JsonObject {
  const title = `Undertaking ${random.int(1e9)} ${'x'.repeat(random.int(3_000))}`;
  return random.chance(0.3)
    ? indicator(accord, { name: title.slice(0, 400) })
    : commitment(accord, { title: title.slice(0, 400) });
}

function revised({ mine, random }: Writer): JsonObject {
  const { modified: _, ...record } = random.pick(mine);
  const name = record['type'] === 'indicator' ? 'name' : 'title';
  return { ...record, [name]: `Revised ${random.int(1e9)}` };
}

async function write({ side, note, mine }: Writer, record: JsonObject): Promise<void> {
  const { status, body } = await side.secretary.ask<RecordView>('POST', '/api/v1/records', record);
  note(status);
  if (status !== 201) return;
  const made = body.record as JsonObject;
  side.book.add({ id: textOf(made['id']), modified: textOf(made['modified']), c: body.c, text: canonicalize(made) });
  const held = mine.findIndex(({ id }) => id === made['id']);
  if (held >= 0) mine[held] = made;
  else mine.push(made);
}

/** On whatever is newest here, ours or theirs. */
async function step({ world: { accord }, side, random, note }: Writer): Promise<void> {
  const list = await side.secretary.ask<RecordList>('GET', `/api/v1/records?accord=${accord}&type=commitment`);
  note(list.status);
  const open = list.status === 200 ? list.body.records.filter(({ allowed }) => allowed.length > 0) : [];
  if (open.length === 0) return;
  const { record, allowed } = random.pick(open);
  const asked = { verb: random.pick(allowed), reason: 'For a reason.', evidence: 'As seen.' };
  const { status, body } = await side.secretary.ask<{ step: { id: string; c: string } }>(
    'POST',
    `/api/v1/records/${String(record['id'])}/steps`,
    asked,
  );
  note(status);
  if (status === 201) side.book.add(body.step);
}

async function read({ side, random, note, wrong }: Writer): Promise<void> {
  const all = side.book.all().filter(({ text }) => text !== undefined);
  if (all.length === 0) return;
  const one = random.pick(all);
  const { status } = await side.secretary.ask('GET', `/api/v1/records/${one.id}`);
  note(status);
  if (status === 500) wrong.push(`reading ${one.id} answers ${status}`);
  if (status === 404) wrong.push(`${one.id} was acknowledged and cannot be read`);
}

async function exportAndVerify({ world, side, random, note, wrong }: Writer): Promise<void> {
  const steps = side.book.all().filter(({ text }) => text !== undefined);
  if (steps.length === 0) return;
  const asked = { accord: world.accord, purpose: 'soak', records: [random.pick(steps).id] };
  const { status, bytes } = await side.secretary.ask('POST', '/api/v1/exports', asked);
  note(status);
  if (status !== 200) return; // it may not have its place yet
  const { exit, faults } = verifyDossier(
    bytes,
    world.sides.map(({ fingerprint }) => fingerprint),
  );
  if (exit !== 0) wrong.push(`a dossier fails: ${exit} ${faults.map(({ line }) => line).join('; ')}`);
}
