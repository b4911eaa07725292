import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { minifyCss } from './minify-css.ts';

type Names = { readonly page: string; readonly style: string; readonly icon: string; readonly fileName: string };

/**
 * Puts the one script, the style sheet and the icon into the page, and gives it a policy that lets exactly these run and
 * nothing be fetched: also from file://, where no server says so.
 */
export function singleFile({ page, style, icon, fileName }: Names): Plugin {
  return {
    name: 'entente-single-file',
    apply: 'build',
    async generateBundle(_, bundle) {
      const [script, ...others] = Object.values(bundle);
      if (script?.type !== 'chunk' || others.length > 0)
        throw new Error(`not one script: ${Object.keys(bundle).join()}`);
      delete bundle[script.fileName];
      const read = (name: string) => readFile(join(import.meta.dirname, name), 'utf8');
      const code = inlineScript(script.code);
      const css = minifyCss(await read(style));
      const parts: Record<string, string> = {
        POLICY: policy(code, css),
        ICON: `data:image/svg+xml,${encodeURIComponent((await read(icon)).trim())}`,
        STYLE: css,
        SCRIPT: code,
      };
      const html = (await read(page)).replaceAll(/%([A-Z]+)%/g, (_whole, name: string) => parts[name] ?? '');
      this.emitFile({ type: 'asset', fileName, source: html });
    },
  };
}

/** In HTML a script ends at these letters wherever they stand, and some characters do not come through as they are. */
function inlineScript(code: string): string {
  const inline = code.replaceAll(/<(?=\/script|!--)/gi, '\\x3c').trim();
  const changed = /[\0\r\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u.exec(inline);
  if (changed !== null) throw new Error(`the script holds U+${changed[0].charCodeAt(0).toString(16)} as it is`);
  return inline;
}

function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    'img-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
