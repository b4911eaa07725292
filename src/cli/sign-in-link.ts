import { resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { openAccessLog } from '#store/access.ts';
import { openHeldEntries } from '#store/held-entries.ts';
import { accounts, accountState } from '#store/people/account.ts';
import { dropPasskeys } from '#store/people/passkey.ts';
import { dropRecoveryCodes } from '#store/people/recovery-code.ts';
import { endSessionsOf } from '#store/people/session.ts';
import { dropTotp } from '#store/people/totp.ts';
import { readArgs, required, type Command } from './args.ts';

const USAGE = 'entente sign-in-link --data DIR [--person ID [--reset]]';

export const signInLink: Command = {
  name: 'sign-in-link',
  summary:
    'for whoever is locked out of a node that runs on this machine: lists accounts, prints a one-time link for one (--reset: without its second factors), or the set-up link of a node without administrator',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      { data: { type: 'string' }, person: { type: 'string' }, reset: { type: 'boolean' } },
      USAGE,
    );
    const { person } = values;
    if (values.reset && person === undefined)
      throw new Failure('bad-input', `--reset is for one --person; usage: ${USAGE}`);
    const { openableAt } = await import('./openable.ts');
    const { db, self, signIn } = await openableAt(resolve(required(values.data, '--data', USAGE)));
    try {
      if (person === undefined) {
        const setUp = await signIn.createSetUpLink();
        if (setUp !== undefined) io.stdout.write(`set up once  ${setUp}\n`);
        for (let after: readonly [string, string] | undefined, isMore = true; isMore;) {
          const page = await accounts(db.pool, { after, limit: 100, now: self.now() });
          for (const { id, name, roles, isActive } of page)
            io.stdout.write(`${id}  ${name}  (${roles.join(', ')}${isActive ? '' : '; off'})\n`);
          const last = page.at(-1);
          isMore = page.length === 100;
          if (last) after = [last.name, last.id];
        }
        return 0;
      }
      if (!(await accountState(db.pool, person)))
        throw new Failure('not-found', 'there is no such account; without --person the command lists them');
      // Committed before the link is there: whoever has the machine can be anybody, but not unseen.
      const query = values.reset
        ? 'sign-in link made at the machine, second factors removed'
        : 'sign-in link made at the machine';
      const entry = {
        at: self.now(),
        kind: 'administer' as const,
        person: 'machine',
        token: null,
        query,
        purpose: 'administration',
        ids: [],
        to: person,
      };
      await openAccessLog(db, openHeldEntries()).keep(entry);
      if (values.reset) {
        await Promise.all([
          dropPasskeys(db.pool, person),
          dropTotp(db.pool, person),
          dropRecoveryCodes(db.pool, person),
        ]);
        await endSessionsOf(db.pool, person);
      }
      io.stdout.write(`sign in once ${await signIn.createSignInLink(person)}\n`);
      return 0;
    } finally {
      await db.close();
    }
  },
};
