import { Failure } from '#kernel/errors.ts';
import type { Claim, Source } from './source.ts';

export type Decoded = Pick<Source, 'text' | 'warnings'>;

/**
 * A plain text: by its byte order mark, the charset that it was sent with, as UTF-8, or as GB18030 if it reads as Chinese then.
 * Offsets are into the decoded text as it is, so a byte order mark in UTF-8 stays.
 */
export function decodeText(bytes: Uint8Array, { type = '' }: Claim): Decoded {
  const declared = markOf(bytes) ?? charsetIn(type);
  if (declared !== undefined && declared !== 'utf-8') {
    const text = decode(bytes, declared);
    if (text === undefined) throw new Failure('bad-encoding', `this is not ${declared} text, as it says it is`);
    refuseNul(text);
    return { text, warnings: [] };
  }
  refuseNul(bytes);
  const text = decode(bytes, 'utf-8');
  if (text !== undefined) return { text, warnings: [] };
  const chinese = decodeChinese(bytes);
  if (chinese === undefined)
    throw new Failure(
      'bad-encoding',
      'this is not UTF-8 text; UTF-16 needs its byte order mark, and GB18030 is known by its Chinese',
    );
  return { text: chinese, warnings: [{ code: 'encoding-guessed', detail: 'gb18030' }] };
}

/** Pages say it themselves (WHATWG HTML section 13.2.3.2), and are read as browsers read them: what is no character is replaced. */
export function decodeHtml(bytes: Uint8Array, { type = '' }: Claim): Decoded {
  const declared = markOf(bytes) ?? charsetIn(type) ?? charsetIn(head(bytes));
  const sound = declared === undefined ? undefined : decode(bytes, declared);
  if (sound !== undefined) return { text: withoutMark(sound), warnings: [] };
  const guessed = (['utf-8', 'gb18030'] as const).find((name) =>
    name === 'utf-8' ? decode(bytes, name) !== undefined : decodeChinese(bytes) !== undefined,
  );
  const encoding = guessed ?? declared ?? 'windows-1252';
  const text = new TextDecoder(encoding).decode(bytes);
  const replaced = text.match(/\ufffd/gu)?.length ?? 0;
  return {
    text,
    warnings: [
      ...(encoding === declared || encoding === 'utf-8'
        ? []
        : [{ code: 'encoding-guessed', detail: encoding } as const]),
      ...(replaced > 0 ? [{ code: 'characters-replaced', detail: String(replaced) } as const] : []),
    ],
  };
}

/** Bytes as letters, one for one, to look for what is ASCII in all encodings but UTF-16. */
export const head = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 4096)).toString('latin1');

export function markOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | undefined {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8' : undefined;
}

/** The name as the platform knows it; undefined: none, or none that it knows. */
function charsetIn(text: string): string | undefined {
  const label = /charset\s*=\s*["']?\s*([\w:.+-]{2,40})/iu.exec(text)?.[1];
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: encoding === 'utf-8' }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Nearly any bytes are GB18030: it is taken for it if what is not ASCII is mostly the characters in daily use. */
function decodeChinese(bytes: Uint8Array): string | undefined {
  const text = decode(bytes, 'gb18030');
  if (text === undefined) return undefined;
  let [others, chinese] = [0, 0];
  for (const sign of text) {
    if (sign <= '\u007f') continue;
    others += 1;
    if (/[\u4e00-\u9fa5，。、；：“”《》（）！？]/u.test(sign) && isInDailyUse(sign)) chinese += 1;
  }
  return others > 20 && chinese > others * 0.8 ? text : undefined;
}

/** The first level of GB 2312 and its signs: two bytes from 0xA1A1 to 0xD7FE. The rest is rare in any text. */
let dailyUse: ReadonlySet<string> | undefined;
function isInDailyUse(sign: string): boolean {
  dailyUse ??= new Set(
    Array.from({ length: (0xd7 - 0xa1 + 1) * 94 }, (_, i) => {
      const [row, cell] = [0xa1 + Math.floor(i / 94), 0xa1 + (i % 94)];
      return new TextDecoder('gb18030').decode(Uint8Array.of(row, cell));
    }),
  );
  return dailyUse.has(sign);
}

const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);

function refuseNul(text: Uint8Array | string): void {
  if (typeof text === 'string' ? text.includes('\0') : text.includes(0))
    throw new Failure('unsupported-type', 'this is not a text: it has NUL bytes');
}
