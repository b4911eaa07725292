import type { DocumentFormat } from './model.ts';

/** What the press is sent. */
export type Job = {
  readonly format: DocumentFormat;
  /** `LaidOut` as JSON. */
  readonly data: string;
  /** Of a PDF: the template, and all that it may import. */
  readonly main: string;
  readonly files: Readonly<Record<string, string>>;
};
/** In a template; `line` from 1. */
export type Fault = { readonly message: string; readonly file: string; readonly line: number | null };
export type Outcome =
  | { readonly bytes: Uint8Array }
  | { readonly faults: readonly Fault[] }
  | { readonly unexpected: string };
