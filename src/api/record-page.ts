import { z } from 'zod';
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

const PAGE = 100;
const PLACE = z.tuple([z.int()]);
/** Of what it names, how many were read; then below which record of those that name it. */
const RELATED = z.tuple([z.int(), z.int().nullable()]);

/** What a page about one record shows beside it. */
export function recordPageRoutes({ db }: NodeContext): AnyRoute[] {
  return [
    route('listVersions', {
      permission: 'records.read',
      handle: async ({ caller, page, params: { id }, reading }) => {
        refuseWithoutPurposeOf(caller, { reading, id });
        const found = await db.transaction(caller, (tx) => versionsOf(tx, [id]));
        if (found.length === 0) throw new Failure('not-found', 'there is no such record');
        const after = page.from(PLACE)?.[0];
        const left = after === undefined ? found : found.slice(found.findIndex(({ seq }) => seq === after) + 1);
        const listed = left.slice(0, PAGE);
        const versions = listed.map((version) => ({
          modified: version.modified,
          c: toBase64(version.c),
          publisher: version.publisher,
          record: version.object,
          withheld: version.withheld,
          expunged: version.expungedAt?.toISOString() ?? null,
        }));
        const next = page.next(left.length > PAGE ? [listed.at(-1)!.seq] : null);
        return { status: 200, body: { versions, next }, told: [id] };
      },
    }),
    route('listRelated', {
      permission: 'records.read',
      handle: async ({ caller, page, params: { id } }) => {
        const [done, below] = page.from(RELATED) ?? [0, null];
        const body = await db.transaction(caller, async (tx) => {
          const [newest] = await versionsOf(tx, [id]);
          if (!newest) throw new Failure('not-found', 'there is no such record');
          const all = referencesIn(newest.object);
          const named = all.slice(done, done + PAGE);
          const isThrough = done + PAGE >= all.length;
          const held = new Map<string, StoredRecord>();
          for (const earlier of (
            await versionsOf(
              tx,
              named.map((one) => one.id),
            )
          ).reverse())
            held.set(earlier.id, earlier);
          const outward = named.flatMap((one): RelatedRecord[] => {
            const record = held.get(one.id);
            return record ? [{ ...shown(record), way: 'names', property: one.property }] : [];
          });
          // What names it comes once all that it names was told.
          const numbers = isThrough ? await referring(tx, id, { below, most: PAGE + 1 }) : [];
          const shownNow = numbers.slice(0, PAGE);
          const naming = (await recordsBySeq(tx, shownNow))
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
          const place = !isThrough
            ? [done + PAGE, null]
            : numbers.length > PAGE
              ? [all.length, shownNow.at(-1)!]
              : null;
          return { related: [...outward, ...inward], next: page.next(place) };
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
  const { id, type, title, lang, markings, modified, expunged, verb } = shownAs(record);
  return { id, type, title, lang, markings, modified, expunged, verb };
}
