import { createReadStream } from 'node:fs';
import { compareDossiers, type Named } from '#kernel/dossier/compare.ts';
import { show } from '#kernel/dossier/show.ts';
import { dossierVerifier } from '#kernel/dossier/verify.ts';
import type { DossierVerifier, Verdict } from '#kernel/dossier/verify.ts';
import { readArguments, type VerifyArguments } from './arguments.ts';
import { documentOf, type Documented } from './attached.ts';

export type Output = { readonly write: (text: string) => unknown };

export const USAGE = `usage: entente verify FILE... --trust FINGERPRINT... [--file PATH]... [--json]

Checks a dossier without a server, a database or a network: signatures, cosignatures, proofs, and that each record opens
the commitment in its entry. Of several dossiers it also says whether they show one history of each feed.

  --trust FINGERPRINT...  keys that you compared with the parties yourself; may be given more than once
  --file PATH             a file on this disk, compared with the documents of the dossier; may be given more than once
  --json                  one line of JSON in place of text

exit 0  all holds, and every key that it stands on is trusted
exit 1  something fails, and is named
exit 2  consistent, but a key is not trusted
`;

export async function runVerify(args: string[], io: { stdout: Output; stderr: Output }): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout.write(USAGE);
    return 0;
  }
  const asked = readArguments(args);
  if (typeof asked === 'string') {
    io.stderr.write(`verify: ${oneLine(asked)}\n`);
    return 1;
  }
  if (asked.files.length > 1) return verifySeveral(asked, io);
  const verdict = await verifyFile(asked.files[0], asked);
  if (typeof verdict === 'string') {
    if (asked.json) io.stdout.write(`${JSON.stringify(unread(verdict))}\n`);
    else io.stderr.write(`verify: ${oneLine(verdict)}\n`);
    return 1;
  }
  io.stdout.write(asked.json ? `${JSON.stringify(verdict)}\n` : describe(verdict));
  return verdict.exit;
}

/** Each for itself, and then against each other. What fails proves nothing, of another dossier either. */
async function verifySeveral({ files, trust, json }: VerifyArguments, io: { stdout: Output }): Promise<number> {
  const verdicts: (Verdict & { readonly file: string })[] = [];
  const sound: Named[] = [];
  for (const file of files) {
    const verifier = dossierVerifier(trust);
    const read = await readInto(verifier, file);
    const verdict = read === undefined ? verifier.finish() : unread(read);
    verdicts.push({ file, ...verdict });
    if (verdict.exit !== 1) sound.push({ name: file, account: verifier.account() });
  }
  const faults = compareDossiers(sound);
  const exits = verdicts.map(({ exit }) => exit);
  const exit = faults.length > 0 || exits.includes(1) ? 1 : exits.includes(2) ? 2 : 0;
  if (json) io.stdout.write(`${JSON.stringify({ exit, faults, dossiers: verdicts })}\n`);
  else {
    for (const { file, ...verdict } of verdicts) io.stdout.write(`${oneLine(file)}\n${describe(verdict)}\n`);
    for (const { fault, line } of faults) io.stdout.write(`FAILS ${fault}: ${show(line)}\n`);
    io.stdout.write(
      faults.length > 0
        ? 'These dossiers contradict each other.\n'
        : sound.length < files.length
          ? 'What fails was not compared.\n'
          : 'They show one history of each feed that they share.\n',
    );
  }
  return exit;
}

const unread = (line: string): Verdict => ({
  exit: 1,
  faults: [{ fault: 'unreadable', line }],
  untrusted: [],
  unused: [],
  lines: [],
});

/** Stops reading where nothing more can help. Why it cannot be read, if so. */
async function readInto(verifier: DossierVerifier, file: string): Promise<string | undefined> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      if (!verifier.take(chunk as Uint8Array)) break;
    }
    return undefined;
  } catch (error) {
    return unreadable(file, error);
  }
}

/** The verdict, or why a file cannot be read. */
async function verifyFile(file: string, { trust, attached }: VerifyArguments): Promise<Verdict | string> {
  const verifier = dossierVerifier(trust);
  const why = await readInto(verifier, file);
  if (why !== undefined) return why;
  let verdict = verifier.finish();
  for (const path of attached) {
    try {
      verdict = withFile(verdict, path, await documentOf(path, verifier.account()));
    } catch (error) {
      return unreadable(path, error);
    }
  }
  return verdict;
}

function unreadable(path: string, error: unknown): string {
  if (error instanceof Error && 'code' in error) return oneLine(`cannot read ${path} (${String(error.code)})`);
  throw error;
}

/** A file proves nothing by itself: it is as good as the dossier that commits to it. */
function withFile(verdict: Verdict, path: string, document: Documented | undefined): Verdict {
  if (document)
    return {
      ...verdict,
      lines: [
        ...verdict.lines,
        oneLine(`file ${path}: whole and unchanged, ${document.id}, version ${document.modified}`),
      ],
    };
  const line = oneLine(`${path} is not the file of any document that this dossier shows`);
  return { ...verdict, exit: 1, faults: [...verdict.faults, { fault: 'wrong-file', line }] };
}

function describe({ exit, faults, untrusted, unused, lines }: Verdict): string {
  const said = [...lines, ...faults.map(({ fault, line }) => `FAILS ${fault}: ${line}`)];
  if (exit !== 1)
    said.push(...untrusted.map((key) => `NOT TRUSTED ${key.fingerprint}: key of ${key.party}, ${key.as}`));
  said.push(...unused.map((fingerprint) => `note: no key here has the fingerprint ${fingerprint}`));
  said.push(VERDICTS[exit]);
  return `${said.join('\n')}\n`;
}

const VERDICTS = {
  0: 'All holds, and every key is trusted.',
  1: 'This dossier fails.',
  2: 'Consistent, but not every key is trusted: compare the fingerprints with the parties, then give them with --trust.',
};

function oneLine(text: string): string {
  return show(text).slice(0, 500);
}
