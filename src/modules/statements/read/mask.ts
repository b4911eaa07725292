/**
 * Marks that are not language become spaces, one for one, so that an offset into the masked text is an offset into the text.
 * A run without a space that is too long to be a word is blanked as well: the tagger is quadratic in the length of a word.
 */
const LONGEST_WORD = 80;

const blank = (found: string): string => ' '.repeat(found.length);

/** Letters of other alphabets that look like Latin ones, one for one; read as what they look like inside a Latin word. */
const LOOK = new Map(
  'аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανιρτυκ'
    .split('')
    .map((letter, index) => [letter, 'aAbBeEkKmMhHoOpPcCtTyYxXiIjJsSdhqwABEZHIKMNOPTYXoaviptuk'[index] ?? letter]),
);
/** Looked ahead no further than a word is long: a run of letters without an end must not be searched from each of its letters. */
const MIXED = /(?=\p{L}{0,39}[\p{Script=Cyrillic}\p{Script=Greek}])(?=\p{L}{0,39}\p{Script=Latin})\p{L}{2,40}/gu;
const asLatin = (word: string): string =>
  word.replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, (letter) => LOOK.get(letter) ?? letter);
/** Full-width forms are the same letters, drawn wide. */
const narrow = (found: string): string => String.fromCodePoint((found.codePointAt(0) ?? 0) - 0xfee0);

export function maskText(text: string): string {
  return (
    text
      .replace(/[\uff21-\uff3a\uff41-\uff5a\uff10-\uff19]/gu, narrow)
      .replace(MIXED, asLatin)
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
