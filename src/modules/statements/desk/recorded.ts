import { toBase64 } from '#platform';
import type { Cited } from '#contract/review.ts';
import type { RecordView } from '#contract/records.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords, type Viewer } from '#api/view.ts';
import type { Agreed } from '../compare/agreed.ts';

const MOST = 300;
const GONE: ReadonlySet<string> = new Set(['withdrawn', 'superseded', 'declined']);
const STANDS: ReadonlySet<string> = new Set(['agreed', 'signed']);

/** A decision or an action of a meeting, one version of it. */
export type Recorded = Omit<Agreed, 'commitment'> & {
  readonly version: Cited;
  readonly commitment?: Omit<NonNullable<Agreed['commitment']>, 'responsible'> & {
    readonly responsible: readonly string[];
  };
};

/** What a meeting recorded: what its agreed minutes name; else all decisions and actions of it that stand. In one order. */
export async function recordedAt(tx: Tx, viewer: Viewer, meeting: string): Promise<Recorded[]> {
  const of = async (type: string) => {
    const found = (await belongingTo(tx, [meeting], { type, property: 'meeting_ref', limit: MOST })).filter(
      ({ expungedAt }) => expungedAt === null,
    );
    const views = await viewRecords(tx, viewer, found);
    return views.map((view, n) => ({
      view,
      version: { ref: found[n]!.id, modified: found[n]!.modified, c: toBase64(found[n]!.c) },
    }));
  };
  const minutes = (await of('minutes')).find(({ view }) => STANDS.has(view.state));
  const named = minutes === undefined ? new Set<unknown>() : new Set(namedIn(minutes.view));
  const all = [...(await of('decision')).toReversed(), ...(await of('commitment')).toReversed()].filter(
    ({ view }) => !GONE.has(view.state),
  );
  const chosen = named.size === 0 ? all : all.filter(({ version }) => named.has(version.ref));
  return chosen.flatMap(({ view, version }) => {
    const record = view.record as JsonObject;
    const titles = titleOf(record);
    if (titles === null) return [];
    if (record['type'] !== 'commitment') return [{ version, titles }];
    return [{ version, titles, commitment: valuesOf(record) }];
  });
}

const namedIn = ({ record }: RecordView): unknown[] =>
  ['decision_refs', 'action_refs'].flatMap((name) => (Array.isArray(record[name]) ? (record[name] as unknown[]) : []));

type Values = NonNullable<Recorded['commitment']>;

/** By the type's schema; what is withheld from the reader is not there. */
const valuesOf = (record: JsonObject): Values => ({
  kind: (record['kind'] ?? 'other') as Values['kind'],
  status: (record['status'] ?? 'agreed') as Values['status'],
  responsible: Array.isArray(record['responsible']) ? record['responsible'].map(String) : [],
  ...(record['due'] === undefined ? {} : { due: textOf(record['due']) }),
  ...(record['recurrence'] === undefined ? {} : { recurrence: textOf(record['recurrence']) }),
});
