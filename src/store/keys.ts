import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ed25519PublicKey, ed25519Sign, fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';

/** A node's key folder: files of 0600. The signing key never leaves `sign`. */
export type Keys = {
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** For the sign-in library's cookies. */
  readonly sessionSecret: string;
};

export async function openKeys(dataDir: string, randomBytes: (size: number) => Uint8Array): Promise<Keys> {
  const folder = join(dataDir, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fresh = () => toBase64(randomBytes(32));
  const seed = fromBase64Strict(await keptOrMade(join(folder, 'party.key'), fresh));
  if (seed.length !== 32) throw new Failure('inconsistent', 'the key file of this node is damaged');
  return {
    publicKey: ed25519PublicKey(seed),
    sign: async (bytes) => ed25519Sign(seed, bytes),
    sessionSecret: await keptOrMade(join(folder, 'session.key'), fresh),
  };
}

/** Made once and never over an existing one. It appears under its name when it is whole: a start that is killed leaves none by half. */
async function keptOrMade(path: string, make: () => string): Promise<string> {
  if (!existsSync(path)) {
    const whole = `${path}.${randomUUID()}`;
    await writeFile(whole, `${make()}\n`, { flag: 'wx', mode: 0o600, flush: true });
    await link(whole, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(whole);
  }
  await chmod(path, 0o600);
  const text = (await readFile(path, 'utf8')).trimEnd();
  if (text.length < 32) throw new Failure('inconsistent', `${path} is damaged`);
  return text;
}
