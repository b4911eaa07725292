import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, toHex, utf8 } from '#platform';
import type { Proposals } from '#contract/statements.ts';
import { proposalsOf } from '../proposals.ts';
import type { ReadingThread } from '../source/reading-thread.ts';
import type { ReaderName } from './item.ts';

/** Who reads the texts of the desk: apart from the process, in bounded time. It throws a `Failure` that says why it could not. */
export type DeskReader = { readonly name: ReaderName; readonly read: (text: string) => Promise<Proposals> };

/** The reader by rules. Its version is that of its own sources, so no hand can forget to count it up. */
export function ruleReader(thread: Pick<ReadingThread, 'run'>): DeskReader {
  return {
    name: { name: 'rules', version: sourceHash().slice(0, 12) },
    read: async (text) => proposalsOf(text, await thread.run('readStatement', text)),
  };
}

function sourceHash(): string {
  const root = join(import.meta.dirname, '..');
  const files = ['data', 'read'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  const sources = files.sort().map((file) => `${file}\n${readFileSync(join(root, file), 'utf8')}`);
  return toHex(sha256(utf8(sources.join('\n'))));
}
