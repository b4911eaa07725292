import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Failure } from '#kernel/errors.ts';

export type Io = {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
};

/** A command of the `entente` program: one file each. `run` answers the exit code. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly run: (args: string[], io: Io) => Promise<number>;
};

type Options = NonNullable<ParseArgsConfig['options']>;

/** Strict: an unknown option, or anything beside the options, is an error that says so. */
export function readArgs<const O extends Options>(args: string[], options: O, usage: string) {
  return parsed(() => parseArgs({ args, options, allowPositionals: false, strict: true }), usage);
}

/** The same, with exactly one argument beside the options. */
export function readArgsWithOne<const O extends Options>(args: string[], options: O, usage: string) {
  const { values, positionals } = parsed(
    () => parseArgs({ args, options, allowPositionals: true, strict: true }),
    usage,
  );
  const [one, ...more] = positionals;
  if (one === undefined || one === '' || more.length > 0)
    throw new Failure('bad-input', `exactly one stands beside the options; usage: ${usage}`);
  return { values, one };
}

function parsed<T>(parse: () => T, usage: string): T {
  try {
    return parse();
  } catch (cause) {
    // Its first sentence; the rest explains Node's own conventions.
    const why = (cause as Error).message.split(/\. |\n/)[0]!.replace(/\.$/, '');
    throw new Failure('bad-input', `${why}; usage: ${usage}`, { cause });
  }
}

export function required(value: string | undefined, option: string, usage: string): string {
  if (value === undefined || value === '') throw new Failure('bad-input', `${option} is missing; usage: ${usage}`);
  return value;
}
