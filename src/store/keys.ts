import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ed25519PublicKey, ed25519Sign, fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { isSealed, openKey, sealKey } from '#store/seal-key.ts';
import type { Signer } from '#store/self.ts';

/** A node's key folder: files of 0600. No signing key leaves it but as a `Signer`. */
export type Keys = {
  /** Known once the database was asked (`use`); before that only where there is no choice. */
  readonly present: () => Signer;
  readonly use: (publicKey: Uint8Array) => void;
  readonly signer: (publicKey: Uint8Array) => Signer | undefined;
  readonly count: () => number;
  /** The n-th key of this party, durable before it is returned; the same one again if it was made before. */
  readonly make: (n: number) => Promise<Uint8Array>;
  /** Forgets a key that nobody needs; the present one stays. */
  readonly drop: (publicKey: Uint8Array) => Promise<void>;
  /** For the sign-in library's cookies. */
  readonly sessionSecret: string;
};

type Held = Signer & { readonly path: string };

const KEY_FILE = /^party(-[1-9]\d{0,8})?\.key$/;
const nameOf = (n: number): string => (n === 1 ? 'party.key' : `party-${n}.key`);

/** With a secret, the files hold nothing that can be read without it; those that did are sealed now. */
export async function openKeys(
  dataDir: string,
  randomBytes: (size: number) => Uint8Array,
  secret?: string,
): Promise<Keys> {
  const folder = join(dataDir, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fresh = () => toBase64(randomBytes(32));
  const held = new Map<string, Held>();

  const secretText = async (path: string): Promise<string> => {
    const text = await keptOrMade(path, async () =>
      secret === undefined ? fresh() : sealKey(fresh(), secret, randomBytes),
    );
    if (isSealed(text)) {
      if (secret !== undefined) return openKey(text, secret);
      throw new Failure('forbidden', 'the key files of this node are sealed; give ENTENTE_KEY_SECRET');
    }
    if (secret !== undefined) await replaceFile(path, await sealKey(text, secret, randomBytes));
    return text;
  };

  const read = async (name: string): Promise<Held> => {
    const path = join(folder, name);
    const seed = fromBase64Strict(await secretText(path));
    if (seed.length !== 32) throw new Failure('inconsistent', `the key file ${name} of this node is damaged`);
    const publicKey = ed25519PublicKey(seed);
    const one: Held = { path, publicKey, sign: async (bytes) => ed25519Sign(seed, bytes) };
    held.set(toBase64(publicKey), one);
    return one;
  };

  const names = (await readdir(folder)).filter((name) => KEY_FILE.test(name));
  for (const name of names.length > 0 ? names : [nameOf(1)]) await read(name);
  let present = held.size === 1 ? [...held.values()][0] : undefined;
  return {
    present: () => {
      if (!present) throw new Failure('inconsistent', 'this node holds several keys and no record of which it uses');
      return present;
    },
    use: (publicKey) => {
      const found = held.get(toBase64(publicKey));
      if (!found) throw new Failure('inconsistent', 'this database belongs to a node with another key or identity');
      present = found;
    },
    signer: (publicKey) => held.get(toBase64(publicKey)),
    count: () => held.size,
    make: async (n) => {
      const { publicKey } = await read(nameOf(n));
      await syncFolder(folder);
      return publicKey;
    },
    drop: async (publicKey) => {
      const found = held.get(toBase64(publicKey));
      if (!found || found === present) return;
      await rm(found.path, { force: true });
      await syncFolder(folder);
      held.delete(toBase64(publicKey));
    },
    sessionSecret: await secretText(join(folder, 'session.key')),
  };
}

/** Made once and never over an existing one. It appears under its name when it is whole: a start that is killed leaves none by half. */
async function keptOrMade(path: string, make: () => Promise<string>): Promise<string> {
  if (!existsSync(path)) {
    const whole = `${path}.${randomUUID()}`;
    try {
      await writeFile(whole, `${await make()}\n`, { flag: 'wx', mode: 0o600, flush: true });
      await link(whole, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    } finally {
      await rm(whole, { force: true });
    }
  }
  await chmod(path, 0o600);
  const text = (await readFile(path, 'utf8')).trimEnd();
  if (text.length < 32) throw new Failure('inconsistent', `${path} is damaged`);
  return text;
}

/** Whole or not at all. */
async function replaceFile(path: string, text: string): Promise<void> {
  const whole = `${path}.${randomUUID()}`;
  try {
    await writeFile(whole, `${text}\n`, { flag: 'wx', mode: 0o600, flush: true });
    await rename(whole, path);
  } catch (error) {
    await rm(whole, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** A name in a folder is durable only with the folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
