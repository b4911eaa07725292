import { crc32, deflateRawSync } from 'node:zlib';

/** Files of statements, made here: what Word and PDF programs write, as small as it can be. */
export type ZipPart = {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What its entry says instead of the truth. */
  readonly claims?: {
    readonly size?: number;
    readonly sum?: number;
    readonly method?: number;
    readonly flags?: number;
  };
};

export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = {} } of parts) {
    const bytes = Buffer.from(content as string);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(claims.flags ?? 0x800, 2);
    fields.writeUInt16LE(claims.method ?? 8, 4);
    fields.writeUInt32LE(claims.sum ?? crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claims.size ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name)]));
    files.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...files, directory, end]));
}

const RELATIONS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

export const documentOf = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}<w:sectPr/></w:body></w:document>`;

export const docxOf = (body: string, more: readonly ZipPart[] = []): Uint8Array =>
  zipOf([
    {
      name: '[Content_Types].xml',
      content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    { name: '_rels/.rels', content: RELATIONS },
    { name: 'word/document.xml', content: documentOf(body) },
    ...more,
  ]);

export const paragraph = (text: string, style = ''): string =>
  `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** Where a run of text begins, in points from the lower left corner. */
export type Drawn = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** Of a quarter, from level. */
  readonly turns?: number;
};
export type PdfPage = readonly Drawn[];

const literal = (text: string): string => `(${text.replace(/[\\()]/gu, '\\$&')})`;
/** For `STSong-Light` under `UniGB-UCS2-H`: a font that is not in the file, as many Chinese programs write. */
const ucs2 = (text: string): string =>
  `<${Array.from(text, (sign) => sign.charCodeAt(0).toString(16).padStart(4, '0')).join('')}>`;

export type PdfOptions = { readonly title?: string; readonly encrypted?: true; readonly isPicture?: true };

/** A4 pages in Helvetica, or in a Chinese font that is named only, if the text is Chinese. */
export function pdfOf(pages: readonly PdfPage[], options: PdfOptions = {}): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const stream = (text: string): string =>
    `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`;
  const catalog = add('');
  const tree = add('');
  const latin = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const song = add(
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>',
  );
  const chinese = add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H /DescendantFonts [${song} 0 R] >>`,
  );
  const kids = pages.map((page) => {
    const drawn = page.map(({ text, x, y, size = 11, turns = 0 }) => {
      const [cos, sin] = [Math.cos((turns * Math.PI) / 2), Math.sin((turns * Math.PI) / 2)].map((n) => n.toFixed(4));
      const isChinese = /\p{Script=Han}/u.test(text);
      return `BT /${isChinese ? 'C' : 'L'} ${size} Tf ${cos} ${sin} ${-Number(sin)} ${cos} ${x} ${y} Tm ${isChinese ? ucs2(text) : literal(text)} Tj ET`;
    });
    const content = add(stream(options.isPicture ? '0.5 g 50 50 400 700 re f' : drawn.join('\n')));
    return add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /L ${latin} 0 R /C ${chinese} 0 R >> >> >>`,
    );
  });
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${tree} 0 R >>`;
  objects[tree - 1] = `<< /Type /Pages /Kids [${kids.map((n) => `${n} 0 R`).join(' ')}] /Count ${kids.length} >>`;
  const info = add(`<< /Title ${literal(options.title ?? '')} >>`);
  const key = 'a'.repeat(64);
  const encrypt = options.encrypted
    ? add(`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <${key}> /U <${key}> >>`)
    : undefined;
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R${encrypt === undefined ? '' : ` /Encrypt ${encrypt} 0 R /ID [<00> <00>]`} >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, 'latin1'));
}

/** Lines of one column, from the top. */
export const column = (
  lines: readonly string[],
  at: { x?: number; y?: number; step?: number; size?: number } = {},
): Drawn[] => {
  const { x = 72, y = 760, step = 14, size = 11 } = at;
  return lines.map((text, i) => ({ text, x, y: y - i * step, size }));
};
