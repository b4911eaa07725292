import { ed25519PublicKey, ed25519Sign, sha256, utf8 } from '#platform';
import { dossierText, exporterKey } from '#kernel/dossier/build.ts';
import { readLine } from '#kernel/dossier/lines.ts';
import { dossierVerifier, verifyDossier } from '#kernel/dossier/verify.ts';
import type { Verdict } from '#kernel/dossier/verify.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import { formatNote } from '#kernel/log/note.ts';
import { isDeepStrictEqual } from 'node:util';
import vectors from '../../vectors/dossier.json' with { type: 'json' };
import { hold, isSameBytes, refusing, textOf } from '../target.ts';
import type { Target } from '../target.ts';

const EXPORTER = 'identity--11111111-1111-4111-8111-111111111111';
const SEED = new Uint8Array(32).fill(1);
const key = exporterKey(EXPORTER, ed25519PublicKey(SEED));
const trust = [...new Set(vectors.dossiers.flatMap((one) => one.trust))];
const dossiers = vectors.dossiers.map(({ lines }) => utf8(lines.map((line) => `${line}\n`).join('')));
const whole = dossiers.filter((bytes) => verifyDossier(bytes, trust).exit === 0);

const isSane = ({ exit, faults, lines, untrusted }: Verdict): boolean =>
  (exit === 1) === faults.length > 0 &&
  (exit !== 0 || untrusted.length === 0) &&
  [...lines, ...faults.map(({ line }) => line)].every((line) => line.isWellFormed() && !/[\n\0]/.test(line));

/** No change gives 0, and a file says the same however it arrives. */
const dossier: Target = {
  name: 'dossier',
  seeds: () => dossiers,
  words: [
    'card',
    'rotation',
    'feed',
    'entry',
    'earlier',
    'complete',
    'cosigned',
    'consistency',
    'disclosure',
    'proof',
    'null',
    '\n',
  ],
  check: (input, random) => {
    const verdict = verifyDossier(input, trust);
    hold('a verdict says why', isSane(verdict));
    const verifier = dossierVerifier(trust);
    for (let at = 0; at < input.length;) {
      const next = at + 1 + random.int(400);
      if (!verifier.take(input.subarray(at, next))) break;
      at = next;
    }
    hold('the verdict does not depend on how the file arrives', isDeepStrictEqual(verifier.finish(), verdict));
    verifier.account();
    if (verdict.exit !== 0) return 'refused';
    hold(
      'no changed byte gives 0',
      whole.some((one) => isSameBytes(one, input)),
    );
    return 'taken';
  },
};

/** The exporter signs whatever it says: the verifier must still answer. */
const signed: Target = {
  name: 'dossier-signed-again',
  seeds: () => dossiers,
  words: dossier.words ?? [],
  mend: (input, random) => {
    const lines = textOf(input).split('\n');
    // One line as a value, so that it stays a line of a dossier.
    const at = random.int(Math.max(1, lines.length - 2));
    try {
      lines[at] = canonicalize(JSON.parse(lines[at] ?? '') as never);
    } catch {
      // It stays what it is.
    }
    const body = utf8(
      lines
        .slice(0, -2)
        .map((line) => `${line.toWellFormed()}\n`)
        .join(''),
    );
    const text = dossierText(sha256(body));
    const note = formatNote({
      text,
      signatures: [{ name: key.name, id: key.id, signature: ed25519Sign(SEED, utf8(text)) }],
    });
    return Uint8Array.from(Buffer.concat([body, utf8(`${canonicalize(note)}\n`)]));
  },
  check: (input) => {
    const verdict = verifyDossier(input, trust);
    hold('a verdict says why', isSane(verdict));
    return verdict.exit === 0 ? 'taken' : 'refused';
  },
};

const line: Target = {
  name: 'dossier-line',
  seeds: () => vectors.dossiers.flatMap(({ lines }) => lines),
  words: dossier.words ?? [],
  check: (input) => {
    const read = refusing(['bad-encoding', 'bad-json', 'too-large'], () => readLine(input));
    if (read === undefined) return 'refused';
    hold('a line has one spelling', isSameBytes(utf8(canonicalize(read.value)), input));
    return 'taken';
  },
};

export const dossierTargets: readonly Target[] = [dossier, signed, line];
