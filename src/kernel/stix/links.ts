import type { JsonObject } from '../json/types.ts';

/** Properties by which a record belongs to another; none bears a granular marking. */
const LINKS = ['body_ref', 'series_ref', 'meeting_ref', 'moves_ref'] as const;
export type LinkProperty = (typeof LINKS)[number];
export type Link = { readonly property: LinkProperty; readonly ref: string };

export const linksOf = (object: JsonObject): Link[] =>
  LINKS.flatMap((property) => {
    const ref = object[property];
    return typeof ref === 'string' ? [{ property, ref }] : [];
  });
