import { canonicalize } from '../json/canonical.ts';
import type { JsonObject } from '../json/types.ts';
import { differInExercise } from '../stix/common.ts';

/** `parties`: their order decides the fold, so it stands for the life of the accord. */
const KEPT = ['type', 'created', 'accord_ref', 'channel', 'parties'];

/** The first property that a revision keeps and this one does not. An exercise stays one, and nothing becomes one later. */
export const changedByRevision = (earlier: JsonObject, object: JsonObject): string | undefined =>
  differInExercise(earlier, object)
    ? 'exercise'
    : KEPT.find(
        (property) =>
          earlier[property] !== undefined &&
          (object[property] === undefined || canonicalize(earlier[property]) !== canonicalize(object[property])),
      );
