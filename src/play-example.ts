import { createHash } from 'node:crypto';
import { Failure } from '#kernel/errors.ts';
import { textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { toBase64 } from '#platform';
import type { Role } from '#api/permissions.ts';
import { step } from '#api/steps.ts';
import { occurrencesIn } from '#modules/meetings/dates/occurrences.ts';
import { suggestDates, type Planned } from '#modules/meetings/dates/suggest.ts';
import { accordById } from '#store/accords.ts';
import { admit } from '#store/admit.ts';
import { sql, type Tx } from '#store/db.ts';
import { keepWriter } from '#store/placed.ts';
import { versionsOf } from '#store/records.ts';
import type { Self } from '#store/self.ts';
import { beginUpload, finishUpload, keepUploaded } from '#store/uploads.ts';
import {
  calendarOf,
  filledIn,
  type Calendar,
  type ExampleAct,
  type ExampleScript,
  type ExampleStep,
  type ExampleWriting,
  type Side,
} from './example-script.ts';
import type { Node } from './node.ts';

export type Player = {
  readonly node: Node;
  /** The account of a role, and what partners see of it. */
  readonly account: (role: Role) => { readonly id: string; readonly unit: string; readonly officer: string };
};
type Players = Readonly<Record<Side, Player>>;
type Stage = { readonly accord: string; readonly players: Players; readonly calendar: Calendar };

/**
 * Plays what an example tells on its two nodes, through the doors that the API uses: each act by the account that it is of, and dated when
 * it is told to have been. An author may say when a record was made and a step was taken; when they were published, received and
 * noted in a feed is the truth of this machine, and says so. What was played before is left as it stands now.
 */
export async function playExample(script: ExampleScript, accord: string, players: Players): Promise<Stage> {
  const today = await firstDay(players.A.node, accord, script);
  const stage = { accord, players, calendar: calendarOf(today, script.days) };
  if (await isPlayed(stage, script.rounds.at(-1) ?? [])) return stage;
  for (const round of script.rounds) {
    for (const side of ['A', 'B'] as const) {
      const own = round.filter(({ by }) => by === side);
      await players[side].node.db.transaction('node', async (tx) => {
        for (const act of own) await perform(tx, stage, act);
      });
    }
    await bothHold(stage, round);
  }
  return stage;
}

export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The accord is as old as the script has it. */
async function firstDay(node: Node, accord: string, script: ExampleScript): Promise<string> {
  const now = node.self.now();
  const record = await node.db.transaction('node', async (tx) => (await versionsOf(tx, [accord])).at(-1));
  const age = now.getTime() - Date.parse(calendarOf(dayOf(now), {})(script.accord)!);
  const first = new Date(Date.parse(textOf(record!.object['created'])) + age);
  return dayOf(first < now ? first : now);
}

const isWriting = (act: ExampleAct): act is ExampleWriting => 'record' in act;

/** The same on each start, so that a demonstration that was ended half-way goes on where it was. */
function idOf({ accord }: Stage, type: string, key: string): string {
  const hex = createHash('sha256').update(`${accord} ${key}`).digest('hex');
  return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `meeting:first` names the meeting that was written as `first`. */
const REFERENCE = /^([a-z-]+):([a-z0-9-]+)$/;
export const referred = (stage: Stage, text: string): string | undefined => {
  const [, type, key] = REFERENCE.exec(text) ?? [];
  return type === undefined ? undefined : idOf(stage, type, key!);
};

async function perform(tx: Tx, stage: Stage, act: ExampleAct): Promise<void> {
  if (await wasPlayed(tx, stage, act)) return;
  const { node, account } = stage.players[act.by];
  const at = new Date(stage.calendar(act.on) ?? '');
  if (Number.isNaN(at.getTime())) throw new Failure('bad-input', `"${act.on}" is no moment of an example`);
  const self: Self = { ...node.self, publicKey: node.self.publicKey, now: () => at };
  const who = account(act.as ?? 'secretary');
  if (isWriting(act)) {
    const id = await write(tx, stage, { act, self, person: who.id });
    await keepWriter(tx, id, { unit: null, by: who.id, linkBy: null });
    return;
  }
  const caller = { unit: who.unit, officerNumber: who.officer, rights: NO_SEATS };
  const { verb, reason, evidence } = act;
  const asked = { verb, ...(reason ? { reason } : {}), ...(evidence ? { evidence } : {}) } as Parameters<
    typeof step
  >[3];
  await step(tx, { self, modules: node.modules, caller }, referred(stage, act.of)!, asked);
}

const NO_SEATS = { seats: [], clearance: { tlp: 'clear', handling: [] }, compartments: [], cases: [] } as const;

type Writing = { readonly act: ExampleWriting; readonly self: Self; readonly person: string };

async function write(tx: Tx, stage: Stage, { act, self, person }: Writing): Promise<string> {
  const { node } = stage.players[act.by];
  const type = textOf(act.record['type']);
  const parties = { A: stage.players.A.node.self.partyId, B: stage.players.B.node.self.partyId };
  const means = (text: string): JsonValue | undefined =>
    text === 'A' || text === 'B' ? parties[text] : (stage.calendar(text) ?? referred(stage, text));
  const given = filledIn(act.record, means) as JsonObject;
  const id = idOf(stage, type, act.key);
  // An accord of cities is its own, under the accord and between the same parties; what is under it names it.
  const under = type === 'accord' ? id : textOf(given['accord_ref']) || stage.accord;
  const above = type === 'accord' ? (await accordById(tx, stage.accord))!.object : {};
  const { parties: both, party_names: names } = above;
  const record = {
    ...(both && names ? { parent_ref: stage.accord, parties: both, party_names: names } : {}),
    ...given,
    id,
    accord_ref: under,
    ...(act.occurrence === undefined ? {} : await scheduled(tx, textOf(given['series_ref']), act.occurrence)),
    ...(given['evidence'] === undefined ? {} : { evidence: await closed(tx, given['evidence']) }),
  };
  if (act.file !== undefined) {
    const body = new TextEncoder().encode(act.file);
    const draft = { channel: 'secretariat', ...record } as unknown as Parameters<typeof beginUpload>[2]['draft'];
    const upload = await beginUpload(tx, self, { uploader: person, draft, size: body.length });
    await keepUploaded(tx, self, upload, { n: 0, body });
    await finishUpload(tx, self, upload, { size: body.length, root: undefined });
    return id;
  }
  const prepare = node.modules.find((module) => module.prepare?.[type])?.prepare?.[type];
  const accord = await accordById(tx, under);
  return (await admit(tx, self, prepare ? prepare(record, accord) : record)).id;
}

/** Evidence is a version, not a record: the newest that this side holds. */
async function closed(tx: Tx, named: JsonValue): Promise<JsonValue> {
  const held = await versionsOf(tx, named as string[]);
  return (named as string[]).map((ref) => {
    const version = held.find(({ id }) => id === ref);
    if (!version) throw new Failure('bad-input', `the example rests on ${ref}, which is not there`);
    return { ref, modified: version.modified, c: toBase64(version.c) };
  });
}

/** When a meeting of a series is, as the node suggests it. */
async function scheduled(tx: Tx, series: string, occurrence: number): Promise<JsonObject> {
  const [held] = await versionsOf(tx, [series]);
  const planned = held!.object as unknown as Planned;
  const span = { from: new Date(0), until: new Date('9999-01-01'), most: occurrence + 1 };
  const meant = occurrencesIn(planned, span)[occurrence]!;
  const { suggested, planned: asPlanned } = suggestDates(planned, meant);
  const { startsAt, endsAt } = suggested[0] ?? asPlanned;
  return { recurrence_id: meant.recurrenceId, starts_at: startsAt.toISOString(), ends_at: endsAt.toISOString() };
}

async function wasPlayed(tx: Tx, stage: Stage, act: ExampleAct): Promise<boolean> {
  if (isWriting(act)) return holds(tx, idOf(stage, textOf(act.record['type']), act.key));
  return (await stepOf(tx, stage, act)) !== undefined;
}

const holds = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.row(sql`select 1 as held from store.record where id = ${id} limit 1`)) !== undefined;

const stepOf = (tx: Tx, stage: Stage, { of, verb, by }: ExampleStep): Promise<{ id: string } | undefined> =>
  tx.row<{ id: string }>(sql`
    select id from store.record
    where type = 'step' and subject_id = ${referred(stage, of)!} and verb = ${verb}
      and publisher = ${stage.players[by].node.self.partyId}
    limit 1`);

/** At both nodes. */
async function isPlayed(stage: Stage, acts: readonly ExampleAct[]): Promise<boolean> {
  const isAt = async (tx: Tx): Promise<boolean> => {
    for (const act of acts) if (!(await wasPlayed(tx, stage, act))) return false;
    return true;
  };
  const { A, B } = stage.players;
  return (await A.node.db.transaction('node', isAt)) && (await B.node.db.transaction('node', isAt));
}

/** What the next round rests on. */
async function bothHold(stage: Stage, round: readonly ExampleAct[]): Promise<void> {
  const { A, B } = stage.players;
  for (let tries = 0; tries < 100; tries++) {
    if (await isPlayed(stage, round)) return;
    await A.node.worker.settle();
    await B.node.worker.settle();
  }
  throw new Failure('unavailable', 'the two nodes of the demonstration did not exchange what they wrote');
}
