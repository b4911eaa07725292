import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

export type Page = { readonly path: string; readonly text: string };

/** Everything written for readers; what stands in an HTML comment is not shown, and so not judged. */
export function pages(): Page[] {
  const skipped = new Set(['node_modules', 'build', 'data', '.git']);
  return globSync('**/*.md', { cwd: root, exclude: (name) => skipped.has(name) })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8').replace(/<!--.*?-->/gs, '') }));
}

export function pageAt(path: string): string {
  const page = pages().find((one) => one.path === path);
  if (page === undefined) throw new Error(`there is no ${path}`);
  return page.text;
}

const withoutCode = (text: string): string =>
  text
    .replace(/^```.*?^```$/gms, '')
    .replace(/^( {4,}|\t).*$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => '·'.repeat(code.length));

/** Targets of `[text](target)` and `![text](target)` outside code, without those that lead to the web. */
export function localLinks(text: string): string[] {
  // The text of a link may itself be code, so only its target is looked for.
  return [...withoutCode(text).matchAll(/\]\(([^()\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** As GitHub makes them from headings. */
export function anchors(text: string): ReadonlySet<string> {
  const titles = text.replace(/^```.*?^```$/gms, '').matchAll(/^#{1,6} +(.+)$/gm);
  return new Set(
    [...titles].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

/** Files and folders below test/ that a page names, in code or as links. */
export function namedTests(text: string): string[] {
  return [...new Set([...text.matchAll(/\btest\/[\w./-]*[\w/]/g)].map(([path]) => path))];
}
