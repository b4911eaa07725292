import type { CorrectionNoticeView } from '#contract/subjects.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { accordById, otherParty } from '#store/accords.ts';
import { admit } from '#store/admit.ts';
import type { Tx } from '#store/db.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import type { NodeContext } from '#api/module.ts';
import { noteWriter } from '#api/records.ts';
import type { Caller } from '#api/caller.ts';
import { viewRecords } from '#api/view.ts';

export const NOTICE_TYPE = 'correction-notice';

type Telling = {
  readonly kind: 'correction' | 'deletion';
  readonly records: readonly string[];
  readonly due: Date;
  readonly note: string | null;
};

/**
 * Tells the other side of each accord, on the channel of the records, by a record of our own: it leaves by release like any other, and what
 * they answer comes back as their steps. It names records and no person, and is marked as strictly as what it names.
 */
export async function tellRecipients(
  tx: Tx,
  { self }: Pick<NodeContext, 'self'>,
  caller: Caller,
  { kind, records, due, note }: Telling,
): Promise<string[]> {
  const versions = await versionsOf(tx, records);
  const newest = [...new Map(versions.toReversed().map((version) => [version.id, version])).values()];
  const shared = newest.filter(
    ({ place, accord, channel }) => place === 'shared' && accord !== null && channel !== null,
  );
  const told: string[] = [];
  for (const [place, some] of Map.groupBy(shared, ({ accord, channel }) => `${accord} ${channel}`)) {
    const [accord, channel] = place.split(' ') as [string, string];
    const { id, seq } = await admit(tx, self, {
      type: NOTICE_TYPE,
      accord_ref: accord,
      channel,
      ...markingsOf(some),
      kind,
      record_refs: some.map((one) => one.id),
      due: due.toISOString().slice(0, 10),
      ...(note === null ? {} : { note }),
    });
    await noteWriter(tx, caller, seq);
    told.push(id);
  }
  return told;
}

/** Of several TLPs the strictest holds; of stubs nothing is known, and the channel's default applies. */
function markingsOf(records: readonly StoredRecord[]): JsonObject {
  const refs = new Set(records.flatMap(({ object }) => (object['object_marking_refs'] ?? []) as unknown as string[]));
  return refs.size === 0 ? {} : { object_marking_refs: [...refs] };
}

/** As the reader sees them: what they do not see is left out. */
export async function noticesOf(
  tx: Tx,
  { self, modules }: Pick<NodeContext, 'self' | 'modules'>,
  found: readonly StoredRecord[],
): Promise<CorrectionNoticeView[]> {
  const views = await viewRecords(tx, { party: self.partyId, modules, maySteps: false }, found);
  return Promise.all(
    found.map(async ({ id, object, accord, publisher, modified, expungedAt }, at) => {
      const { state, history, delivery } = views[at]!;
      const terms = accord === null ? undefined : await accordById(tx, accord);
      const answered = history.findLast(({ outcome }) => outcome === 'taken');
      const [sent] = delivery;
      return {
        id,
        accord: accord ?? '',
        from: publisher,
        to: terms === undefined ? '' : otherParty(terms, publisher),
        kind: object['kind'] === 'deletion' ? ('deletion' as const) : ('correction' as const),
        records: expungedAt === null ? (object['record_refs'] as unknown as string[]) : [],
        due: textOf(object['due']) || null,
        note: textOf(object['note']) || null,
        at: modified,
        state,
        delivery: publisher === self.partyId ? (sent?.state ?? 'queued') : null,
        answer: answered ? { at: answered.at, unit: answered.unit, reason: answered.reason } : null,
      };
    }),
  );
}
