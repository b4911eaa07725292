import { dossierVerifier } from '#kernel/dossier/verify.ts';
import { fingerprint } from '#kernel/log/fingerprint.ts';
import { parties } from '#store/parties.ts';
import type { World } from './world.ts';

const CHUNK = 65_536;

/** Entries a second of an exported dossier, read as the command reads it. */
export async function verifyRate({ a, accord }: World, token: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${a.order.port}/api/v1/exports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ accord, purpose: 'bench' }),
  });
  if (!response.ok) throw new Error(`the export was answered ${response.status}`);
  const dossier = new Uint8Array(await response.arrayBuffer());
  const lines = dossier.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  const trust = (await a.db.transaction('node', parties)).map(({ id, publicKey }) => fingerprint(id, publicKey));
  const began = performance.now();
  const verifier = dossierVerifier(trust);
  for (let at = 0; at < dossier.length; at += CHUNK) verifier.take(dossier.subarray(at, at + CHUNK));
  const verdict = verifier.finish();
  const seconds = (performance.now() - began) / 1_000;
  if (verdict.exit !== 0)
    throw new Error(`the dossier does not verify: ${JSON.stringify(verdict.faults[0] ?? verdict.untrusted)}`);
  return lines / seconds;
}
