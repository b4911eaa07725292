import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDocuments, type Documents } from '#documents/make-document.ts';
import { DOCUMENT_LANGUAGES, type DocumentData } from '#documents/model.ts';
import { PRESS_LIMITS } from '#documents/open-press.ts';
import { Failure } from '#kernel/errors.ts';
import { textOf } from '#modules/statements/source/text-of.ts';
import { zipEntry } from '../../support/zip-entry.ts';
import { sample } from './sample.ts';

let folder: string;
let documents: Documents;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'entente-templates-'));
  documents = openDocuments(folder);
});
afterAll(async () => {
  await documents.close();
  await rm(folder, { recursive: true, force: true });
});

const PDF = { language: 'en', format: 'pdf' } as const;
const template = (name: string, text: string) => writeFile(join(folder, `${name}.typ`), text);
const withTemplate = (name: string) => documents.makeDocument('minutes', sample('en'), { ...PDF, template: name });
const failureOf = async (made: Promise<unknown>): Promise<Failure> => {
  const error: unknown = await made.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw new Error('it was made');
};
const readDocx = async (bytes: Uint8Array): Promise<string> => (await textOf(bytes)).text;

describe('a document', () => {
  it.each(DOCUMENT_LANGUAGES)('in %s is the same to the byte each time, in both formats', async (language) => {
    for (const format of ['pdf', 'docx'] as const) {
      const make = () => documents.makeDocument('minutes', sample(language), { language, format });
      const [first, again] = [await make(), await make()];
      expect(Buffer.from(first).equals(Buffer.from(again))).toBe(true);
    }
  });

  it('is the same from another process, at another time', async () => {
    const other = openDocuments(folder);
    for (const format of ['pdf', 'docx'] as const) {
      const wanted = { language: 'ur', format } as const;
      const here = await documents.makeDocument('minutes', sample('ur'), wanted);
      const there = await other.makeDocument('minutes', sample('ur'), wanted);
      expect(Buffer.from(here).equals(Buffer.from(there))).toBe(true);
    }
    await other.close();
  });

  it('says PDF/A-2a of itself, is tagged, and names its language', async () => {
    const bytes = Buffer.from(await documents.makeDocument('minutes', sample('ur'), { ...PDF, language: 'ur' }));
    const said = bytes.toString('latin1');
    expect(said).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(said).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(said).toMatch(/\/Lang\s?\(ur/);
    expect(said).toContain('/MarkInfo');
  });

  it('is text, never markup, and shows what no face has by its number', async () => {
    const text = '#read("/etc/passwd") *all* $x$ <w:b/> & 😀 \u202eturned\u0007';
    const data: DocumentData = {
      ...sample('en'),
      sections: [{ name: 'a', heading: 'A', blocks: [{ block: 'text', text }] }],
    };
    const pdf = (await textOf(new Uint8Array(await documents.makeDocument('minutes', data, PDF)))).text;
    expect(pdf).toContain('#read("/etc/passwd") *all* $x$ <w:b/> & [U+1F600] turned');
    const docx = await readDocx(await documents.makeDocument('minutes', data, { ...PDF, format: 'docx' }));
    expect(docx).toContain('#read("/etc/passwd") *all* $x$ <w:b/> & 😀 turned');
  });

  it('in DOCX has each text in its own direction, and its tables from the right where the language is', async () => {
    const xml = async (language: 'en' | 'ur') => {
      const bytes = await documents.makeDocument('minutes', sample(language), { language, format: 'docx' });
      return zipEntry(bytes, 'word/document.xml');
    };
    const [english, urdu] = [await xml('en'), await xml('ur')];
    expect(urdu).toContain('<w:bidiVisual/>');
    expect(english).not.toContain('<w:bidiVisual/>');
    expect(urdu).toMatch(/<w:p><w:pPr>(?:(?!<\/w:pPr>).)*<w:bidi\/>(?:(?!<\/w:p>).)*<w:rtl\/>(?:(?!<\/w:p>).)*دونوں/);
    expect(urdu).toMatch(/<w:bidi w:val="false"\/>(?:(?!<\/w:p>).)*Both sides met\./);
    expect(urdu).toContain('\u200ecommitment--9d5c4c0b');
  });
});

describe('a template', () => {
  it('of the node takes the place of the one that comes with the product', async () => {
    await template('letter', '#import "base.typ": *\n#show: frame\n#section("actions")\n');
    const { text } = await textOf(new Uint8Array(await withTemplate('letter')));
    expect(text).toContain('Minutes of the session');
    expect(text).not.toContain('1.2');
  });

  it('that is wrong is told with file and line, and nothing is made', async () => {
    await template('wrong', '#import "base.typ": *\n#show: frame\n\n#sections("actions")\n');
    const { code, message, issues } = await failureOf(withTemplate('wrong'));
    expect([code, message]).toEqual([
      'conflict',
      'the template is wrong: wrong.typ, line 4: unknown variable: sections',
    ]);
    expect(issues).toEqual([{ path: 'wrong.typ:4', message: 'unknown variable: sections' }]);
  });

  it.each([
    ['a file', '#read("/etc/passwd")'],
    ['a file above', '#read("../../../../etc/passwd")'],
    ['a picture', '#image("/etc/hostname")'],
    ['the network', '#import "@preview/cetz:0.3.1"'],
    ['a package of this machine', '#import "@local/letter:1.0.0"'],
  ])('reads %s in vain', async (_, text) => {
    await template('curious', text);
    expect((await failureOf(withTemplate('curious'))).code).toBe('conflict');
  });

  it('has no name that leads elsewhere', async () => {
    expect((await failureOf(withTemplate('../secret'))).code).toBe('bad-input');
    expect((await failureOf(withTemplate('nowhere'))).code).toBe('not-found');
  });

  it('that takes too long is stopped, and the next document is made', async () => {
    await template('endless', '#for a in range(9000) { for b in range(9000) { let c = a * b } }\n');
    const brief = openDocuments(folder, { ...PRESS_LIMITS, deadline: 5_000 });
    const { code } = await failureOf(brief.makeDocument('minutes', sample('en'), { ...PDF, template: 'endless' }));
    expect(code).toBe('too-large');
    expect((await brief.makeDocument('minutes', sample('en'), PDF)).length).toBeGreaterThan(10_000);
    await brief.close();
  });
});
