import { statfs } from 'node:fs/promises';

const mebibyte = 2 ** 20;

/** Given on the command line at every start, so a cluster never keeps the settings of an earlier release. */
export async function serverSettings(socketDir: string, port: number, isUnsafe: boolean): Promise<string[]> {
  const settings: Record<string, string> = {
    listen_addresses: '',
    // A list of paths: quoted, a comma in one does not end it.
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: String(port),
    // A node takes about twenty, and listens with a few more; tests have many in one cluster.
    max_connections: '200',
    shared_buffers: '64MB',
    huge_pages: 'off',
    max_wal_size: '512MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // A refused value may be content: what goes wrong with a statement is told to whoever sent it, and not written down.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_parameter_max_length: '0',
    log_error_verbosity: 'terse',
    // A segment that is used again would keep its old bytes until it is written over.
    wal_recycle: 'off',
    log_line_prefix: '%m [%p] ',
    ...((await isSharedMemorySmall()) ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...(isUnsafe ? unsafeSettings : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** For tests alone: the cluster does not survive a crash of the machine. */
const unsafeSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** Containers often get 64 MB of /dev/shm, which one parallel query can fill. */
async function isSharedMemorySmall(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    const { bavail, bsize } = await statfs('/dev/shm');
    return bavail * bsize < 256 * mebibyte;
  } catch {
    return true;
  }
}
