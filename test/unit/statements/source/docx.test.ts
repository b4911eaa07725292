import { describe, expect, it } from 'vitest';
import { textOf } from '#modules/statements/source/text-of.ts';
import { docxOf, documentOf, paragraph, zipOf } from '../../../support/source-files.ts';

const read = async (body: string) => (await textOf(docxOf(body))).text;
const run = (inside: string) => `<w:p><w:r>${inside}</w:r></w:p>`;
const cell = (...paragraphs: string[]) => `<w:tc>${paragraphs.map((text) => paragraph(text)).join('')}</w:tc>`;

describe('a Word document', () => {
  it('gives its paragraphs apart and takes its title from the style', async () => {
    const source = await textOf(
      docxOf(paragraph('Joint statement', 'Title') + paragraph('The two sides met.') + paragraph('')),
    );
    expect(source).toEqual({
      type: 'docx',
      title: 'Joint statement',
      text: 'Joint statement\n\nThe two sides met.',
      warnings: [],
    });
  });

  it('marks items of lists, and leaves those that have a mark', async () => {
    const item = (text: string) =>
      `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
    expect(await read(item('To meet yearly') + item('(b) To train') + paragraph('A line', 'ListBullet'))).toBe(
      '• To meet yearly\n\n(b) To train\n\n• A line',
    );
  });

  it('puts a row of short cells on one line, and a page laid out by a table in paragraphs', async () => {
    const table = (...cells: string[]) => `<w:tbl><w:tr>${cells.join('')}</w:tr></w:tbl>`;
    expect(await read(table(cell('Item'), cell('By'), cell('')))).toBe('Item | By');
    expect(await read(table(cell('One.', 'Two.'), cell('Three.')))).toBe('One.\n\nTwo.\n\nThree.');
  });

  it('leaves out what was deleted or moved away, codes of fields, hidden words and what is there twice', async () => {
    const source = await textOf(
      docxOf(
        `<w:p><w:r><w:t>The sides </w:t></w:r><w:del w:id="1"><w:r><w:delText>will not </w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>will </w:t></w:r></w:ins><w:moveFrom w:id="3"><w:r><w:t>soon </w:t></w:r></w:moveFrom><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@ "d"</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r><w:r><w:t>meet</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>` +
          '<mc:AlternateContent><mc:Choice>' +
          paragraph('Once.') +
          '</mc:Choice><mc:Fallback>' +
          paragraph('Once.') +
          '</mc:Fallback></mc:AlternateContent>',
      ),
    );
    expect(source.text).toBe('The sides will meet.\n\nOnce.');
    expect(source.warnings).toEqual([{ code: 'deletions-left-out', detail: '2' }]);
  });

  it('keeps a paragraph whole around a text box, and breaks and tabs within it', async () => {
    const box = `<w:txbxContent>${paragraph('In the box.')}</w:txbxContent>`;
    expect(await read(`<w:p><w:r><w:t>Before </w:t></w:r>${box}<w:r><w:t>after.</w:t></w:r></w:p>`)).toBe(
      'In the box.\n\nBefore after.',
    );
    expect(await read(run('<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>'))).toBe(
      'a b\nc-d',
    );
  });

  it('leaves headers, footers, notes and comments out', async () => {
    const parts = ['header1', 'footer1', 'footnotes', 'comments'].map((name) => ({
      name: `word/${name}.xml`,
      content: documentOf(paragraph('Not this')),
    }));
    expect((await textOf(docxOf(paragraph('This'), parts))).text).toBe('This');
  });

  it('is found where the package says that it is', async () => {
    const rels =
      '<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/doc/main.xml"/></Relationships>';
    const zip = zipOf([
      { name: '_rels/.rels', content: rels },
      { name: 'doc/main.xml', content: documentOf(paragraph('Here')) },
    ]);
    expect((await textOf(zip)).text).toBe('Here');
  });

  it('knows no entity but those of XML', async () => {
    const lol = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>';
    const zip = zipOf([{ name: 'word/document.xml', content: lol + documentOf(paragraph('x &b; &c; &amp; &#x627;')) }]);
    expect((await textOf(zip)).text).toBe('x &b; &c; & ا');
  });
});

describe('a packed file that is refused', () => {
  const document = (claims: object, content = documentOf(paragraph('a'.repeat(5000)))) =>
    zipOf([{ name: 'word/document.xml', content, claims }]);

  it.each([
    ['that is no document', zipOf([{ name: 'a.txt', content: 'a' }]), 'unsupported-type'],
    ['with a password', document({ flags: 1 }), 'unsupported-type'],
    ['packed in an unknown way', document({ method: 99 }), 'unsupported-type'],
    ['whose sum differs', document({ sum: 1 }), 'bad-input'],
    ['that says it is shorter', document({ size: 10 }), 'bad-input'],
    ['that says it is longer than may be', document({ size: 4_000_000_000 }), 'too-large'],
    ['that is longer than may be and hides it', document({ size: 10 }, ' '.repeat(60_000_000)), 'too-large'],
    [
      'with too many parts',
      zipOf(Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}`, content: '' }))),
      'too-large',
    ],
    ['cut in the middle', docxOf(paragraph('a')).subarray(0, 300), 'bad-input'],
    ['nested beyond reason', docxOf('<w:sdt>'.repeat(100_000)), 'bad-input'],
    ['without a word', docxOf(paragraph(' ')), 'bad-input'],
    ['with more text than a statement has', docxOf(paragraph('word '.repeat(50_000))), 'too-large'],
  ])('%s', async (_, bytes, code) => {
    await expect(textOf(bytes)).rejects.toMatchObject({ name: 'Failure', code });
  });
});
