import { utf8 } from '#platform';
import { checkpointKey, formatCheckpoint, type Checkpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { cosignedMessage, formatNote, signatureLine, type NoteSignature } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import type { Self } from '#store/self.ts';

type Signer = Pick<Self, 'partyId' | 'publicKey' | 'sign'>;

/** A signed note through the `sign(bytes)` port: the private key stays behind it. */
export async function signedCheckpoint(self: Signer, checkpoint: Checkpoint): Promise<string> {
  const text = formatCheckpoint(checkpoint);
  const key = checkpointKey(checkpoint.origin, self.publicKey);
  return formatNote({ text, signatures: [{ name: key.name, id: key.id, signature: await self.sign(utf8(text)) }] });
}

/** Our cosignature line on a partner's checkpoint text: "I hold every entry below size". `time` in whole seconds since 1970. */
export async function cosignatureLine(self: Signer, text: string, time: number): Promise<string> {
  const key = cosignerKey(uuidOf(self.partyId), self.publicKey);
  const signature = new Uint8Array(72);
  new DataView(signature.buffer).setBigUint64(0, BigInt(time));
  signature.set(await self.sign(cosignedMessage(text, time)), 8);
  const line: NoteSignature = { name: key.name, id: key.id, signature };
  return signatureLine(line);
}
