import { canonicalize } from '#kernel/json/canonical.ts';
import { decideRelease, type ReleaseDecision } from '#kernel/policy/decide.ts';
import { disclose, type Disclosure } from '#kernel/record/disclosure.ts';
import type { HeldPart } from '#kernel/record/commitment.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { recordBySeq } from '#store/records.ts';
import type { Self } from '#store/self.ts';

/** Minted here and nowhere else: what faces a partner accepts nothing else. */
declare const released: unique symbol;
export type Released<T> = T & { readonly [released]: true };

type Queued = { readonly record: number; readonly recipient: string; readonly accord: string };
const BATCH = 500;

/**
 * The door out. Decides what is queued, once per recipient, and keeps the decision, its reason and the disclosure; an entry
 * is written by the sequencer in the same transaction. What must wait is asked again when what it waits for has come.
 * Returns how many were decided.
 */
export async function releaseQueued(tx: Tx, self: Self, channel: 'charter' | 'others'): Promise<number> {
  await requeueWaiting(tx);
  const queued = await tx.rows<Queued>(sql`
    select record, recipient, accord from store.release
    where outcome = 'queued' and (channel = 'charter') = ${channel === 'charter'}
    order by record limit ${BATCH} for update skip locked`);
  const accords = new Map<string, Accord | undefined>(); // nothing that moves them happens in between
  for (const id of new Set(queued.map(({ accord }) => accord))) accords.set(id, await accordById(tx, id));
  for (const item of queued) await decide(tx, self, item, accords.get(item.accord));
  return queued.length;
}

async function requeueWaiting(tx: Tx): Promise<void> {
  const waiting = await tx.rows<{ accord: string }>(
    sql`select distinct accord from store.release where outcome = 'wait'`,
  );
  for (const { accord } of waiting) {
    const state = (await accordById(tx, accord))?.state;
    if (state !== 'in-force' && state !== 'terminated') continue;
    await tx.run(
      sql`update store.release set outcome = 'queued', code = null, detail = null, waits_for = null where outcome = 'wait' and accord = ${accord}`,
    );
  }
}

async function decide(
  tx: Tx,
  self: Self,
  { record: seq, recipient }: Queued,
  accord: Accord | undefined,
): Promise<void> {
  const record = (await recordBySeq(tx, seq))!;
  const parts = await heldParts(tx, seq);
  const decision: ReleaseDecision = decideRelease({
    publisher: self.partyId,
    recipient,
    place: record.place,
    record: record.object,
    parts,
    accord: accord && { id: accord.id, state: accord.state, parties: accord.parties, channels: accord.channels },
  });
  const { outcome } = decision;
  const reason = outcome === 'yes' ? whyWithheld(decision) : decision;
  await tx.run(sql`
    update store.release set outcome = ${outcome}, code = ${reason.code}, detail = ${reason.detail},
      waits_for = ${outcome === 'wait' ? decision.for : null}, decided_at = ${self.now()}
    where record = ${seq} and recipient = ${recipient}`);
  if (outcome === 'yes') await keepDisclosure(tx, { seq, recipient }, seal(disclose(parts, decision.open)));
}

/** Of what is released in part: the first reason as the code, and each withheld part with its own. */
const whyWithheld = ({ why }: Extract<ReleaseDecision, { outcome: 'yes' }>) => ({
  code: why[0]?.code ?? null,
  detail: why.length === 0 ? null : why.map(({ part, detail }) => `part ${part} is withheld: ${detail}`).join(' '),
});

async function keepDisclosure(
  tx: Tx,
  { seq, recipient }: { seq: number; recipient: string },
  disclosure: Released<Disclosure>,
): Promise<void> {
  await tx.run(sql`
    insert into store.disclosure (record, recipient, body) values (${seq}, ${recipient}, ${canonicalize(disclosure)})`);
}

/** What the recipient was given of the version; undefined if it was not released to them. */
export async function disclosedTo(tx: Tx, seq: number, recipient: string): Promise<Disclosure | undefined> {
  const row = await tx.row<{ body: string }>(
    sql`select body from store.disclosure where record = ${seq} and recipient = ${recipient}`,
  );
  return row && (JSON.parse(row.body) as Disclosure);
}

const seal = (disclosure: Disclosure): Released<Disclosure> => disclosure as Released<Disclosure>;

/** All parts of a version that this node holds, whatever the reader: the caller decides which open. */
export async function heldParts(tx: Tx, seq: number): Promise<(HeldPart & { readonly class: number })[]> {
  const rows = await tx.rows<{
    class: number;
    hash: Uint8Array;
    salt: Uint8Array | null;
    body: string | null;
    markings: string[];
    properties: string[];
  }>(sql`
    select class, hash, salt, body, markings, properties from store.record_part where record = ${seq} order by n`);
  return rows.map(({ class: visibility, hash, salt, body, markings, properties }) => ({
    class: visibility,
    markings,
    properties,
    hash: new Uint8Array(hash),
    salt: salt && new Uint8Array(salt),
    canonical: body,
  }));
}
