import type { NewDeskStatement } from '#contract/statement-desk.ts';
import type { SourceWarning } from '#contract/statements.ts';

/** A statement before it is put in: what was pasted or taken out of a file, and what the officer says of it. */
export type Entry = {
  readonly key: string;
  readonly text: string;
  readonly title: string;
  /** The party whose account it is; empty: of both, or of nobody here. */
  readonly side: string;
  readonly published: string;
  readonly file: string;
  readonly mediaType: string;
  readonly warnings: readonly SourceWarning[];
};

export function emptyEntry(key: string): Entry {
  return { key, text: '', title: '', side: '', published: '', file: '', mediaType: '', warnings: [] };
}

export function isEmpty({ text, title }: Entry): boolean {
  return text.trim() === '' && title.trim() === '';
}

/** A statement as it is put in. What was left empty is left out. */
export function statementOf({ text, title, side, published, file, mediaType }: Entry): NewDeskStatement {
  return {
    text,
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(side === '' ? {} : { side }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(published) ? { published } : {}),
    ...(file === '' ? {} : { source: { name: file.slice(-300) } }),
    ...(mediaType === '' ? {} : { mediaType }),
  };
}

export function baseName(file: string): string {
  return file.replace(/\.[^.]+$/, '');
}
