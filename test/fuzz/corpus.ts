import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'corpus');
const MAX_INPUT = 4096;
const MAX_INPUTS = 150;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One input a line: a JSON string, or the base64 of what is no text. */
export function readCorpus(target: string): Uint8Array[] {
  const path = fileOf(target);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) =>
    line.startsWith('"') ? encoder.encode(JSON.parse(line) as string) : Uint8Array.from(Buffer.from(line, 'base64')),
  );
}

/** Without doubles, shortest first, and nothing large. */
export function writeCorpus(target: string, inputs: readonly Uint8Array[]): void {
  const small = inputs.filter(({ length }) => length > 0 && length <= MAX_INPUT);
  const lines = [...new Set(small.map(lineOf))].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const kept = lines.slice(0, MAX_INPUTS);
  writeFileSync(fileOf(target), kept.map((line) => `${line}\n`).join(''));
}

function lineOf(input: Uint8Array): string {
  try {
    return JSON.stringify(decoder.decode(input));
  } catch {
    return Buffer.from(input).toString('base64');
  }
}

const fileOf = (target: string): string => join(FOLDER, `${target}.txt`);
