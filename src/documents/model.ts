/** The languages in which documents are set. */
export const DOCUMENT_LANGUAGES = ['en', 'zh-Hans', 'ur'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];
export const DOCUMENT_FORMATS = ['pdf', 'docx'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/** A text with its language, as BCP 47 has it; a bare text is in the language of the document. `reference`: an id, a hash, a number: left to right always. */
export type Phrase =
  | string
  | { readonly text: string; readonly language?: string; readonly as?: 'reference' | 'strong' | 'note' };

export type Block =
  | { readonly block: 'text'; readonly text: Phrase; readonly style?: 'note' | 'quote' }
  | { readonly block: 'heading'; readonly text: Phrase; readonly number?: string }
  | { readonly block: 'list'; readonly items: readonly Phrase[] }
  | { readonly block: 'facts'; readonly facts: readonly Fact[] }
  | Table
  /** Language versions side by side. */
  | {
      readonly block: 'beside';
      readonly columns: readonly { readonly heading: Phrase; readonly language: string; readonly text: string }[];
    };

export type Fact = { readonly label: string; readonly value: Phrase };

export type Table = {
  readonly block: 'table';
  /** `share`: of the width. `name` is for templates. */
  readonly columns: readonly { readonly name: string; readonly heading: string; readonly share: number }[];
  /** As many cells as columns; a cell of several phrases has them below each other. */
  readonly rows: readonly (readonly (Phrase | readonly Phrase[])[])[];
  /** Said in place of a table without rows. */
  readonly empty: string;
};

/** `name` is for templates: they may leave a section out, or set it elsewhere. */
export type Section = { readonly name: string; readonly heading: string; readonly blocks: readonly Block[] };

/** What is set: words, in the order in which they are read. How they look is the template's. */
export type DocumentData = {
  readonly title: Phrase;
  /** Above the title: who speaks. */
  readonly issuer: Phrase;
  readonly subtitle?: Phrase;
  /** On each page. */
  readonly marking: Marking;
  /** Of the record that the document is about. */
  readonly reference: string;
  /**
   * The newest that went into it, in UTC: a document of the same records is the same to the byte, so it names no other time.
   * Undefined: no record went in.
   */
  readonly upTo: string | undefined;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
};

export type Marking = {
  readonly tlp: 'clear' | 'green' | 'amber' | 'amber+strict' | 'red';
  /** PAP and handling codes, as they are written. */
  readonly more: readonly string[];
};
