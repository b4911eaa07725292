import { createReadStream } from 'node:fs';
import { show } from '#kernel/dossier/show.ts';
import { dossierVerifier } from '#kernel/dossier/verify.ts';
import type { Verdict } from '#kernel/dossier/verify.ts';
import { readArguments, type VerifyArguments } from './arguments.ts';
import { documentOf, type Documented } from './attached.ts';

export type Output = { readonly write: (text: string) => unknown };

export const USAGE = `usage: entente verify FILE --trust FINGERPRINT... [--file PATH]... [--json]

Checks a dossier without a server, a database or a network: signatures, cosignatures, proofs, and that each record opens
the commitment in its entry.

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
  const verdict = await verifyFile(asked);
  if (typeof verdict === 'string') {
    if (asked.json)
      io.stdout.write(
        `${JSON.stringify({ exit: 1, faults: [{ fault: 'unreadable', line: verdict }], untrusted: [], unused: [], lines: [] })}\n`,
      );
    else io.stderr.write(`verify: ${oneLine(verdict)}\n`);
    return 1;
  }
  io.stdout.write(asked.json ? `${JSON.stringify(verdict)}\n` : describe(verdict));
  return verdict.exit;
}

/** The verdict, or why a file cannot be read. Stops reading where nothing more can help. */
async function verifyFile({ file, trust, attached }: VerifyArguments): Promise<Verdict | string> {
  const verifier = dossierVerifier(trust);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      if (!verifier.take(chunk as Uint8Array)) break;
    }
  } catch (error) {
    return unreadable(file, error);
  }
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
  if (error instanceof Error && 'code' in error) return `cannot read ${path} (${String(error.code)})`;
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
