import type { JsonObject, JsonValue } from '../json/types.ts';
import { isJsonObject, textOf } from '../json/types.ts';
import type { PartShape } from '../record/parts.ts';
import {
  HANDLING_IDS,
  PAP_IDS,
  PAP_LEVELS,
  TLP1_IDS,
  TLP1_MEANS,
  TLP_IDS,
  TLP_LEVELS,
  USE_EXTENSION_ID,
} from '../stix/marking-ids.ts';
import type { HandlingCode, Pap, Tlp, Tlp1 } from '../stix/marking-ids.ts';

export { HANDLING_CODES, HANDLING_IDS, PAP_IDS, PAP_LEVELS, TLP_IDS, TLP_LEVELS } from '../stix/marking-ids.ts';
export type { HandlingCode, Pap, Tlp } from '../stix/marking-ids.ts';

/** What one marking says of the three fields; of those that it does not name, nothing. */
export type MarkingMeaning = { readonly tlp?: Tlp; readonly pap?: Pap; readonly handling?: HandlingCode };

/** What all markings together say. `tlp` null: none of them says who may see, which no door takes for a yes. */
export type ResolvedMarkings = {
  readonly tlp: Tlp | null;
  readonly pap?: Pap;
  readonly handling: readonly HandlingCode[];
};

/** Markings without a fixed id (statements, an H3 with its text) that a node knows by their objects. */
export type KnownMarkings = (ref: string) => MarkingMeaning | undefined;

const entries = <K extends string>(ids: Readonly<Record<K, string>>): [K, string][] =>
  Object.entries(ids) as [K, string][];

const FIXED: ReadonlyMap<string, MarkingMeaning> = new Map<string, MarkingMeaning>([
  ...entries(TLP_IDS).map(([tlp, id]): [string, MarkingMeaning] => [id, { tlp }]),
  ...entries<Tlp1>(TLP1_IDS).map(([level, id]): [string, MarkingMeaning] => [id, { tlp: TLP1_MEANS[level] }]),
  ...entries(PAP_IDS).map(([pap, id]): [string, MarkingMeaning] => [id, { pap }]),
  ...entries(HANDLING_IDS).map(([handling, id]): [string, MarkingMeaning] => [id, { handling }]),
]);

/** Means the same everywhere, whatever objects are held. */
export const isFixedMarking = (ref: string): boolean => FIXED.has(ref);

const NOTHING_KNOWN: KnownMarkings = () => undefined;

export const isTlpAbove = (tlp: Tlp, limit: Tlp): boolean => TLP_LEVELS.indexOf(tlp) > TLP_LEVELS.indexOf(limit);
export const isPapAbove = (pap: Pap, limit: Pap): boolean => PAP_LEVELS.indexOf(pap) > PAP_LEVELS.indexOf(limit);

/** The strictest of each field holds; one unknown marking makes the whole unknown. */
export const resolveMarkings = (
  refs: readonly string[],
  known: KnownMarkings = NOTHING_KNOWN,
): ResolvedMarkings | { readonly unknown: string } => {
  let tlp: Tlp | null = null;
  let pap: Pap | undefined;
  const handling = new Set<HandlingCode>();
  for (const ref of refs) {
    const meaning = FIXED.get(ref) ?? known(ref);
    if (!meaning) return { unknown: ref };
    if (meaning.tlp && (tlp === null || isTlpAbove(meaning.tlp, tlp))) tlp = meaning.tlp;
    if (meaning.pap && (pap === undefined || isPapAbove(meaning.pap, pap))) pap = meaning.pap;
    if (meaning.handling) handling.add(meaning.handling);
  }
  return { tlp, ...(pap === undefined ? {} : { pap }), handling: [...handling].sort() };
};

const textsOf = (value: JsonValue | undefined): string[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).map(String) : [];

export const objectMarkings = (record: JsonObject): string[] => textsOf(record['object_marking_refs']);

/** The markings of a part: its own and the object's, so a granular one can only add. */
export const partMarkings = (record: JsonObject, part: Pick<PartShape, 'markings'>): string[] => [
  ...new Set([...objectMarkings(record), ...part.markings]),
];

/** The refs that write default markings into one's own input. */
export const defaultMarkings = (defaults: { readonly tlp: Tlp; readonly pap?: Pap | undefined }): string[] =>
  defaults.pap === undefined ? [TLP_IDS[defaults.tlp]] : [TLP_IDS[defaults.tlp], PAP_IDS[defaults.pap]];

/** What a marking-definition object (validated) without a fixed id means; undefined: this kernel cannot say. */
export const meaningOf = (definition: JsonObject): MarkingMeaning | undefined => {
  const fixed = FIXED.get(textOf(definition['id']));
  if (fixed) return fixed;
  const { extensions } = definition;
  if (definition['definition_type'] === 'statement') return extensions === undefined ? {} : undefined;
  if (!isJsonObject(extensions) || Object.keys(extensions).join() !== USE_EXTENSION_ID) return undefined;
  const use = extensions[USE_EXTENSION_ID];
  return isJsonObject(use) && use['handling'] === 'H3' && use['pap'] === undefined ? { handling: 'H3' } : undefined;
};
