import { createReadStream } from 'node:fs';
import { show } from '#kernel/dossier/show.ts';
import { isFingerprint } from '#kernel/log/fingerprint.ts';
import { accessVerifier, type AccessVerdict } from '#kernel/log/verify-access.ts';
import type { Output } from './verify.ts';

export const ACCESS_USAGE = `usage: entente verify-access FILE --trust FINGERPRINT... [--json]

Checks an exported access log without a server, a database or a network: every line against its hash, all of them against the
node's signature, and against what oversight cosigned. A line that is missing, changed or out of order is named by its number.

  --trust FINGERPRINT...  the node's key and oversight's, as you compared them yourself; may be given more than once
  --json                  one line of JSON in place of text

exit 0  all holds, and oversight cosigned it with a key that is trusted
exit 1  something fails, and is named
exit 2  consistent, but a key is not trusted, or oversight has cosigned nothing
`;

type Asked = { readonly file: string; readonly trust: readonly string[]; readonly json: boolean };

/** Far above what the node writes; nothing longer is held. */
const LONGEST_LINE = 1 << 20;

export async function runVerifyAccess(args: string[], io: { stdout: Output; stderr: Output }): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout.write(ACCESS_USAGE);
    return 0;
  }
  const asked = readAsked(args);
  if (typeof asked === 'string') {
    io.stderr.write(`verify-access: ${show(asked).slice(0, 500)}\n`);
    return 1;
  }
  const verdict = await verifyFile(asked);
  if (typeof verdict === 'string') {
    io.stderr.write(`verify-access: ${show(verdict).slice(0, 500)}\n`);
    return 1;
  }
  io.stdout.write(asked.json ? `${JSON.stringify(verdict)}\n` : describe(verdict));
  return verdict.exit;
}

function readAsked(args: readonly string[]): Asked | string {
  const trust: string[] = [];
  const files: string[] = [];
  let isTrusting = false;
  let json = false;
  for (const arg of args) {
    const print = arg.toLowerCase(); // typed by a person
    if (arg === '--json') json = true;
    else if (arg === '--trust') isTrusting = true;
    else if (isTrusting && isFingerprint(print)) trust.push(print);
    else if (arg.startsWith('-')) return `the option ${arg} is not known`;
    else files.push(arg);
  }
  const [file, ...more] = files;
  if (file === undefined || file === '') return 'which file?';
  return more.length > 0 ? 'one file at a time' : { file, trust, json };
}

async function verifyFile({ file, trust }: Asked): Promise<AccessVerdict | string> {
  const verifier = accessVerifier(trust);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE || lines.some((line) => !verifier.take(line))) break;
    }
    rest += decoder.decode();
    // A file that was cut within a line lacks what stood in it.
    if (rest !== '') verifier.take(rest.slice(0, LONGEST_LINE));
  } catch (error) {
    if (error instanceof TypeError && !('code' in error && error.code !== 'ERR_ENCODING_INVALID_ENCODED_DATA'))
      return `${file} is not UTF-8`;
    if (error instanceof Error && 'code' in error) return `cannot read ${file} (${String(error.code)})`;
    throw error;
  }
  return verifier.finish();
}

function describe({ exit, origin, size, cosignedSize, shown, removed, faults, untrusted }: AccessVerdict): string {
  const said = [
    `log ${show(origin ?? 'unknown')}: ${size} entries, ${shown} shown${removed > 0 ? `, ${removed} removed after their retention` : ''}`,
    cosignedSize === null
      ? 'oversight: no cosignature of a trusted key'
      : `oversight: cosigned the first ${cosignedSize} entries${cosignedSize < size ? '; what follows stands on the node’s word alone' : ''}`,
    ...faults.map(
      ({ line, index, what }) =>
        `FAILS ${[line === null ? '' : `line ${line}`, index === null ? '' : `entry ${index}`].filter(Boolean).join(', ') || 'file'}: ${show(what)}`,
    ),
    ...untrusted.map(
      (key) => `NOT TRUSTED ${key.fingerprint}: ${key.as === 'node' ? 'key of the node' : 'key of oversight'}`,
    ),
    VERDICTS[exit],
  ];
  return `${said.join('\n')}\n`;
}

const VERDICTS = {
  0: 'All holds, and oversight vouches for it.',
  1: 'This log fails.',
  2: 'Consistent, but not vouched for: compare the fingerprints, then give them with --trust.',
};
