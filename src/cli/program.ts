import { Failure } from '#kernel/errors.ts';
import type { Command, Io } from './args.ts';

/** Loaded when asked for: `read` and `verify` need neither a server nor a database. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).demo,
  serve: async () => (await import('./serve.ts')).serve,
  account: async () => (await import('./account.ts')).account,
  'sign-in-link': async () => (await import('./sign-in-link.ts')).signInLink,
  'identity-provider': async () => (await import('./identity-provider.ts')).identityProvider,
  card: async () => (await import('./card.ts')).card,
  'rotate-key': async () => (await import('./rotate-key.ts')).rotateKey,
  pair: async () => (await import('./pair.ts')).pair,
  attach: async () => (await import('./attach.ts')).attach,
  'fetch-file': async () => (await import('./fetch-file.ts')).fetchFile,
  quarantine: async () => (await import('./quarantine.ts')).quarantine,
  read: async () => (await import('./read-command.ts')).read,
  labels: async () => (await import('./labels.ts')).labels,
  export: async () => (await import('./export.ts')).exportDossier,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./restore.ts')).restore,
  recall: async () => (await import('./recall.ts')).recall,
  search: async () => (await import('./search.ts')).search,
  purge: async () => (await import('./purge.ts')).purge,
  doctor: async () => (await import('./doctor.ts')).doctor,
  verify: async () => (await import('./verify-command.ts')).verify,
  'verify-access': async () => (await import('./verify-access.ts')).verifyAccess,
};

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)} ${summary}`);
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

/** The `entente` program but for its process: what it says goes to `io`, and the answer is the exit code. */
export async function runProgram(args: string[], io: Io): Promise<number> {
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
