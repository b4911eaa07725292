import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium as playwright, type Browser } from 'playwright-core';

// Our own flags: the package's whole list would weaken the browser or kill it with its first context.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--font-render-hinting=none',
];

export async function openBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: await unpackBrowser(), args: [...FLAGS, '--headless=shell'] });
}

const root = join(import.meta.dirname, '../..');

/**
 * The browser of the package, unpacked once for this checkout. Beside its place and moved: the package's own way takes a browser for
 * whole that another process is still writing, and two test files begin at once.
 */
export async function unpackBrowser(): Promise<string> {
  const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin/chromium.br');
  const { version }: { version: string } = JSON.parse(await readFile(join(bin, '../../package.json'), 'utf8'));
  const folder = join(root, 'build/chromium');
  const path = join(folder, `chromium-${version}`);
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const fresh = `${path}.new-${process.pid}`;
  try {
    await pipeline(createReadStream(bin), createBrotliDecompress(), createWriteStream(fresh, { mode: 0o700 }));
    await rename(fresh, path);
  } finally {
    await rm(fresh, { force: true });
  }
  return path;
}
