import type { RecordView } from '#contract/records.ts';
import type { Marking } from '#documents/model.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { exceedsCeiling, type Ceiling } from '#kernel/policy/ceiling.ts';
import { objectMarkings, partMarkings, resolveMarkings, type KnownMarkings } from '#kernel/policy/markings.ts';
import { markedParts, type PartShape } from '#kernel/record/parts.ts';
import { mustWithholdWhole } from '#kernel/record/withholding.ts';
import type { Tx } from '#store/db.ts';
import { positionsOf, versionsOf, type StoredRecord } from '#store/records.ts';
import { wouldLeave } from '#store/release.ts';
import type { Self } from '#store/self.ts';

/** For whom a document is made. What a partner or the public gets is decided by the policy of release, never by hand. */
export const AUDIENCES = ['reader', 'partner', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A record as the document may show it. `state` null: what brought it there is not for this audience. */
export type Shown = {
  readonly id: string;
  readonly modified: string;
  readonly c: string;
  readonly object: JsonObject;
  readonly publisher: string;
  readonly state: string | null;
  readonly history: RecordView['history'];
};

export type Cut = {
  readonly shown: (view: RecordView) => Shown | undefined;
  /** Ids of all that went in. */
  readonly ids: readonly string[];
  readonly marking: Marking;
  /** The newest of what went in. */
  readonly upTo: string | undefined;
};

type Asked = {
  readonly self: Self;
  readonly known: KnownMarkings;
  readonly audience: Audience;
  /** The other party of the accord. */
  readonly partner: string;
};

/** TLP 2.0: what may be told without limit. */
const PUBLIC: Ceiling = { tlp: 'clear', pap: 'clear', handling: [] };
const AT_ONCE = 5_000;

/** Of these views, what the audience may be shown, with the strictest marking of what is. A transaction in the reader's scope. */
export async function cutFor(tx: Tx, asked: Asked, views: readonly RecordView[]): Promise<Cut> {
  const steps = views.flatMap(({ history }) => history.map(({ id }) => id));
  const ids = [...new Set([...views.map(({ record }) => String(record['id'])), ...steps])];
  const held: StoredRecord[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE)
    held.push(...(await versionsOf(tx, ids.slice(from, from + AT_ONCE))));
  const objects = await objectsFor(tx, asked, held);
  const keyOf = (id: string, modified: string): string => `${id} ${modified}`;
  const byVersion = new Map(held.map((one) => [keyOf(one.id, one.modified), objects.get(one.seq)]));
  const byId = new Map(held.map((one) => [one.id, objects.get(one.seq)]));
  const shown = (view: RecordView): Shown | undefined => {
    const [id, modified] = [String(view.record['id']), String(view.record['modified'])];
    const object = byVersion.get(keyOf(id, modified));
    if (object === undefined || view.expunged !== null) return undefined;
    const history = view.history.filter((step) => byId.get(step.id) !== undefined);
    const isWhole = history.length === view.history.length;
    return {
      id,
      modified,
      c: view.c,
      object,
      publisher: view.publisher,
      state: isWhole || asked.audience === 'reader' ? view.state : null,
      history: history.filter(({ outcome }) => outcome === 'taken'),
    };
  };
  const used = views.flatMap((view) => shown(view) ?? []);
  const usedSteps = used
    .flatMap(({ history }) => history)
    .flatMap(({ id }): JsonObject[] => {
      const step = byId.get(id);
      return step === undefined ? [] : [step];
    });
  const all: JsonObject[] = [...used.map(({ object }) => object), ...usedSteps];
  return {
    shown,
    ids: [...new Set(all.map((object) => textOf(object['id'])))],
    marking: strictest(all, asked.known),
    upTo: all
      .map((object) => textOf(object['modified']))
      .toSorted()
      .at(-1),
  };
}

async function objectsFor(
  tx: Tx,
  { self, known, audience, partner }: Asked,
  held: readonly StoredRecord[],
): Promise<Map<number, JsonObject>> {
  if (audience === 'reader')
    return new Map(
      held.flatMap((one): [number, JsonObject][] => (one.expungedAt === null ? [[one.seq, one.object]] : [])),
    );
  const seqs = held.map(({ seq }) => seq);
  // What is in no feed was not released to anybody yet.
  const places = await positionsOf(tx, seqs);
  const standing = held.filter(({ seq, expungedAt }) => expungedAt === null && places.get(seq)?.excepted === false);
  if (audience === 'public')
    return new Map(
      standing.flatMap((one): [number, JsonObject][] => {
        const open = publicProperties(one.object, known);
        return open === undefined ? [] : [[one.seq, only(one.object, open)]];
      }),
    );
  const own = standing.filter(({ publisher }) => publisher === self.partyId);
  const leaving = new Map(
    (
      await wouldLeave(
        tx,
        self,
        own.map(({ seq }) => seq),
      )
    )
      .filter(({ recipient }) => recipient === partner)
      .map(({ record, properties }) => [record, new Set(properties)]),
  );
  return new Map(
    standing.flatMap((one): [number, JsonObject][] => {
      // What the partner published it has.
      if (one.publisher === partner) return [[one.seq, one.object]];
      const open = leaving.get(one.seq);
      return open === undefined || open.size === 0 ? [] : [[one.seq, only(one.object, open)]];
    }),
  );
}

const only = (object: JsonObject, properties: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => properties.has(name)));

/** Part by part, as release decides; undefined: nothing of it. */
function publicProperties(object: JsonObject, known: KnownMarkings): ReadonlySet<string> | undefined {
  const parts = shapesOf(object);
  const open = parts.flatMap((part, n) => {
    const resolved = resolveMarkings(partMarkings(object, part), known);
    return 'unknown' in resolved || exceedsCeiling(resolved, PUBLIC) !== undefined ? [] : [n];
  });
  if (open[0] !== 0 || mustWithholdWhole(textOf(object['type']), parts, open)) return undefined;
  return new Set(open.flatMap((n) => parts[n]!.properties));
}

/** Of the parts that are seen: what is not there marks nothing. */
function shapesOf(object: JsonObject): PartShape[] {
  const marked = markedParts(object);
  const taken = new Set(marked.flatMap(({ properties }) => properties));
  return [{ markings: [], properties: Object.keys(object).filter((name) => !taken.has(name)) }, ...marked];
}

/** One marking that nobody knows makes it red: whoever reads the page must ask. */
export function strictest(objects: readonly JsonObject[], known: KnownMarkings): Marking {
  const refs = new Set(
    objects.flatMap((object) => [
      ...objectMarkings(object),
      ...shapesOf(object).flatMap(({ markings, properties }) =>
        properties.some((name) => name in object) ? markings : [],
      ),
    ]),
  );
  const resolved = resolveMarkings([...refs], known);
  if ('unknown' in resolved || resolved.tlp === null)
    return objects.length === 0 ? { tlp: 'clear', more: [] } : { tlp: 'red', more: [] };
  const { tlp, pap, handling } = resolved;
  return { tlp, more: [...(pap === undefined ? [] : [`PAP:${pap.toUpperCase()}`]), ...handling] };
}
