import { setImmediate } from 'node:timers/promises';
import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { completeOwn, refuseOwn } from '#kernel/protocol/own-record.ts';
import { commit } from '#kernel/record/commitment.ts';
import { isInternalType } from '#kernel/stix/extension.ts';
import { accordById, otherParty, type Accord } from '#store/accords.ts';
import { bigints, texts } from '#store/columns.ts';
import { sql, type Tx } from '#store/db.ts';
import { newNumbers, recordKeeper, type Kept } from '#store/keep-records.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { refuseClosed } from '#store/recovery.ts';
import type { Self } from '#store/self.ts';

export type Admitted = { readonly seq: number; readonly id: string; readonly modified: string; readonly c: string };

/**
 * The door in for our own records. One transaction: validated, canonical, marked, committed to, stored by part, and queued for release.
 * After its commit the record is durably queued, whatever happens to the process.
 */
export async function admit(tx: Tx, self: Self, input: JsonObject): Promise<Admitted> {
  return (await admitMany(tx, self, [input]))[0]!;
}

/** The same door for many at once, in their order: the same rules, in a few statements. One that is refused refuses all. */
export async function admitMany(tx: Tx, self: Self, inputs: readonly JsonObject[]): Promise<Admitted[]> {
  const admitted: Admitted[] = [];
  for (const independent of runsOf(inputs)) admitted.push(...(await admitRun(tx, self, independent)));
  return admitted;
}

/** Cut where one may depend on one before it: on an accord, or on an earlier version of its own. */
function runsOf(inputs: readonly JsonObject[]): JsonObject[][] {
  const runs: JsonObject[][] = [];
  let ids = new Set<JsonValue | undefined>();
  let isCut = true;
  for (const input of inputs) {
    const { type, id } = input;
    if (isCut || type === 'accord' || (id !== undefined && ids.has(id))) {
      runs.push([]);
      ids = new Set();
    }
    runs.at(-1)!.push(input);
    ids.add(id);
    isCut = type === 'accord';
  }
  return runs;
}

type Judged = { readonly object: JsonObject; readonly recipient: string | undefined };

async function admitRun(tx: Tx, self: Self, inputs: readonly JsonObject[]): Promise<Admitted[]> {
  await refuseClosed(
    tx,
    inputs.map((input) => accordNamed(input)),
  );
  const accords = await accordsOf(tx, inputs);
  const held = await newestHeld(tx, inputs);
  const seqs = await newNumbers(tx, inputs.length);
  const keep = recordKeeper(tx);
  const admitted: Admitted[] = [];
  const writing: Promise<unknown>[] = [];
  try {
    for (let from = 0; from < inputs.length; from += STRIDE) {
      const judged = inputs.slice(from, from + STRIDE).map((input) => judge(self, input, { accords, held }));
      const secrets = self.randomBytes(SECRET_BYTES * judged.length);
      const kept = judged.map(({ object }, i) =>
        keepable(self, object, secrets.slice(SECRET_BYTES * i, SECRET_BYTES * (i + 1))),
      );
      const numbers = seqs.slice(from, from + STRIDE);
      await Promise.all(writing.slice(-2 * AHEAD, -AHEAD));
      const sent = [keep(kept, numbers), queueRelease(tx, releasable(judged, kept, numbers))];
      for (const one of sent) one.catch(() => {}); // awaited below
      writing.push(...sent);
      admitted.push(...kept.map((one, i) => admittedAs(one, numbers[i]!)));
      // Its statements leave now, and the database writes while the next are judged.
      if (from + STRIDE < inputs.length) await setImmediate();
    }
  } finally {
    // Nothing may be sent behind the end of the transaction.
    await Promise.allSettled(writing);
  }
  await Promise.all(writing);
  return admitted;
}

const admittedAs = ({ object, c }: Kept, seq: number): Admitted => ({
  seq,
  id: textOf(object, 'id'),
  modified: textOf(object, 'modified'),
  c: toBase64(c),
});

const releasable = (judged: readonly Judged[], kept: readonly Kept[], seqs: readonly number[]): ToRelease[] =>
  judged.flatMap(({ object, recipient }, i) =>
    kept[i]!.place === 'shared' && recipient !== undefined ? [{ seq: seqs[i]!, recipient, object }] : [],
  );

/** Promises of one stride, which may be under way while the next is judged. */
const AHEAD = 2;
/** Records that are judged and committed to in one piece, some 10 ms. */
const STRIDE = 250;

const accordNamed = ({ type, id, accord_ref: ref }: JsonObject): string | null => {
  const named = type === 'accord' ? id : ref;
  return typeof named === 'string' ? named : null;
};

/** `accords`: also those that accords of cities are under. */
type Known = { readonly accords: ReadonlyMap<string, Accord>; readonly held: ReadonlyMap<string, StoredRecord> };

/** The accords that the inputs name. An accord speaks for itself. */
async function accordsOf(tx: Tx, inputs: readonly JsonObject[]): Promise<Map<string, Accord>> {
  const found = new Map<string, Accord>();
  const named = inputs.flatMap(({ type, accord_ref: own, parent_ref: parent }) => {
    const ref = type === 'accord' ? parent : own;
    return typeof ref === 'string' ? [ref] : [];
  });
  for (const id of new Set(named)) {
    const accord = await accordById(tx, id);
    if (accord) found.set(id, accord);
  }
  return found;
}

async function newestHeld(tx: Tx, inputs: readonly JsonObject[]): Promise<Map<string, StoredRecord>> {
  const ids = inputs.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const newestFirst = ids.length === 0 ? [] : await versionsOf(tx, ids);
  return new Map(newestFirst.reverse().map((version) => [version.id, version]));
}

function judge(self: Self, input: JsonObject, { accords, held }: Known): Judged {
  const accordId = input['type'] === 'accord' ? undefined : textOf(input, 'accord_ref');
  const accord = accordId === undefined ? undefined : accords.get(accordId);
  if (accordId !== undefined && !accord) throw new Failure('bad-input', 'no such accord', { path: '$.accord_ref' });
  const { partyId } = self;
  const object = completeOwn(input, { partyId, now: self.now(), uuid: self.uuid, terms: accord });
  const ref = object['type'] === 'accord' ? object['parent_ref'] : undefined;
  const above = typeof ref === 'string' ? accords.get(ref) : undefined;
  const parent = above && { ...above, isRatified: above.state !== 'proposed' };
  refuseOwn(object, { partyId, terms: accord, earlier: held.get(textOf(object, 'id')), parent });
  return { object, recipient: recipientOf(object, self, accord) };
}

const SECRET_BYTES = 32;

function keepable(self: Self, object: JsonObject, secret: Uint8Array): Kept {
  const { c, parts } = commit(object, secret);
  return {
    object,
    parts,
    c: fromBase64Strict(c),
    publisher: self.partyId,
    place: isInternalType(object['type']) ? 'internal' : 'shared',
    secret,
    at: self.now(),
  };
}

export const textOf = (object: JsonObject, property: string): string => {
  const value = object[property];
  if (typeof value !== 'string') throw new Failure('bad-input', 'must be a text', { path: `$.${property}` });
  return value;
};

const recipientOf = (object: JsonObject, self: Self, accord: Accord | undefined): string | undefined => {
  if (accord) return otherParty(accord, self.partyId);
  const parties = object['parties'];
  return Array.isArray(parties)
    ? parties.filter((party): party is string => typeof party === 'string').find((party) => party !== self.partyId)
    : undefined;
};

type ToRelease = { readonly seq: number; readonly recipient: string; readonly object: JsonObject };

/** The outbox: what is written here is decided and sent by the worker, also after a crash. */
async function queueRelease(tx: Tx, items: readonly ToRelease[]): Promise<void> {
  if (items.length === 0) return;
  const queued = await tx.run(sql`
    insert into store.release (record, recipient, accord, channel, outcome)
    select t.record, p.id, t.accord, t.channel, 'queued'
    from unnest(
      ${bigints(items.map(({ seq }) => seq))}::bigint[], ${texts(items.map(({ recipient }) => recipient))}::text[],
      ${texts(items.map(({ object }) => textOf(object, 'accord_ref')))}::text[], ${texts(items.map(({ object }) => textOf(object, 'channel')))}::text[]
    ) as t (record, recipient, accord, channel)
    join store.party p on p.id = t.recipient and not p.is_self`);
  if (queued < items.length)
    throw new Failure('bad-input', 'the other party of this accord is not paired with this node', {
      path: '$.parties',
    });
  await tx.run(sql`select pg_notify('entente_outbox', '')`);
}
