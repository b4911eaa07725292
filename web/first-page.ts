import type { Plugin } from 'vite';

type Module = { readonly importedIds: readonly string[]; readonly code: string | null };
type Modules = { readonly getModuleInfo: (id: string) => Module | null };

/** Packages whose one door names all that is in them: of such a package only what is imported by name belongs to a piece. */
const DOORS: Readonly<Record<string, string>> = {
  '@mantine/core': '/@mantine/core/esm/index.mjs',
  '@mantine/hooks': '/@mantine/hooks/esm/index.mjs',
  '@tabler/icons-react': '/@tabler/icons-react/dist/esm/tabler-icons-react.mjs',
};

/** Runs before the application and so bears nothing of it. */
const BEGIN = 'src/begin.ts';
const LATIN = /\/inter-latin-wght-normal-[^/]+\.woff2$/;
const MAIN = 'src/main.tsx';
const SHELL = 'src/app/Shell.tsx';
const PAGE = 'src/modules/today/TodayPage.tsx';
const SIGN_IN = 'src/modules/sign-in/SignInPage.tsx';
const TOASTS = 'src/app/Toasts.tsx';
const at = (name: string): string => `${import.meta.dirname}/${name}`;
/** What is loaded when it is gone to stays a file of its own. */
const DOORSTEPS: ReadonlySet<string> = new Set([SHELL, PAGE, SIGN_IN, TOASTS].map(at));

/**
 * What runs before the application; the application itself, with what both front doors use; what the shell and its first page import
 * besides; what signing in does; and what comes once a page stands. Whoever signs in loads nothing of the shell.
 */
export const firstPieces = [
  { name: pieceOf('begin', [BEGIN]), debugName: 'begin', priority: 4 },
  { name: pieceOf('core', [MAIN, SHELL, PAGE], [MAIN, SIGN_IN]), debugName: 'core', priority: 3 },
  { name: pieceOf('first', [SHELL, PAGE]), debugName: 'first', priority: 2 },
  { name: pieceOf('sign-in', [SIGN_IN]), debugName: 'sign-in', priority: 1 },
  { name: pieceOf('toasts', [TOASTS]), debugName: 'toasts', priority: 1 },
];

/** What is imported by one of the entries of each set. */
function pieceOf(
  name: string,
  ...sets: readonly (readonly string[])[]
): (id: string, modules: Modules) => string | null {
  let piece: ReadonlySet<string> | undefined;
  return (id, modules) => {
    piece ??= sets
      .map((entries) => importedBy(entries.map(at), modules))
      .reduce((one, other) => one.intersection(other));
    return piece.has(id) && !DOORSTEPS.has(id) ? name : null;
  };
}

function importedBy(entries: readonly string[], modules: Modules): Set<string> {
  const seen = new Set<string>();
  const rest = [...entries];
  for (let id = rest.pop(); id !== undefined; id = rest.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const found = modules.getModuleInfo(id);
    for (const imported of found?.importedIds ?? []) {
      const door = Object.entries(DOORS).find(([, end]) => imported.endsWith(end));
      if (door === undefined) rest.push(imported);
      else rest.push(...behind(imported, namesFrom(door[0], found?.code ?? ''), modules));
    }
  }
  return seen;
}

/** What a module imports from a package by name. */
const namesFrom = (name: string, code: string): Set<string> =>
  new Set(
    [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)]
      .filter(([, , from]) => from === name)
      .flatMap(([, names = '']) => names.split(',').map((one) => one.trim().split(/\s+as\s+/)[0] ?? '')),
  );

/** The files in which a package has what goes by these names. */
function behind(door: string, names: ReadonlySet<string>, modules: Modules): string[] {
  const { code, importedIds = [] } = modules.getModuleInfo(door) ?? {};
  const files = [...(code ?? '').matchAll(/(?:import|export)\s*\{([^}]*)\}\s*from\s*["']\.([^"']+)["']/g)]
    .filter(([, given = '']) =>
      given.split(',').some((one) =>
        names.has(
          one
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? '',
        ),
      ),
    )
    .map(([, , file = '']) => file);
  return importedIds.filter((id) => files.some((file) => id.endsWith(file)));
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
        // Every language writes figures and names in it: with it there, text is laid out once.
        const faces = Object.values(bundle).filter(({ fileName }) => LATIN.test(fileName));
        return [
          ...files.map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
          })),
          ...faces.map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${fileName}` },
          })),
          ...css.map((file) => ({ tag: 'link', attrs: { rel: 'stylesheet', crossorigin: true, href: `/${file}` } })),
        ].map((tag) => ({ ...tag, injectTo: 'head' as const }));
      },
    },
  };
}
