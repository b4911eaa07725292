import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StatementLabels } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import { readArgsWithOne, type Command } from './args.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer } from './node-at.ts';

const USAGE = 'entente labels --node URL --token T [--accord ID] OUT_DIR';

export const labels: Command = {
  name: 'labels',
  summary: 'writes what officers made of statements as labelled texts, which npm run score measures the reader against',
  usage: USAGE,
  run: async (args, io) => {
    const { values, one: folder } = readArgsWithOne(args, { ...NODE_OPTIONS, accord: { type: 'string' } }, USAGE);
    const node = nodeOf(values, USAGE);
    await openEmpty(folder);
    const counts = { texts: 0, sets: 0, skipped: 0 };
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = new URLSearchParams({
        ...(values.accord === undefined ? {} : { accord: values.accord }),
        ...(cursor === '' ? {} : { cursor }),
      });
      const page: StatementLabels = await readAnswer(
        await callNode(node, 'GET', `/api/v1/statement-labels?${query.toString()}`),
        StatementLabels,
      );
      for (const { name, text, gold } of page.documents) {
        await write(folder, `${name}.txt`, text);
        await write(folder, `${name}.gold.json`, JSON.stringify(gold, undefined, 2));
      }
      for (const { file, gold } of page.sets) await write(folder, file, JSON.stringify(gold, undefined, 2));
      counts.texts += page.documents.length;
      counts.sets += page.sets.length;
      counts.skipped += page.skipped;
      cursor = page.next;
    }
    io.stderr.write(
      `wrote ${counts.texts} labelled texts and ${counts.sets} pairs and lines to ${folder}; ${counts.skipped} left out: not all of them is decided on\n`,
    );
    return 0;
  },
};

/** Of an earlier export nothing is left over that a score would count too. */
async function openEmpty(folder: string): Promise<void> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new Failure('bad-input', `${folder}: ${why}`, { cause });
  };
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: NodeJS.ErrnoException) =>
    refuse(`cannot be made (${cause.code})`, cause),
  );
  const there = await readdir(folder).catch((cause: NodeJS.ErrnoException) =>
    refuse(`cannot be read (${cause.code})`, cause),
  );
  if (there.length > 0) refuse('the folder is not empty');
}

/** Whatever answers as a node: its names lead nowhere else. */
async function write(folder: string, name: string, text: string): Promise<void> {
  if (!/^[\w-][\w.-]{0,150}$/.test(name))
    throw new Failure('inconsistent', 'the node gives a name that is no file name');
  await writeFile(join(folder, name), text, { flag: 'wx', mode: 0o600 });
}
