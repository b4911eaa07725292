import { Failure } from '#kernel/errors.ts';
import type { Fault, Outcome } from './job.ts';
import { layOut } from './laid-out.ts';
import type { DocumentData, DocumentFormat, DocumentLanguage } from './model.ts';
import { openPress, type PressLimits } from './open-press.ts';
import { templateFiles } from './templates.ts';

export type Wanted = {
  readonly language: DocumentLanguage;
  readonly format: DocumentFormat;
  /** Of this name in place of that of the kind. */
  readonly template?: string;
};

/** `makeDocument`: the same data gives the same bytes. */
export type Documents = {
  readonly makeDocument: (kind: string, data: DocumentData, wanted: Wanted) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** Characters of JSON: what a press takes in its time, with room. */
const LARGEST = 16 * 1024 * 1024;

/** `folder`: the node's own templates, where it has any. */
export function openDocuments(folder?: string, limits?: PressLimits): Documents {
  const press = openPress(limits);
  return {
    makeDocument: async (kind, given, { language, format, template = kind }) => {
      const data = JSON.stringify(layOut(kind, language, given));
      if (data.length > LARGEST) throw new Failure('too-large', 'this is more than one document holds: choose less');
      const { main, files } = format === 'pdf' ? await templateFiles(folder, template) : { main: '', files: {} };
      return bytesOf(await press.set({ format, data, main, files }));
    },
    close: press.close,
  };
}

function bytesOf(outcome: Outcome): Uint8Array {
  if ('bytes' in outcome) return outcome.bytes;
  if ('unexpected' in outcome)
    throw new Failure('internal', 'the document could not be made', { cause: outcome.unexpected });
  const [first] = outcome.faults;
  throw new Failure('conflict', `the template is wrong: ${first ? told(first) : 'Typst does not say where'}`, {
    issues: outcome.faults
      .slice(0, 20)
      .map((fault) => ({ path: `${fault.file}:${fault.line ?? '?'}`, message: fault.message })),
  });
}

const told = ({ file, line, message }: Fault): string => `${file}${line === null ? '' : `, line ${line}`}: ${message}`;
