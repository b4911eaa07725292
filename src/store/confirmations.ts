import { isTlpAbove, resolveMarkings, type KnownMarkings, type Tlp } from '#kernel/policy/markings.ts';
import { sql, type Tx } from '#store/db.ts';
import { markingsNamed } from '#store/known-markings.ts';
import { propose } from '#store/people/proposal.ts';
import { writerOf } from '#store/placed.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import type { Self } from '#store/self.ts';

type Item = { readonly record: number; readonly accord: string; readonly channel: string };
type Asked = { readonly id: string; readonly modified: string; readonly object: JsonObject };

/** Whether a second person's word on it is awaited or has been against it; asked of nothing while the node demands none. */
export type ConfirmationOf = (
  item: Item,
  object: JsonObject,
  known: KnownMarkings,
) => 'missing' | 'refused' | undefined;

export type ReleaseLimit = { readonly accord: string; readonly channel: string; readonly tlp: Tlp };

/** The most particular first. */
export function releaseLimits(tx: Tx): Promise<ReleaseLimit[]> {
  return tx.rows<ReleaseLimit>(sql`
    select accord, channel, tlp from store.confirm_from order by accord = '*', accord, channel = '*', channel`);
}

export async function confirmations(tx: Tx, items: readonly Item[]): Promise<ConfirmationOf> {
  const limits = await releaseLimits(tx);
  if (limits.length === 0) return () => undefined;
  const rows = await tx.rows<{ record: number; agreed: boolean }>(
    sql`select record, agreed from store.confirmation where record = any (${items.map(({ record }) => record)})`,
  );
  const said = new Map(rows.map(({ record, agreed }) => [record, agreed]));
  return ({ record, accord, channel }, object, known) => {
    // The most particular rule holds.
    const limit = [
      [accord, channel],
      [accord, '*'],
      ['*', channel],
      ['*', '*'],
    ]
      .map(([a, c]) => limits.find((one) => one.accord === a && one.channel === c))
      .find((one) => one !== undefined);
    if (!limit || channel === 'charter') return undefined;
    const resolved = resolveMarkings(markingsNamed(object), known);
    if ('unknown' in resolved || resolved.tlp === null || isTlpAbove(limit.tlp, resolved.tlp)) return undefined;
    const agreed = said.get(record);
    return agreed === undefined ? 'missing' : agreed ? undefined : 'refused';
  };
}

/** One proposal for a version, by whoever wrote it. */
export async function askForConfirmation(tx: Tx, self: Self, record: number, { id, modified }: Asked): Promise<void> {
  const there = await tx.row(sql`
    select 1 from people.proposal where kind = 'release.confirm' and state = 'open' and (payload::json ->> 'seq')::bigint = ${record}`);
  if (there) return;
  const writer = await writerOf(tx, id);
  await propose(tx, {
    id: self.uuid(),
    kind: 'release.confirm',
    payload: { id, modified, seq: record },
    effect: { widens: true, records: { gained: 1, lost: 0 }, people: [] },
    by: writer?.by ?? 'node',
    linkBy: writer?.linkBy ?? null,
    at: self.now(),
    reason: 'it is marked so that a second person confirms that it leaves',
  });
}

/** The second person has spoken: release decides again. */
export async function keepConfirmation(
  tx: Tx,
  { record, proposal, by, at, agreed }: { record: number; proposal: string; by: string; at: Date; agreed: boolean },
): Promise<void> {
  await tx.run(sql`
    insert into store.confirmation (record, proposal, by, at, agreed) values (${record}, ${proposal}, ${by}, ${at}, ${agreed})`);
  await tx.run(sql`
    update store.release set outcome = 'queued', code = null, detail = null, waits_for = null
    where record = ${record} and outcome = 'wait' and waits_for = 'confirmation'`);
  await tx.run(sql`select pg_notify('entente_outbox', '')`);
}
