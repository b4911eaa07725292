import { canonicalize } from '../json/canonical.ts';
import type { JsonObject } from '../json/types.ts';
import { differInExercise } from '../stix/common.ts';

/** `parties`: their order decides the fold, so it stands for the life of the accord; and so does what kind of accord it is. */
const KEPT = ['type', 'created', 'accord_ref', 'channel', 'parties', 'kind', 'parent_ref'];

/** The first property that a revision keeps and this one does not. An exercise stays one, and nothing becomes one later. */
export const changedByRevision = (earlier: JsonObject, object: JsonObject): string | undefined =>
  differInExercise(earlier, object)
    ? 'exercise'
    : becomesOfCities(earlier, object)
      ? 'kind'
      : KEPT.find(
          (property) =>
            earlier[property] !== undefined &&
            (object[property] === undefined || canonicalize(earlier[property]) !== canonicalize(object[property])),
        );

/** The stub of an expunged accord, which has no `created`, no longer says what it was. */
const becomesOfCities = (earlier: JsonObject, { kind }: JsonObject): boolean =>
  kind !== undefined && earlier['kind'] === undefined && earlier['created'] !== undefined;
