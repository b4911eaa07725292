import type { ShownRecord } from '#kernel/dossier/reopen.ts';
import type { Result } from './check.ts';

/** Where the line of a record stands in the file, and what it must open. */
export type RowAt = { readonly from: number; readonly to: number; readonly c: string };

export type Asked = { readonly id: number; readonly file: Blob } & (
  | { readonly trust: readonly string[] }
  | { readonly row: RowAt }
);
export type Told =
  | { readonly ready: true }
  | { readonly id: number; readonly part: number }
  | { readonly id: number; readonly result: Result }
  | { readonly id: number; readonly record: ShownRecord | undefined }
  | { readonly id: number; readonly failed: string };
