import type { FastifyRequest } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { mayBeReserved } from '#kernel/policy/family.ts';
import type { AccessKind } from '#kernel/log/access-entry.ts';
import type { Permission } from '#api/permissions.ts';
import type { Caller } from '#api/caller.ts';
import type { Asked, Route } from '#api/route.ts';

/** Whose answer would have told of something, or done something, had they been another. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Failure && (error.code === 'forbidden' || error.code === 'not-found');

/** What the access log is told of a request, but for the records. */
export function readingOf(
  { permission }: Pick<Route, 'permission'>,
  request: FastifyRequest,
  { personId: person, token }: Caller,
  at: Date,
): Asked['reading'] {
  const query = `${request.method} ${request.url}`;
  return { at, kind: kindOf(request.method, permission), person, token, query, purpose: purposeOf(request), to: null };
}

/** What people work with; the rest is how the node is run. */
const CONTENT = /^(records|steps|drafts|accords|statements|labels|holds|exports|comments)\./;

function kindOf(method: string, permission: Permission): AccessKind {
  if (method === 'GET' || method === 'HEAD' || permission.endsWith('.read')) return 'read';
  return CONTENT.test(permission) ? 'write' : 'administer';
}

/** Of a request that names no records: whatever does something, and reading what is not in records. */
export const isTold = (kind: AccessKind | undefined, permission: Permission): boolean =>
  kind !== 'read' || CONTENT.test(permission);

const LONGEST_PURPOSE = 200;

/** What people do all day. */
const NO_PURPOSE = 'reading';

/** Somebody at a browser says what they read the access log, or what may be about a person, for; a program, by its own header or its name. */
export function refuseWithoutPurpose({ session }: Pick<Caller, 'session'>, { purpose }: Asked['reading']): void {
  if (session !== null && purpose === NO_PURPOSE)
    throw new Failure('bad-input', 'say what this is read for', { path: 'Entente-Purpose' });
}

/** Of what may be about a person: the record itself, and what it said before. */
export function refuseWithoutPurposeOf(
  caller: Pick<Caller, 'session'>,
  { reading, id }: Pick<Asked, 'reading'> & { readonly id: string },
): void {
  if (mayBeReserved(id.split('--')[0]!)) refuseWithoutPurpose(caller, reading);
}

/** A link that a browser follows has no headers: it says what for in its address. */
export const readingFor = (reading: Asked['reading'], said: string | undefined): Asked['reading'] =>
  said === undefined || reading.purpose !== NO_PURPOSE ? reading : { ...reading, purpose: said };

/** `Entente-Purpose`: a code or a few words, percent-encoded where they are not ASCII. Without it: what people do all day. */
function purposeOf({ headers }: FastifyRequest): string {
  const given = headers['entente-purpose'];
  if (given === undefined || given === '') return NO_PURPOSE;
  try {
    const purpose = decodeURIComponent(String(given)).trim();
    if (purpose !== '' && purpose.length <= LONGEST_PURPOSE && !/\p{Cc}/u.test(purpose)) return purpose;
  } catch {
    // not percent-encoded UTF-8
  }
  throw new Failure('bad-input', `Entente-Purpose is 1 to ${LONGEST_PURPOSE} characters, percent-encoded`);
}
