import type { Plugin } from 'vite';

type Modules = { readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null };

const MAIN = 'src/main.tsx';
const PAGE = 'src/modules/today/TodayPage.tsx';
/** Runs before the application and so bears nothing of it. */
const BEGIN = 'src/begin.ts';
const at = (name: string): string => `${import.meta.dirname}/${name}`;

/** Two pieces: what runs before the application, and what the application and its first page import besides. */
export const firstPieces = [
  { name: pieceOf('begin', [BEGIN]), debugName: 'begin', priority: 2 },
  { name: pieceOf('first', [MAIN, PAGE]), debugName: 'first', priority: 1 },
];

function pieceOf(name: string, entries: readonly string[]): (id: string, modules: Modules) => string | null {
  let piece: ReadonlySet<string> | undefined;
  return (id, modules) => {
    piece ??= importedBy(entries.map(at), modules);
    // A page stays one that is loaded when it is gone to.
    return piece.has(id) && id !== at(PAGE) ? name : null;
  };
}

function importedBy(entries: readonly string[], modules: Modules): Set<string> {
  const seen = new Set<string>();
  const rest = [...entries];
  for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    rest.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
  }
  return seen;
}

/** The application is fetched beside the script that begins it, not after it. */
export function preloadFirst(): Plugin {
  return {
    name: 'entente-preload-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
        const main = chunks.find(({ facadeModuleId }) => facadeModuleId === at(MAIN));
        const files = main === undefined ? [] : [main.fileName, ...main.imports];
        const css = chunks
          .filter(({ fileName }) => files.includes(fileName))
          .flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        return [
          ...files.map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          })),
          ...css.map((file) => ({ tag: 'link', attrs: { rel: 'stylesheet', crossorigin: true, href: `/${file}` } })),
        ].map((tag) => ({ ...tag, injectTo: 'head' as const }));
      },
    },
  };
}
