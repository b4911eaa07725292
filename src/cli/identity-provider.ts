import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NewIdentityProvider } from '#contract/identity-provider.ts';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { storedFrom } from '#api/provider-routes.ts';
import { identityProvider as heldProvider, putIdentityProvider } from '#store/people/provider.ts';
import { signInSettings } from '#store/people/sign-in-settings.ts';
import { readEnvironment } from '../config.ts';
import { readArgs, required, type Command } from './args.ts';

const USAGE = 'entente identity-provider --data DIR [--file PROVIDER.json | --off]';

export const identityProvider: Command = {
  name: 'identity-provider',
  summary:
    'connects a node that runs on this machine to an OpenID Connect provider, switches it off, or asks whether it answers; its secret is in ENTENTE_PROVIDER_SECRET or ENTENTE_PROVIDER_SECRET_FILE',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      { data: { type: 'string' }, file: { type: 'string' }, off: { type: 'boolean' } },
      USAGE,
    );
    const given = values.file === undefined ? undefined : await readProvider(values.file);
    const { providerSecret } = readEnvironment(process.env);
    const { openableAt } = await import('./openable.ts');
    const { db, self, signIn } = await openableAt(resolve(required(values.data, '--data', USAGE)));
    try {
      const { pool } = db;
      const held = await heldProvider(pool);
      const by = { held, seal: signIn.seal, at: self.now(), by: 'machine' };
      if (given) {
        const secret = given.clientSecret === undefined && providerSecret ? { clientSecret: providerSecret } : {};
        await putIdentityProvider(pool, storedFrom({ ...given, ...secret }, by));
      } else if (values.off) {
        if (!held) throw new Failure('not-found', 'no identity provider is configured');
        if ((await signInSettings(pool)).localSignIn === 'emergency')
          io.stderr.write('while it is off, everybody signs in here by passkey or link\n');
        await putIdentityProvider(pool, { ...held, isOn: false, changedAt: self.now(), changedBy: 'machine' });
      }
      const now = await heldProvider(pool);
      if (!now) throw new Failure('not-found', 'no identity provider is configured; give --file');
      io.stdout.write(`redirect address ${signIn.baseUrl}/api/auth/provider/callback\n`);
      io.stdout.write(`issuer           ${now.issuer} (${now.isOn ? 'on' : 'off'})\n`);
      const wrong = await signIn.provider.test(now);
      io.stdout.write(`answers          ${wrong === undefined ? 'yes' : `no: ${wrong}`}\n`);
      return wrong === undefined ? 0 : 1;
    } finally {
      await db.close();
    }
  },
};

async function readProvider(path: string): Promise<NewIdentityProvider> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure('bad-input', `cannot read ${path} (${cause.code})`, { cause });
  });
  const parsed = NewIdentityProvider.safeParse(parseStrict(new Uint8Array(bytes)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure('bad-input', `${path}: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}
