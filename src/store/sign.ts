import { utf8 } from '#platform';
import { checkpointKey, formatCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { cosignedMessage, formatNote, signatureLine, type NoteSignature } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import type { Self, Signer } from '#store/self.ts';

/** A signed note through the `sign(bytes)` port: the private keys stay behind it. The first over a change of key bears two. */
export async function signedCheckpoint(checkpoint: Checkpoint, signers: readonly Signer[]): Promise<string> {
  const text = formatCheckpoint(checkpoint);
  const signatures: NoteSignature[] = [];
  for (const { publicKey, sign } of signers) {
    const key = checkpointKey(checkpoint.origin, publicKey);
    signatures.push({ name: key.name, id: key.id, signature: await sign(utf8(text)) });
  }
  return formatNote({ text, signatures });
}

/** Our cosignature line on a partner's checkpoint text: "I hold every entry below size". `time` in whole seconds since 1970. */
export async function cosignatureLine(
  { partyId, publicKey, sign }: Signer & Pick<Self, 'partyId'>,
  text: string,
  time: number,
): Promise<string> {
  const key = cosignerKey(uuidOf(partyId), publicKey);
  const signature = new Uint8Array(72);
  new DataView(signature.buffer).setBigUint64(0, BigInt(time));
  signature.set(await sign(cosignedMessage(text, time)), 8);
  const line: NoteSignature = { name: key.name, id: key.id, signature };
  return signatureLine(line);
}
