import { canonicalize } from '#kernel/json/canonical.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { isFixedMarking, meaningOf, type KnownMarkings, type MarkingMeaning } from '#kernel/policy/markings.ts';
import type { Tx } from '#store/db.ts';
import { versionsOf } from '#store/records.ts';

/**
 * What markings without a fixed id mean: those whose objects are held, and which this kernel can read. For a record, only
 * those that its own publisher published: nobody loosens what another has marked. Where two versions or publishers
 * differ, the marking stays unknown, and unknown means no.
 */
export async function knownMarkings(tx: Tx, refs: readonly string[], publisher?: string): Promise<KnownMarkings> {
  const wanted = [...new Set(refs)].filter((ref) => !isFixedMarking(ref));
  if (wanted.length === 0) return () => undefined;
  const held = (await versionsOf(tx, wanted)).filter(
    (version) => version.type === 'marking-definition' && (publisher === undefined || version.publisher === publisher),
  );
  const meanings = new Map<string, MarkingMeaning | undefined>();
  for (const { id, object } of held) {
    const meaning = meaningOf(object);
    const isAgreed = !meanings.has(id) || spelled(meanings.get(id)) === spelled(meaning);
    meanings.set(id, isAgreed ? meaning : undefined);
  }
  return (ref) => meanings.get(ref);
}

const spelled = (meaning: MarkingMeaning | undefined): string => canonicalize(meaning ?? null);

/** All markings that an object names, sound or not, of itself and of its properties. */
export function markingsNamed(object: JsonObject): string[] {
  const granular = listIn(object, 'granular_markings').map((one) =>
    isJsonObject(one) ? one['marking_ref'] : undefined,
  );
  return [...listIn(object, 'object_marking_refs'), ...granular].filter((ref) => typeof ref === 'string');
}

const listIn = (object: JsonObject, name: string): readonly JsonValue[] => {
  const list = object[name];
  return Array.isArray(list) ? (list as readonly JsonValue[]) : [];
};
