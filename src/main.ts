import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Command, Io } from './cli/args.ts';
import { Failure } from '#kernel/errors.ts';

// What is imported from here on is compiled once, not at each start: less than half the time, and a fifth less memory. Beside
// the code that it is made from, so whoever may write the one may write the other. Where it cannot be written it is left out.
enableCompileCache(join(import.meta.dirname, '../build/compiled'));

/** Loaded when asked for: `read` and `verify` need neither a server nor a database. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./cli/demo.ts')).demo,
  serve: async () => (await import('./cli/serve.ts')).serve,
  account: async () => (await import('./cli/account.ts')).account,
  'sign-in-link': async () => (await import('./cli/sign-in-link.ts')).signInLink,
  'identity-provider': async () => (await import('./cli/identity-provider.ts')).identityProvider,
  card: async () => (await import('./cli/card.ts')).card,
  'rotate-key': async () => (await import('./cli/rotate-key.ts')).rotateKey,
  pair: async () => (await import('./cli/pair.ts')).pair,
  attach: async () => (await import('./cli/attach.ts')).attach,
  'fetch-file': async () => (await import('./cli/fetch-file.ts')).fetchFile,
  quarantine: async () => (await import('./cli/quarantine.ts')).quarantine,
  read: async () => (await import('./cli/read-command.ts')).read,
  labels: async () => (await import('./cli/labels.ts')).labels,
  export: async () => (await import('./cli/export.ts')).exportDossier,
  backup: async () => (await import('./cli/backup.ts')).backup,
  restore: async () => (await import('./cli/restore.ts')).restore,
  recall: async () => (await import('./cli/recall.ts')).recall,
  search: async () => (await import('./cli/search.ts')).search,
  purge: async () => (await import('./cli/purge.ts')).purge,
  doctor: async () => (await import('./cli/doctor.ts')).doctor,
  verify: async () => (await import('./cli/verify-command.ts')).verify,
  'verify-access': async () => (await import('./cli/verify-access.ts')).verifyAccess,
};

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(13)} ${summary}`);
  return [
    'entente: runs a cooperation agreement between two partners who do not share a server',
    '',
    'Commands:',
    ...lines,
    '',
    'Each has its own help: entente COMMAND --help',
    '',
  ].join('\n');
}

async function main(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(await help());
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    io.stderr.write(`entente: there is no command "${printable(name).slice(0, 40)}"; see entente --help\n`);
    return 1;
  }
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout.write(`usage: ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    io.stderr.write(`entente ${name}: ${printable(oneLine(error))}\n`);
    return 1;
  }
}

/** Expected failures in their own words; the unexpected with its kind, never a stack. */
function oneLine(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === '53100') return 'the disk is full';
  if (code === 'ECONNREFUSED') return 'the database does not answer';
  if (code === 'EACCES' || code === 'EPERM') return `not permitted: ${message}`;
  return `unexpected: ${message?.split('\n')[0] ?? String(error)}`;
}

/** Arguments, files and partners may hold what a terminal obeys. */
function printable(text: string): string {
  return text.slice(0, 1000).replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '\ufffd');
}

// Whoever reads our output may stop early (`| head`): that is no error of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

process.exitCode = await main(process.argv.slice(2), process);
