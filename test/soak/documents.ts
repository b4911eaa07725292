/** An action matrix of ten thousand rows in each format: `node test/soak/documents.ts [rows]`. Bounded, or refused in words. Its last line is JSON. */
import { openDocuments } from '#documents/make-document.ts';
import { Failure } from '#kernel/errors.ts';
import { sample } from '../unit/documents/sample.ts';

const rows = Number(process.argv[2] ?? 10_000);
const results: Record<string, unknown>[] = [];
for (const format of ['docx', 'pdf'] as const) {
  const documents = openDocuments();
  const began = performance.now();
  try {
    const { length } = await documents.makeDocument('action-matrix', sample('ur', rows), { language: 'ur', format });
    results.push({ format, bytes: length, seconds: Math.round((performance.now() - began) / 1000) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    results.push({ format, refused: error.code, why: error.message });
  }
  await documents.close();
}
// A crash is no refusal.
const ok = results.every(({ refused }) => refused === undefined || refused === 'too-large');
console.log(JSON.stringify({ soak: 'documents', rows, results, ok }));
process.exitCode = ok ? 0 : 1;
