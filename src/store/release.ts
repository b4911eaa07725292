import { readJson } from '#kernel/json/read.ts';
import type { Ceiling } from '#kernel/policy/ceiling.ts';
import { decideRelease, type ReleaseDecision, type WaitsFor } from '#kernel/policy/decide.ts';
import type { KnownMarkings } from '#kernel/policy/markings.ts';
import { discloseText, type Disclosure } from '#kernel/record/disclosure.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import type { HeldPart } from '#kernel/record/commitment.ts';
import { isDecidedAgain } from '#kernel/protocol/waiting.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { askForConfirmation, confirmations, type ConfirmationOf } from '#store/confirmations.ts';
import { bigints, integers, moments, texts } from '#store/columns.ts';
import { sql, type Tx } from '#store/db.ts';
import { isCharterHeard } from '#store/feeds.ts';
import { tellOfWithheld } from '#store/happenings.ts';
import { heldParts } from '#store/held-parts.ts';
import { knownMarkings, markingsNamed } from '#store/known-markings.ts';
import { recordsBySeq, type StoredRecord } from '#store/records.ts';
import { isRecovering } from '#store/recovery.ts';
import type { Self } from '#store/self.ts';

/** Minted here and nowhere else: what faces a partner accepts nothing else. */
declare const released: unique symbol;
export type Released<T> = T & { readonly [released]: true };

type Queued = {
  readonly record: number;
  readonly recipient: string;
  readonly accord: string;
  readonly channel: string;
};
const BATCH = 1_000;

/** Decided: it goes out. Its decision is written together with its place, or without one if it gets none now. */
export type LetOut = Queued & {
  readonly c: Uint8Array;
  readonly code: string | null;
  readonly detail: string | null;
  readonly decidedAt: Date;
};
/** How many were decided, and those that go out. */
export type Decisions = { readonly count: number; readonly letOut: readonly LetOut[] };

/**
 * The door out, under the sequencer's lock. Decides what is queued, once per recipient, and keeps the decision, its reason and the
 * disclosure; of what goes out the sequencer writes the decision in the same transaction, with the entry. What must wait is asked
 * again when what it waits for has come.
 */
export async function releaseQueued(tx: Tx, self: Self, channel: 'charter' | 'others'): Promise<Decisions> {
  // The charter is always open: nothing waits there.
  if (channel === 'others') await requeueWaiting(tx);
  const queued = await tx.rows<Queued>(sql`
    select record, recipient, accord, channel from store.release
    where outcome = 'queued' and (channel = 'charter') = ${channel === 'charter'}
      -- How a restored accord stands is known when its partner has returned what it holds.
      and not ${isRecovering(sql`release.accord`)}
      and not exists (select 1 from store.recovery s where s.partner = release.recipient and s.listed_at is null)
      -- What may not be written now is not decided now: not into a feed in quarantine, nor under a key that was given up, nor
      -- into an epoch of which isEpochAnswered is not true yet.
      and not exists (
        select 1 from store.feed f
        where f.accord = release.accord and f.channel = release.channel and f.recipient = release.recipient
          and f.is_ours and f.ended_size is null
          and (f.fault_name is not null
            or f.epoch > 1 and f.channel <> 'charter' and f.receipted_size = 0
            or exists (
              select 1 from store.party_key k
              where k.party = f.publisher and k.public_key = f.key and k.distrusted)))
    order by record limit ${BATCH}`);
  if (queued.length === 0) return { count: 0, letOut: [] };
  const { decided, records } = await decideAll(tx, self, queued);
  const at = self.now();
  await keepHeldBack(tx, decided, at);
  for (const { record, decision } of decided)
    if (decision.outcome === 'wait' && decision.for === 'confirmation')
      await askForConfirmation(tx, self, record, records.get(record)!);
  await keepDisclosures(tx, decided);
  const letOut = decided.flatMap(({ record, recipient, accord, channel: line, decision }) =>
    decision.outcome === 'yes'
      ? [
          {
            record,
            recipient,
            accord,
            channel: line,
            c: records.get(record)!.c,
            decidedAt: at,
            ...whyWithheld(decision),
          },
        ]
      : [],
  );
  return { count: queued.length, letOut };
}

/** What release says of each as things stand; nothing is kept of it here. */
async function decideAll(
  tx: Tx,
  self: Self,
  queued: readonly Queued[],
  ceilings: ReadonlyMap<string, Ceiling> = new Map(),
): Promise<{ readonly decided: readonly Decided[]; readonly records: ReadonlyMap<number, QueuedRecord> }> {
  const accords = new Map<string, Governing | undefined>(); // nothing that moves them happens in between
  for (const id of new Set(queued.map(({ accord }) => accord))) {
    const accord = await accordById(tx, id);
    const channels = accord?.channels.map((one) => ({ ...one, ceiling: ceilings.get(one.name) ?? one.ceiling })) ?? [];
    accords.set(id, accord && { ...accord, channels, isCharterHeard: await isCharterHeard(tx, id) });
  }
  const numbers = queued.map(({ record }) => record);
  const parts = await heldParts(tx, numbers);
  const records = await queuedRecords(tx, numbers, parts);
  const withheld = await withheldSubjects(tx, self, [...records.values()]);
  const named = [...records.values()].flatMap(({ object }) => markingsNamed(object));
  const known = await knownMarkings(tx, named, self.partyId);
  const confirmationOf = await confirmations(tx, queued);
  const decided = queued.map((item) => {
    const record = records.get(item.record)!;
    const decision = decide(self, item, {
      record,
      parts: parts.get(item.record) ?? [],
      accord: accords.get(item.accord),
      withheld,
      known,
      confirmation: confirmationOf(item, record.object, known),
    });
    if (decision.decision.outcome === 'no') withheld.add(versionKey(item.recipient, record));
    return decision;
  });
  return { decided, records };
}

/** What would leave now of these versions, to whom, under other ceilings if they are given: asked, and neither decided nor kept. What waits counts as leaving. */
export async function wouldLeave(
  tx: Tx,
  self: Self,
  seqs: readonly number[],
  ceilings?: ReadonlyMap<string, Ceiling>,
): Promise<{ readonly record: number; readonly recipient: string; readonly properties: readonly string[] }[]> {
  const asked = await tx.rows<Queued>(
    sql`select record, recipient, accord, channel from store.release where record = any (${seqs})`,
  );
  const parts = await heldParts(tx, seqs);
  return (await decideAll(tx, self, asked, ceilings)).decided.map(({ record, recipient, decision }) => {
    const shapes = parts.get(record) ?? [];
    const open =
      decision.outcome === 'no' ? [] : decision.outcome === 'yes' ? decision.open : shapes.map((_, part) => part);
    return { record, recipient, properties: open.flatMap((part) => shapes[part]?.properties ?? []) };
  });
}

/** Put together from the parts that are read anyway: a record is the content of all its parts. Of a stub, what is left. */
async function queuedRecords(
  tx: Tx,
  seqs: readonly number[],
  parts: ReadonlyMap<number, readonly HeldPart[]>,
): Promise<Map<number, QueuedRecord>> {
  const rows = await tx.rows<Omit<QueuedRecord, 'object'> & { seq: number; isStub: boolean }>(sql`
    select seq, id, modified, type, place, c, expunged_at is not null as "isStub" from store.record where seq = any (${seqs})`);
  const stubs = rows.filter(({ isStub }) => isStub).map(({ seq }) => seq);
  const left = new Map(
    (stubs.length === 0 ? [] : await recordsBySeq(tx, stubs)).map((stub) => [stub.seq, stub.object]),
  );
  const whole = (seq: number): JsonObject =>
    Object.assign({}, ...(parts.get(seq) ?? []).map(({ canonical }) => readJson(canonical ?? '{}') as JsonObject));
  return new Map(
    rows.map(({ seq, isStub: _isStub, ...row }) => [seq, { ...row, object: left.get(seq) ?? whole(seq) }]),
  );
}

type QueuedRecord = Pick<StoredRecord, 'id' | 'modified' | 'type' | 'place' | 'object'> & { readonly c: Uint8Array };

async function requeueWaiting(tx: Tx): Promise<void> {
  const waiting = await tx.rows<{ accord: string; waits_for: WaitsFor }>(
    sql`
      select distinct accord, waits_for from store.release
      where outcome = 'wait'
        and not ${isRecovering(sql`release.accord`)}`,
  );
  for (const { accord, waits_for: waitsFor } of waiting) {
    const state = (await accordById(tx, accord))?.state;
    if (!isDecidedAgain(state, await isCharterHeard(tx, accord), waitsFor)) continue;
    await tx.run(sql`
      update store.release set outcome = 'queued', code = null, detail = null, waits_for = null
      where outcome = 'wait' and accord = ${accord} and waits_for = ${waitsFor}`);
  }
}

type Governing = Accord & { readonly isCharterHeard: boolean };
type Question = {
  readonly record: QueuedRecord;
  readonly parts: readonly HeldPart[];
  readonly accord: Governing | undefined;
  /** Versions of ours that are not for the recipient, by `versionKey`. */
  readonly withheld: ReadonlySet<string>;
  /** Markings that we have explained. */
  readonly known: KnownMarkings;
  readonly confirmation: ReturnType<ConfirmationOf>;
};
type Decided = Queued & {
  readonly decision: ReleaseDecision;
  readonly disclosure: Released<string> | undefined;
};

function decide(self: Self, item: Queued, { record, parts, accord, withheld, known, confirmation }: Question): Decided {
  const decision = decideRelease({
    publisher: self.partyId,
    recipient: item.recipient,
    place: record.place,
    record: record.object,
    parts,
    accord: accord && {
      id: accord.id,
      state: accord.state,
      parties: accord.parties,
      kind: accord.kind,
      channels: accord.channels,
      isCharterHeard: accord.isCharterHeard,
    },
    known,
    confirmation,
    isSubjectWithheld: record.type === 'step' && withheld.has(versionKey(item.recipient, subjectOf(record))),
  });
  const disclosure = decision.outcome === 'yes' ? seal(discloseText(parts, decision.open)) : undefined;
  return { ...item, decision, disclosure };
}

/** Of the subjects of the steps among the records, those that release said no to, in whatever batch. */
async function withheldSubjects(tx: Tx, self: Self, records: readonly QueuedRecord[]): Promise<Set<string>> {
  const subjects = records.flatMap((record) => (record.type === 'step' ? [subjectOf(record).id] : []));
  if (subjects.length === 0) return new Set();
  const rows = await tx.rows<{ recipient: string; id: string; modified: string }>(sql`
    select l.recipient, r.id, r.modified from store.record r join store.release l on l.record = r.seq
    where r.publisher = ${self.partyId} and r.id = any (${subjects}) and l.outcome = 'no'`);
  return new Set(rows.map(({ recipient, ...version }) => versionKey(recipient, version)));
}

type Version = { readonly id: string; readonly modified: string };
const versionKey = (recipient: string, { id, modified }: Version): string => `${recipient} ${id} ${modified}`;
const subjectOf = ({ object }: QueuedRecord): Version => object['subject'] as Version;

async function keepHeldBack(tx: Tx, decided: readonly Decided[], at: Date): Promise<void> {
  const held = decided.flatMap(({ record, recipient, decision }) =>
    decision.outcome === 'yes' ? [] : [{ record, recipient, decision }],
  );
  if (held.length === 0) return;
  await tx.run(sql`
    update store.release l set outcome = t.outcome, code = t.code, detail = t.detail, waits_for = t.waits_for, decided_at = ${at}
    from unnest(
      ${bigints(held.map(({ record }) => record))}::bigint[], ${texts(held.map(({ recipient }) => recipient))}::text[],
      ${texts(held.map(({ decision }) => decision.outcome))}::text[], ${texts(held.map(({ decision }) => decision.code))}::text[],
      ${texts(held.map(({ decision }) => decision.detail))}::text[],
      ${texts(held.map(({ decision }) => (decision.outcome === 'wait' ? decision.for : null)))}::text[]
    ) as t (record, recipient, outcome, code, detail, waits_for)
    where l.record = t.record and l.recipient = t.recipient`);
  const refused = held.flatMap(({ record, decision }) => (decision.outcome === 'no' ? [record] : []));
  await tellOfWithheld(tx, refused, at);
}

/** Their feed, and the place in it. */
export type Placed = { readonly feed: number; readonly idx: number };

/** What goes out, with its place where it has one; the sequencer asks again for what has none. */
export async function keepLetOut(
  tx: Tx,
  letOut: readonly (LetOut & { readonly placed: Placed | undefined })[],
): Promise<void> {
  if (letOut.length === 0) return;
  await tx.run(sql`
    update store.release l set outcome = 'yes', code = t.code, detail = t.detail, decided_at = t.decided_at, feed = t.feed, idx = t.idx
    from unnest(
      ${bigints(letOut.map(({ record }) => record))}::bigint[], ${texts(letOut.map(({ recipient }) => recipient))}::text[],
      ${texts(letOut.map(({ code }) => code))}::text[], ${texts(letOut.map(({ detail }) => detail))}::text[],
      ${moments(letOut.map(({ decidedAt }) => decidedAt))}::timestamptz[],
      ${integers(letOut.map(({ placed }) => placed?.feed ?? null))}::integer[], ${bigints(letOut.map(({ placed }) => placed?.idx ?? null))}::bigint[]
    ) as t (record, recipient, code, detail, decided_at, feed, idx)
    where l.record = t.record and l.recipient = t.recipient`);
}

/** Of what is released in part: the first reason as the code, and each withheld part with its own. */
const whyWithheld = ({ why }: Extract<ReleaseDecision, { outcome: 'yes' }>) => ({
  code: why[0]?.code ?? null,
  detail: why.length === 0 ? null : why.map(({ part, detail }) => `part ${part} is withheld: ${detail}`).join(' '),
});

async function keepDisclosures(tx: Tx, decided: readonly Decided[]): Promise<void> {
  const kept = decided.flatMap(({ record, recipient, disclosure }) =>
    disclosure === undefined ? [] : [{ record, recipient, disclosure }],
  );
  await tx.run(sql`
    insert into store.disclosure (record, recipient, body) select record, recipient, body from unnest(
      ${bigints(kept.map(({ record }) => record))}::bigint[], ${texts(kept.map(({ recipient }) => recipient))}::text[],
      ${texts(kept.map(({ disclosure }) => disclosure))}::text[]
    ) as t (record, recipient, body)`);
}

/** What the recipient was given of each version; those that were not released to them are left out. */
export async function disclosedTo(
  tx: Tx,
  seqs: readonly number[],
  recipient: string,
): Promise<Map<number, Disclosure>> {
  const rows = await tx.rows<{ record: number; body: string }>(
    sql`select record, body from store.disclosure where record = any (${seqs}) and recipient = ${recipient}`,
  );
  return new Map(rows.map(({ record, body }) => [record, readJson(body) as unknown as Disclosure]));
}

export const isWhole = ({ parts }: Disclosure): boolean => !parts.some((part) => 'hash' in part);

/** The text of a disclosure that was decided on. */
const seal = (text: string): Released<string> => text as Released<string>;
