export type ByteRange = { readonly from: number; readonly to: number };

/**
 * RFC 9110 section 14.2: one range of bytes, `to` not included. Undefined: no range that is served, so all of it (also what is
 * malformed, of other units or several ranges at once). `none`: a range with nothing in it.
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined | 'none' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'none' : { from: size - length, to: size };
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return undefined;
  return from >= size ? 'none' : { from, to: last === '' ? size : Math.min(Number(last) + 1, size) };
}
