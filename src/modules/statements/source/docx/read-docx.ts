import { Parser } from 'htmlparser2';
import { Failure } from '#kernel/errors.ts';
import type { Source } from '../source.ts';
import { paragraphsOf } from './paragraphs.ts';
import { openZip, type Zip } from './open-zip.ts';

/** ECMA-376 part 1. Headers, footers, footnotes and comments are parts of their own, which nobody opens. */
export async function readDocx(bytes: Uint8Array): Promise<Omit<Source, 'type'>> {
  const zip = await openZip(bytes);
  const document = await zip.text(await mainPart(zip));
  if (document === undefined)
    throw new Failure(
      'unsupported-type',
      'a packed file that is no Word document; a statement is read from text, HTML, DOCX or PDF',
    );
  const { text, title, deletions } = paragraphsOf(document);
  const named = title ?? firstText((await zip.text('docProps/core.xml')) ?? '', 'dc:title');
  return {
    text,
    ...(named ? { title: named.slice(0, 500) } : {}),
    warnings: deletions === 0 ? [] : [{ code: 'deletions-left-out', detail: String(deletions) }],
  };
}

/** Where the package's relations say the document is. */
async function mainPart(zip: Zip): Promise<string> {
  let path = 'word/document.xml';
  const parser = new Parser(
    {
      onopentag: (_, { Type: type = '', Target: target = '' }) => {
        if (type.endsWith('/officeDocument')) path = target.replace(/^\//u, '');
      },
    },
    { xmlMode: true },
  );
  parser.end((await zip.text('_rels/.rels')) ?? '');
  return path;
}

function firstText(xml: string, tag: string): string {
  let [inside, text] = [false, ''];
  const parser = new Parser(
    {
      onopentag: (name) => void (inside ||= name === tag && text === ''),
      ontext: (more) => void (text += inside ? more : ''),
      onclosetag: (name) => void (inside &&= name !== tag),
    },
    { xmlMode: true },
  );
  parser.end(xml);
  return text.replace(/\s+/gu, ' ').trim();
}
