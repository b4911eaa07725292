import { toBase64 } from '#platform';
import type { RelatedRecord } from '#contract/record-page.ts';
import { Failure } from '#kernel/errors.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { referencesIn } from '#kernel/search/references.ts';
import { recordsBySeq, versionsOf, type StoredRecord } from '#store/records.ts';
import { referring } from '#store/search/find.ts';
import type { NodeContext } from '#api/module.ts';
import { refuseWithoutPurposeOf } from '#api/reading.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { shownAs } from '#api/search.ts';

const MOST = 100;

/** What a page about one record shows beside it. */
export function recordPageRoutes({ db }: NodeContext): AnyRoute[] {
  return [
    route('listVersions', {
      permission: 'records.read',
      handle: async ({ caller, params: { id }, reading }) => {
        refuseWithoutPurposeOf(caller, { reading, id });
        const found = await db.transaction(caller, (tx) => versionsOf(tx, [id]));
        if (found.length === 0) throw new Failure('not-found', 'there is no such record');
        const versions = found.slice(0, MOST).map((version) => ({
          modified: version.modified,
          c: toBase64(version.c),
          publisher: version.publisher,
          record: version.object,
          withheld: version.withheld,
          expunged: version.expungedAt?.toISOString() ?? null,
        }));
        return { status: 200, body: { versions, more: found.length > MOST }, told: [id] };
      },
    }),
    route('listRelated', {
      permission: 'records.read',
      handle: async ({ caller, params: { id } }) => {
        const body = await db.transaction(caller, async (tx) => {
          const [newest] = await versionsOf(tx, [id]);
          if (!newest) throw new Failure('not-found', 'there is no such record');
          const named = referencesIn(newest.object);
          const held = new Map<string, StoredRecord>();
          for (const earlier of (
            await versionsOf(
              tx,
              named.slice(0, MOST).map((one) => one.id),
            )
          ).reverse())
            held.set(earlier.id, earlier);
          const outward = named.flatMap((one): RelatedRecord[] => {
            const record = held.get(one.id);
            return record ? [{ ...shown(record), way: 'names', property: one.property }] : [];
          });
          const numbers = await referring(tx, id, MOST + 1);
          const naming = (await recordsBySeq(tx, numbers.slice(0, MOST)))
            .filter((one) => one.type !== 'step')
            .sort((a, b) => b.seq - a.seq);
          // A relationship is its other end, for whoever sees that.
          const ends = new Map(naming.map((one) => [one.seq, otherEnd(one.object, id)]));
          const others = new Map<string, StoredRecord>();
          for (const version of (
            await versionsOf(
              tx,
              [...ends.values()].flatMap((end) => end ?? []),
            )
          ).reverse())
            others.set(version.id, version);
          const inward = naming.map((one): RelatedRecord => {
            const other = others.get(ends.get(one.seq) ?? '');
            const property = other ? textOf(one.object['relationship_type']) : null;
            return { ...shown(other ?? one), way: 'named-by', property };
          });
          return { related: [...outward, ...inward], more: named.length > MOST || numbers.length > MOST };
        });
        return { status: 200, body, told: [id, ...body.related.map((one) => one.id)] };
      },
    }),
  ];
}

function otherEnd({ type, source_ref: source, target_ref: target }: JsonObject, id: string): string | undefined {
  if (type !== 'relationship') return undefined;
  const other = textOf(source === id ? target : source);
  return other === id || other === '' ? undefined : other;
}

function shown(record: StoredRecord): Omit<RelatedRecord, 'way' | 'property'> {
  const { id, type, title, lang, markings, modified, expunged } = shownAs(record);
  return { id, type, title, lang, markings, modified, expunged };
}
