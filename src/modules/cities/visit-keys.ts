import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

const CIPHER = 'aes-256-gcm';
const KEY = 32;
const NONCE = 12;
const TAG = 16;

/** A key that was used within it may be of a credential that is being put in. */
const IN_USE_MS = 10 * 60_000;

export type VisitKeys = ReturnType<typeof openVisitKeys>;

/**
 * What is kept of travellers is encrypted under a key of its visit, which is a file beside the database: neither a copy of the
 * database nor a backup of the node reads it, and with the key the rest is gone, wherever rows, logs or copies of them still are.
 */
export function openVisitKeys(dataDir: string, now: () => Date) {
  const folder = join(dataDir, 'visits');
  const nameOf = (visit: string): string => `${createHash('sha256').update(visit).digest('hex')}.key`;
  const fileOf = (visit: string): string => join(folder, nameOf(visit));
  const held = async (visit: string): Promise<Buffer | undefined> =>
    readFile(fileOf(visit)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });

  /** Durable before anything is encrypted under it. */
  async function make(visit: string): Promise<Buffer> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(fileOf(visit), 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return undefined;
      throw error;
    });
    if (!file) return (await held(visit))!;
    const key = randomBytes(KEY);
    try {
      await file.write(key);
      await file.sync();
    } finally {
      await file.close();
    }
    return key;
  }

  return {
    seal: async (visit: string, id: string, text: string): Promise<string> => {
      const key = (await held(visit)) ?? (await make(visit));
      await utimes(fileOf(visit), now(), now());
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(`${visit} ${id}`));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64',
      );
    },
    /** Undefined: its key is gone, as after a restore. */
    unseal: async (visit: string, id: string, sealed: string): Promise<string | undefined> => {
      const key = await held(visit);
      if (!key) return undefined;
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE))
        .setAAD(Buffer.from(`${visit} ${id}`))
        .setAuthTag(bytes.subarray(-TAG));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8');
    },
    destroy: (visit: string): Promise<void> => rm(fileOf(visit), { force: true }),
    /** Keys of visits of which nothing is kept: after a crash, a restore, or once the last was deleted by hand. */
    sweep: async (kept: readonly string[]): Promise<void> => {
      const wanted = new Set(kept.map(nameOf));
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      for (const name of names.filter((one) => !wanted.has(one))) {
        const file = join(folder, name);
        const used = await stat(file).catch(() => undefined);
        if (used && now().getTime() - used.mtimeMs > IN_USE_MS) await rm(file, { force: true });
      }
    },
  };
}
