/**
 * A process of its own that sets documents: what a template does costs this process, never the node. Its environment is empty but
 * for proxies that lead nowhere, so a template that names a package reaches no network; its work folder does not exist, so it
 * reads no file but those that were sent along.
 */
import { NodeCompiler, type NodeError, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { shownWith } from './coverage.ts';
import { readFonts } from './fonts.ts';
import type { Fault, Job, Outcome } from './job.ts';

/** No such folder: Typst looks for every file below it, and what we send lies over it. */
const NOWHERE = '/entente-documents-has-no-such-folder';

type Press = { readonly compiler: NodeCompiler; readonly shown: (text: string) => string };
let press: Press | undefined;

function openPress(): Press {
  const fonts = readFonts();
  const compiler = NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontBlobs: fonts }] });
  return { compiler, shown: shownWith(fonts) };
}

function typeset({ main, files, data }: Job): Outcome {
  press ??= openPress();
  const { compiler, shown } = press;
  compiler.resetShadow();
  compiler.evictCache(0);
  for (const [name, text] of Object.entries(files)) compiler.mapShadow(`${NOWHERE}/${name}`, Buffer.from(text));
  const result = compiler.compile({
    mainFilePath: `${NOWHERE}/${main}`,
    inputs: { data: shown(data) },
    resetRead: true,
  });
  const document = result.result;
  if (document === null || result.hasError())
    return { faults: faultsOf(compiler, result.takeError() ?? result.takeDiagnostics()) };
  return { bytes: pdfOf(compiler, document) };
}

/** PDF/A-2a: tagged, so that a screen reader reads it in order; every font in it. */
const pdfOf = (compiler: NodeCompiler, document: NodeTypstDocument): Uint8Array =>
  compiler.pdf(document, { pdfStandard: 'a-2a' });

type Diagnostic = {
  readonly message: string;
  readonly path: string;
  readonly severity: number;
  readonly range: { readonly start: { readonly line: number; readonly character: number } } | null;
};
const ERROR = 1;

function faultsOf(compiler: NodeCompiler, error: NodeError | null): Fault[] {
  const found: Diagnostic[] = error === null ? [] : compiler.fetchDiagnostics(error);
  return found
    .filter(({ severity }) => severity === ERROR)
    .map(({ message, path, range }) => ({
      message: message.replaceAll(`${NOWHERE}/`, ''),
      file: path.replace(`${NOWHERE}/`, ''),
      line: range === null ? null : range.start.line + 1,
    }));
}

async function work(job: Job): Promise<Outcome> {
  if (job.format === 'pdf') return typeset(job);
  const { writeDocx } = await import('./docx.ts');
  return { bytes: await writeDocx(JSON.parse(job.data)) };
}

process.on('message', (job: Job) => {
  work(job)
    .catch((error: unknown): Outcome => ({ unexpected: error instanceof Error ? error.message : String(error) }))
    .then((outcome) => process.send!(outcome))
    .catch(() => process.exit(1));
});
process.on('disconnect', () => process.exit(0));
