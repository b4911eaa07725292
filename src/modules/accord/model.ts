import type { JsonObject } from '#kernel/json/types.ts';

/** An accord is at once in force when both ratified it, unless it says otherwise. */
export const prepareAccord = (input: JsonObject): JsonObject => ({ entry_into_force: 'at-once', ...input });
