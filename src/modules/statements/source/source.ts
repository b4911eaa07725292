import type { SourceText, SourceWarning } from '#contract/statements.ts';

/** What whoever sends a file says of it. Nobody believes it but for the charset of a text. */
export type Claim = { readonly name?: string; readonly type?: string };

export type SourceType = SourceText['type'];
export type Source = {
  readonly text: string;
  readonly type: SourceType;
  readonly title?: string;
  readonly warnings: readonly SourceWarning[];
};
