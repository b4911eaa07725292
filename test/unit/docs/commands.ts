import { COMMANDS } from '../../../src/cli/program.ts';

/** The program's commands and their usage. */
export async function commands(): Promise<ReadonlyMap<string, string>> {
  const loaded = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return new Map(loaded.map(({ name, usage }) => [name, usage]));
}

export type Call = { readonly command: string; readonly rest: string };

/** What a page tells readers to type: npm scripts, and commands of `entente`, to the end of the line or of the code. */
export function uses(text: string): { readonly npmScripts: string[]; readonly calls: Call[] } {
  const npmScripts = [
    ...[...text.matchAll(/\bnpm run(?: -s)? ([a-z][\w:-]*)/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/\bnpm (start|test)\b/g)].map(([, name = '']) => name),
  ];
  const typed = [
    ...text.matchAll(/\bentente -- ([a-z][a-z-]*)([^\n`]*)/g),
    ...text.matchAll(/`entente ([a-z][a-z-]*)([^\n`]*)`/g),
    ...[...text.matchAll(/\bnpm start -- ([^\n`;]*)/g)].map(([, rest = '']) => ['', 'demo', rest] as const),
  ];
  return { npmScripts, calls: typed.map(([, command = '', rest = '']) => ({ command, rest: withoutRemark(rest) })) };
}

const withoutRemark = (line: string): string => line.replace(/\s#.*$/, '');

/** `-s` belongs to npm, and what follows a pipe or a bracket's end to somebody else. */
export function optionsIn(text: string): string[] {
  return [...text.matchAll(/(?:^|[\s[(])(--?[a-z][a-z-]*)/g)].map(([, option = '']) => option);
}
