import { Failure } from '#kernel/errors.ts';

/** Turns what PostgreSQL or the file system said into one line for the person who started us. */
export function complain(said: string, dataDir: string, cause?: unknown): Failure {
  const reason = firstReason(said);
  const details = { cause: cause ?? new Error(said) };
  if (saysFull(said)) return fullDisk(dataDir, details.cause);
  if (/Permission denied|Read-only file system|Operation not permitted|EACCES|EROFS|EPERM|ENOTDIR|EEXIST/.test(said)) {
    return new Failure('forbidden', `cannot write to ${dataDir}: ${reason}`, details);
  }
  if (/has wrong ownership|group or world access/.test(said)) {
    return new Failure('forbidden', `the data folder ${dataDir} belongs to another user: ${reason}`, details);
  }
  // A cluster that has run before and now refuses to start, though the machine gives it all it needs, is damaged.
  const isRefusal = /(FATAL|PANIC):|could not (open|access) (file|the server)/.test(said);
  const isForWantOfResources =
    /out of memory|Cannot allocate|shared memory|semaphore|could not (bind|fork)|lock file|Too many open/;
  if (isRefusal && !isForWantOfResources.test(said)) return damaged(dataDir, reason, details.cause);
  return new Failure('unavailable', `PostgreSQL did not start on ${dataDir}: ${reason}`, details);
}

export const saysFull = (said: string): boolean =>
  /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/.test(said);

export function fullDisk(dataDir: string, cause?: unknown): Failure {
  return new Failure('unavailable', `the disk that holds ${dataDir} is full`, { cause });
}

export function damaged(dataDir: string, reason: string, cause?: unknown): Failure {
  return new Failure(
    'unavailable',
    `the data folder ${dataDir} is damaged (${reason}): restore a backup, or begin anew in an empty folder`,
    { cause },
  );
}

export function anotherMajor(dataDir: string, found: string, wanted: string): Failure {
  return new Failure(
    'unavailable',
    `the data folder ${dataDir} was made by PostgreSQL ${found}, this program brings PostgreSQL ${wanted}`,
  );
}

function firstReason(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const graveFirst = lines.find((line) => /(FATAL|PANIC):/.test(line)) ?? lines.find((line) => /error/i.test(line));
  return (graveFirst ?? lines.at(-1) ?? 'no reason given').replace(/^.*?(FATAL|PANIC|error): +/i, '').trim();
}
