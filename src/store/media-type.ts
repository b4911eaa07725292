import { fileTypeFromBuffer } from 'file-type';

/** Enough for the signatures and the first entries of containers; what is behind it does not change the judgement. */
export const JUDGED_BYTES = 64 * 1024;

export const UNKNOWN_TYPE = 'application/octet-stream';

/** What a browser would run or render by markup is told as bytes; so is all text, which anything can pretend to be. */
const IS_MARKUP = /^text\/|[/+](xml|html|xhtml|svg|javascript|ecmascript)$/;
const IS_SOUND = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/** The media type by the content alone; nobody's claim is asked. What is not surely recognised is just bytes. */
export async function judgeMediaType(head: Uint8Array): Promise<string> {
  try {
    const found = await fileTypeFromBuffer(head.subarray(0, JUDGED_BYTES));
    const type = found?.mime.split(';')[0]!.trim() ?? UNKNOWN_TYPE;
    return IS_SOUND.test(type) && !IS_MARKUP.test(type) ? type : UNKNOWN_TYPE;
  } catch {
    return UNKNOWN_TYPE; // a reader that stumbles over its input has not recognised it
  }
}
