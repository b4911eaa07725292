/**
 * Marks that are not language become spaces, one for one, so that an offset into the masked text is an offset into the text.
 * A run without a space that is too long to be a word is blanked as well: the tagger is quadratic in the length of a word.
 */
const LONGEST_WORD = 80;

const blank = (found: string): string => ' '.repeat(found.length);

export function maskText(text: string): string {
  return (
    text
      .replace(/<[^<>]{1,300}>/gu, blank)
      .replace(/&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});/giu, blank)
      // YAML and Markdown escapes: `\u2019` in a quoted title, `\_`, a `\` that joins two lines
      .replace(/\\u2019/gu, `’${' '.repeat(5)}`)
      .replace(/\\(?:u[0-9a-f]{4}|[_\\#*])?/giu, blank)
      .replace(/https?:\/\/\S+/gu, blank)
      .replace(/[*#`|]+/gu, blank)
      .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu, blank)
      .replace(/[\r\t\v\f\u00a0\u2000-\u200a\u202f\u3000]/gu, ' ')
      .replace(new RegExp(`[^\\s\\p{Script=Han}，。；：、]{${LONGEST_WORD},}`, 'gu'), blank)
  );
}
