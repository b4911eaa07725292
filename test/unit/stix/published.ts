import { readFileSync, writeFileSync } from 'node:fs';

/** The published file's content; with PUBLISH=1 in the environment it is first made anew (then `npm run format`). */
export const published = (file: string, content: unknown): unknown => {
  const url = new URL(`../../../docs/protocol/${file}`, import.meta.url);
  if (process.env['PUBLISH'] === '1') writeFileSync(url, `${JSON.stringify(content, null, 2)}\n`);
  return JSON.parse(readFileSync(url, 'utf8'));
};
