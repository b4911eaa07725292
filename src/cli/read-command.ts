import type { Command } from './args.ts';
import { runRead } from './read.ts';

export const read: Command = {
  name: 'read',
  summary:
    'reads an official statement (text, HTML, DOCX, PDF) and proposes what was undertaken, by whom, by when, with the words; no server needed',
  usage:
    'entente read FILE [--with OTHER | --since OLDER [--since OLDER ...] | --stages] [--json]   (- for standard input)',
  run: runRead,
};
