import { createCipheriv, createDecipheriv } from 'node:crypto';
import { sha256, utf8 } from '#platform';
import { EVENT_HOURS } from '#store/live.ts';

/** A position as one reader knows it: no number to count by, and another each time that it is said. */
export type Places = {
  readonly say: (pos: number, now: Date) => string;
  /** Undefined: of another reader, of another history, or older than what is remembered. */
  readonly read: (text: string, now: Date) => number | undefined;
};

const CHECK = 0x656e7465;

/**
 * One block of AES is a permutation that nobody without the key can follow: position, seconds and noise go in, and a reader who
 * compares two ids learns not even that nothing happened between.
 */
export function placesOf(
  { secret, era, person }: { readonly secret: string; readonly era: string; readonly person: string },
  randomBytes: (size: number) => Uint8Array,
): Places {
  const key = sha256(utf8(`event ids\n${secret}\n${era}\n${person}`)).slice(0, 16);
  return {
    say: (pos, now) => {
      const block = Buffer.alloc(16);
      block.writeUIntBE(pos, 0, 6);
      block.writeUInt32BE(Math.floor(now.getTime() / 1000), 6);
      block.set(randomBytes(2), 10);
      block.writeUInt32BE(CHECK, 12);
      const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
    },
    read: (text, now) => {
      if (!/^[A-Za-z0-9_-]{22}$/.test(text)) return undefined;
      const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
      const block = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
      if (block.readUInt32BE(12) !== CHECK) return undefined;
      // An hour less than is remembered: an event has the time of its transaction's beginning.
      const isRemembered = block.readUInt32BE(6) * 1000 > now.getTime() - (EVENT_HOURS - 1) * 3_600_000;
      return isRemembered ? block.readUIntBE(0, 6) : undefined;
    },
  };
}
