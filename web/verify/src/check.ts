import type { Account } from '#kernel/dossier/account.ts';
import { reopenRecord } from '#kernel/dossier/reopen.ts';
import type { ShownRecord } from '#kernel/dossier/reopen.ts';
import { dossierVerifier } from '#kernel/dossier/verify.ts';
import type { Verdict } from '#kernel/dossier/verify.ts';

export type Result = { readonly verdict: Verdict; readonly account: Account };

/** Small enough that a page without a worker is painted in between. */
const CHUNK = 256 * 1024;
const NOTHING: Account = { parties: [], feeds: [] };

/** Reads a dossier of any size in pieces; `progress` is told the part of the file that was read. */
export async function checkFile(
  file: Blob,
  trust: readonly string[],
  progress: (part: number) => void,
): Promise<Result> {
  const verifier = dossierVerifier(trust);
  try {
    for (let at = 0; at < file.size; at += CHUNK) {
      if (!verifier.take(await bytesOf(file, at, at + CHUNK))) break;
      progress(Math.min(1, (at + CHUNK) / file.size));
    }
  } catch (error) {
    if (error instanceof DOMException) return { verdict: unreadable(error), account: NOTHING };
    throw error;
  }
  return { verdict: verifier.finish(), account: verifier.account() };
}

/** Undefined if the file has changed since it was checked. */
export async function reopen(
  file: Blob,
  row: { from: number; to: number; c: string },
): Promise<ShownRecord | undefined> {
  try {
    return reopenRecord(await bytesOf(file, row.from, row.to), row.c);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

async function bytesOf(file: Blob, from: number, to: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}

/** As the command says it. */
function unreadable({ name }: DOMException): Verdict {
  return {
    exit: 1,
    faults: [{ fault: 'unreadable', line: `cannot read the file (${name})` }],
    untrusted: [],
    unused: [],
    lines: [],
  };
}
