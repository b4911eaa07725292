import { hash } from 'node:crypto';
import { HttpRefusal } from '#api/problem.ts';

/**
 * An ETag of ours is `"VERSION.REST"`: what a change is made on, and a digest of the whole answer. `If-None-Match` is about the
 * answer, so it changes with its delivery too; `If-Match` is about the version alone, so that a receipt that comes in between
 * refuses nobody's change.
 */
export function etagOf(text: string, version: string | undefined): string {
  const digest = hash('sha256', text, 'base64url').slice(0, 22);
  return version === undefined ? `"${digest}"` : `"${version}.${digest}"`;
}

const tagsIn = (header: string): string[] =>
  [...header.matchAll(/(?:^|,)\s*((?:W\/)?"[^"]*")\s*(?=,|$)/g)].map(([, tag]) => tag!);

/** RFC 9110 section 13.1.2: compared weakly. */
export function isHeld(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || tagsIn(header).some((tag) => tag.replace(/^W\//, '') === etag);
}

/** RFC 9110 section 13.1.1: compared strongly, in the transaction of the change. */
export function refuseOther(header: string | undefined, version: string): void {
  if (header === undefined || header.trim() === '*') return;
  const isSame = tagsIn(header).some((tag) => tag === `"${version}"` || tag.startsWith(`"${version}.`));
  if (!isSame)
    throw new HttpRefusal('precondition-failed', 'it was changed since you read it: read it again', {
      path: 'If-Match',
    });
}

/** Of settings, which have no number: what they say. */
export const versionOfView = (view: unknown): string => hash('sha256', JSON.stringify(view), 'base64url').slice(0, 22);

/** Of a record: the commitment of its version. */
export const versionOfRecord = (c: Uint8Array): string => Buffer.from(c).toString('base64url').slice(0, 22);
