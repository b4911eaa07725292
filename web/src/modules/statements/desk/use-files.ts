import { useState } from 'react';
import { textOfFile } from '../../../data/desk.ts';
import { baseName, type Entry } from '../model/entry.ts';

export type Refused = { readonly name: string; readonly error: unknown };
const MEDIA: Readonly<Record<string, string>> = {
  text: 'text/plain',
  html: 'text/html',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/** Takes the text out of files, one after the other; one that has none is named and keeps no other back. */
export function useFiles(taken: (part: Partial<Entry>) => void) {
  const [reading, setReading] = useState(0);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const take = async (files: readonly File[]) => {
    setRefused([]);
    setReading((count) => count + files.length);
    for (const file of files) {
      try {
        const { text, type, title, warnings } = await textOfFile(file);
        taken({ text, title: title ?? baseName(file.name), file: file.name, mediaType: MEDIA[type] ?? '', warnings });
      } catch (error) {
        setRefused((all) => [...all, { name: file.name, error }]);
      }
      setReading((count) => count - 1);
    }
  };
  return { take, isReading: reading > 0, refused };
}
