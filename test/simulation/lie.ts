import type { ReceiptCode } from '#kernel/log/entry.ts';
import type { FaultName } from '#kernel/log/faults.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { TLP_IDS } from '#kernel/policy/markings.ts';
import { disclose, type Disclosure } from '#kernel/record/disclosure.ts';
import { CHARTER } from '#kernel/stix/values.ts';
import { appendEntries, commonOf, keepOwn, type Pending } from './doors.ts';
import { feedOf, versionsOf, type SimNode, type StoredRecord } from './node.ts';
import { commitmentText, indicatorText, stepText, type WorkChannel } from './writing.ts';
import { ACCORD, type World } from './world.ts';

/** What the other side must come to say of a lie. */
export type Told =
  | {
      readonly channel: string;
      readonly faults: readonly FaultName[];
      /** The liar itself does not know any more what it published. */
      readonly isBlinding?: true;
      /** Publishes once more, so that the lie is told to a partner that had everything before. */
      readonly insist?: () => void;
    }
  /** Of the entry at this index, which is no record's. */
  | { readonly channel: string; readonly epoch: number; readonly index: number; readonly codes: readonly ReceiptCode[] }
  /** Of the entry with this commitment; `stored` where a lie may be found out by its twin instead. */
  | {
      readonly channel: string;
      readonly c: string;
      readonly codes: readonly (ReceiptCode | 'stored')[];
      readonly twin?: string;
    };

export type Channel = WorkChannel | typeof CHARTER;

/** undefined: there was nothing to lie with at this moment. */
export type Lie = {
  readonly name: string;
  readonly tell: (world: World, liar: SimNode, channel: Channel) => Told | undefined;
};

export type Common = ReturnType<typeof commonOf>;

/** What an honest party could have written, whole and low. */
export function textFor(world: World, liar: SimNode, channel: Channel): JsonObject {
  if (channel === CHARTER) {
    const accord = versionsOf(liar, ACCORD)[0]!;
    return stepText({ accord: ACCORD, channel, time: liar.now().toISOString() }, accord, 'lift');
  }
  const made =
    channel === 'secretariat'
      ? commitmentText(world.random, ACCORD, liar.partyId)
      : indicatorText(world.random, ACCORD);
  return { ...plainly(made), object_marking_refs: [TLP_IDS.green] };
}

export function plainly({ granular_markings: _g, remark: _r, description: _d, ...plain }: JsonObject): JsonObject {
  return plain;
}

export const complete = (world: World, liar: SimNode, input: JsonObject): JsonObject =>
  liar.rules.completeOwn(input, { partyId: liar.partyId, now: liar.now(), uuid: world.random.uuid, terms: undefined });

/** Past every door: into the feed as it is. */
export function force(
  liar: SimNode,
  object: JsonObject,
  channel: string,
  given?: (honest: Disclosure) => Disclosure | null,
): StoredRecord {
  return liar.storage.transaction(() => {
    const record = keepOwn(liar, object);
    const honest = disclose(
      record.parts,
      record.parts.map((_, i) => i),
    );
    const disclosure = given ? given(honest) : honest;
    liar.releases.set(record.seq, {
      record: record.seq,
      channel,
      outcome: 'yes',
      code: null,
      disclosure,
      origin: null,
      index: null,
      wasWhole: false,
    });
    const pending: Pending = { body: { ...commonOf(liar, channel), kind: 'record', c: record.c }, record };
    appendEntries(liar, feedOf(liar, channel, true), [pending]);
    return record;
  });
}
