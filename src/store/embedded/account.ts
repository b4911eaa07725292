import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { Failure } from '#kernel/errors.ts';

/** As whom PostgreSQL's programs run: words to put before their command, and the owner their files must have. */
export type Account = { readonly prefix: readonly string[]; readonly owner: { uid: number; gid: number } | undefined };

// SIGINT is PostgreSQL's fast shutdown. The kernel sends it when this process dies, however it dies.
const endWithUs = ['--pdeathsig', 'INT'];

/**
 * PostgreSQL refuses to run as root. Root therefore runs it in a user namespace, where root's own files belong to an
 * ordinary user: nothing is copied, and a 0700 folder works. Where namespaces are refused (many containers), or the
 * cluster already belongs to somebody, it runs as that user and keeps only the right to pass folders that it does not own.
 */
export function chooseAccount(clusterDir: string): Account {
  if (process.getuid?.() !== 0) {
    return { prefix: works('setpriv', [...endWithUs, 'true']) ? ['setpriv', ...endWithUs] : [], owner: undefined };
  }
  const present = statSync(clusterDir, { throwIfNoEntry: false });
  const user = ordinaryUser();
  const namespace = ['--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`, 'setpriv', ...endWithUs];
  if ((present === undefined || present.uid === 0) && works('unshare', [...namespace, 'true'])) {
    return { prefix: ['unshare', ...namespace], owner: undefined };
  }
  const owner = present === undefined || present.uid === 0 ? user : { uid: present.uid, gid: present.gid };
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const passage = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const options = [...identity, ...passage, ...endWithUs];
  if (works('setpriv', [...options, 'true'])) return { prefix: ['setpriv', ...options], owner };
  throw new Failure(
    'unavailable',
    'PostgreSQL cannot run as root here: start as an ordinary user, or set DATABASE_URL',
  );
}

/** initdb looks its user up by id, so it must be one that the machine knows. */
function ordinaryUser(): { uid: number; gid: number } {
  const users = readPasswd().map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody', undefined]) {
    const found = users.find((user) => Number(user[2]) > 0 && (name === undefined || user[0] === name));
    if (found !== undefined) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Failure('unavailable', 'PostgreSQL cannot run as root, and /etc/passwd names no other user');
}

function readPasswd(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n');
  } catch {
    return [];
  }
}

function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
