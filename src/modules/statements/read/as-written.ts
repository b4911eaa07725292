import type { Span } from './reading.ts';

/** A text as the rules of a language read it, and where of the given one a span of it stands. */
type Laid = { readonly text: string; readonly at: (start: number, end: number) => Span };
type Names = Readonly<Record<string, readonly string[]>>;

/** Names of sides in the letters of the text, beside the spelling that the rules read. */
export const asWritten = (text: string, laid: Laid, parties: Names): Names =>
  Object.fromEntries(
    Object.entries(parties).map(([letter, names]) => [
      letter,
      [
        ...new Set(
          names.flatMap((name) => {
            const at = laid.text.indexOf(name);
            if (at < 0) return [name];
            const { start, end } = laid.at(at, at + name.length);
            return [text.slice(start, end), name];
          }),
        ),
      ],
    ]),
  );
