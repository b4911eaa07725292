import type { JsonObject } from '../json/types.ts';

/** Properties by which a record belongs to another; none bears a granular marking. */
const LINKS = [
  'body_ref',
  'series_ref',
  'meeting_ref',
  'moves_ref',
  'visit_ref',
  'commitment_ref',
  'continues_ref',
  'depends_on',
] as const;
export type LinkProperty = (typeof LINKS)[number];
export type Link = { readonly property: LinkProperty; readonly ref: string };

export const linksOf = (object: JsonObject): Link[] =>
  LINKS.flatMap((property) => {
    const ref = object[property];
    const refs: readonly unknown[] = Array.isArray(ref) ? ref : [ref];
    return refs.flatMap((one) => (typeof one === 'string' ? [{ property, ref: one }] : []));
  });
