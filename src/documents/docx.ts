import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IRunOptions,
} from 'docx';
import { atMoment } from './at-moment.ts';
import type { LaidOut, SetBlock, SetPhrase } from './laid-out.ts';

/** A4 within margins of 20 mm, in twentieths of a point. */
const A4 = { width: 11_906, height: 16_838 };
const MARGIN = 1_134;
const SOFT = '5B6773';
/** What the machine of the reader has: a DOCX carries no faces. */
const FACES = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Noto Naskh Arabic', eastAsia: 'Microsoft YaHei' };
const TLP: Readonly<Record<string, string>> = {
  clear: 'FFFFFF',
  green: '33FF00',
  amber: 'FFC000',
  'amber+strict': 'FFC000',
  red: 'FF2B2B',
};

/** The same content as the PDF, for those who must write in it or search it. */
export function writeDocx(given: LaidOut): Promise<Uint8Array> {
  const isWide = given.kind === 'action-matrix';
  const width = (isWide ? A4.height : A4.width) - 2 * MARGIN;
  const rtl = given.dir === 'rtl';
  const body = [
    paragraph([given.title], { rtl, heading: HeadingLevel.HEADING_1 }),
    ...(given.subtitle === null ? [] : [paragraph([given.subtitle], { rtl, soft: true })]),
    ...(given.facts.length === 0 ? [] : [factsTable(given.facts, { rtl, width })]),
    ...given.sections.flatMap(({ heading, blocks }) => [
      paragraph([heading], { rtl, heading: HeadingLevel.HEADING_2 }),
      ...blocks.flatMap((block) => [...blockOf(block, { rtl, width }), new Paragraph({ spacing: { after: 60 } })]),
    ]),
  ];
  return atMoment(new Date(given.up_to), async () => {
    const file = new Document({
      title: given.title.text,
      creator: given.issuer.text,
      lastModifiedBy: given.issuer.text,
      description: `sha256:${given.digest}`,
      styles: { default: stylesOf() },
      sections: [
        {
          properties: {
            page: {
              size: { ...A4, orientation: isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
              margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
            },
          },
          headers: { default: new Header({ children: headerOf(given) }) },
          footers: { default: new Footer({ children: footerOf(given) }) },
          children: body,
        },
      ],
    });
    return new Uint8Array(await Packer.toBuffer(file));
  });
}

const stylesOf = () => {
  const heading = (size: number) => ({
    run: { size, sizeComplexScript: size, bold: true, boldComplexScript: true, color: '14212E', font: FACES },
    paragraph: { spacing: { before: 280, after: 120 } },
  });
  return {
    document: { run: { size: 20, sizeComplexScript: 22, font: FACES } },
    heading1: heading(36),
    heading2: heading(26),
    heading3: heading(21),
  };
};

type Looks = {
  readonly rtl: boolean;
  readonly heading?: (typeof HeadingLevel)[keyof typeof HeadingLevel];
  readonly soft?: boolean;
  readonly bold?: boolean;
  readonly bullet?: boolean;
  readonly indent?: boolean;
  /** A text of its own language, which begins where its language does. */
  readonly runs?: boolean;
};

/**
 * Its direction is that of the phrase where it stands alone, so that a text of another language reads as its own. It stands at the
 * edge where the lines of the page begin, unless it runs over many of them.
 */
function paragraph(phrases: readonly SetPhrase[], looks: Looks): Paragraph {
  const [only] = phrases;
  const isOwn = phrases.length === 1 && only !== undefined && only.as !== 'reference';
  const isRtl = isOwn ? only.dir === 'rtl' : looks.rtl;
  return new Paragraph({
    bidirectional: isRtl,
    alignment: isRtl === looks.rtl || looks.runs === true ? AlignmentType.START : AlignmentType.END,
    spacing: { after: 80 },
    ...(looks.heading === undefined ? {} : { heading: looks.heading }),
    ...(looks.bullet ? { bullet: { level: 0 } } : {}),
    ...(looks.indent ? { indent: { start: 360 } } : {}),
    children: phrases.map((phrase) => run(phrase, looks)),
  });
}

const run = (phrase: SetPhrase, { soft, bold, rtl }: Partial<Looks>): TextRun =>
  new TextRun({
    // A mark before digits keeps their order where the line runs right to left.
    text: phrase.as === 'reference' && rtl ? `\u200e${phrase.text}` : phrase.text,
    rightToLeft: phrase.dir === 'rtl',
    font: FACES,
    language: languageOf(phrase),
    ...(bold || phrase.as === 'strong' ? { bold: true, boldComplexScript: true } : {}),
    ...(soft || phrase.as === 'note' ? { color: SOFT } : {}),
    ...(phrase.as === 'reference' || phrase.as === 'note' ? { size: 17, sizeComplexScript: 18 } : {}),
  });

function languageOf({ language, dir }: SetPhrase): NonNullable<IRunOptions['language']> {
  if (dir === 'rtl') return { bidirectional: language === 'ur' ? 'ur-PK' : language };
  return language.startsWith('zh') ? { eastAsia: 'zh-CN' } : { value: language === 'en' ? 'en-GB' : language };
}

type Place = { readonly rtl: boolean; readonly width: number };

function blockOf(block: SetBlock, place: Place): (Paragraph | Table)[] {
  const { rtl } = place;
  switch (block.block) {
    case 'text':
      return block.paragraphs.map((one) =>
        paragraph([one], { rtl, soft: block.style === 'note', indent: block.style === 'quote', runs: true }),
      );
    case 'heading':
      return [
        paragraph([...(block.number === '' ? [] : [numeral(block.number)]), block.text], {
          rtl,
          heading: HeadingLevel.HEADING_3,
        }),
      ];
    case 'list':
      return block.items.map((one) => paragraph([one], { rtl, bullet: true }));
    case 'facts':
      return [factsTable(block.facts, place)];
    case 'table':
      return [block.rows.length === 0 ? paragraph([block.empty], { rtl, soft: true }) : table(block, place)];
    case 'beside':
    default:
      return [besideTable(block, place)];
  }
}

const numeral = (text: string): SetPhrase => ({ text: `${text} `, language: 'en', dir: 'ltr', as: 'plain' });

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'C4CBD2' };
const BARE = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };
const RULED = { ...BARE, bottom: LINE, insideHorizontal: LINE };

type Cell = { readonly share: number; readonly children: Paragraph[] };

function rowsTable(rows: readonly (readonly Cell[])[], { rtl, width }: Place, isRuled: boolean): Table {
  const shares = rows[0]!.reduce((sum, { share }) => sum + share, 0);
  const widths = rows[0]!.map(({ share }) => Math.floor((width * share) / shares));
  return new Table({
    visuallyRightToLeft: rtl,
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    borders: isRuled ? RULED : BARE,
    rows: rows.map(
      (cells, at) =>
        new TableRow({
          tableHeader: isRuled && at === 0,
          cantSplit: isRuled && at === 0,
          children: cells.map(
            ({ children }, n) =>
              new TableCell({
                width: { size: widths[n]!, type: WidthType.DXA },
                margins: { top: 40, bottom: 40, left: 70, right: 70 },
                children,
              }),
          ),
        }),
    ),
  });
}

function table(block: SetBlock & { readonly block: 'table' }, place: Place): Table {
  const { rtl } = place;
  const head = block.columns.map(({ heading, share }) => ({
    share,
    children: [paragraph([heading], { rtl, bold: true })],
  }));
  const rows = block.rows.map((row) =>
    row.map((cell, n) => ({
      share: block.columns[n]!.share,
      children: cell.length === 0 ? [new Paragraph({})] : cell.map((phrase) => paragraph([phrase], { rtl })),
    })),
  );
  return rowsTable([head, ...rows], place, true);
}

function factsTable(facts: LaidOut['facts'], place: Place): Table {
  const { rtl } = place;
  return rowsTable(
    facts.map(({ label, value }) => [
      { share: 1, children: [paragraph([label], { rtl, soft: true })] },
      { share: 3, children: [paragraph([value], { rtl })] },
    ]),
    place,
    false,
  );
}

const besideTable = ({ columns }: SetBlock & { readonly block: 'beside' }, place: Place): Table =>
  rowsTable(
    [
      columns.map(({ heading, dir, paragraphs }) => ({
        share: 1,
        children: [
          paragraph([heading], { rtl: dir === 'rtl', bold: true }),
          ...paragraphs.map((one) => paragraph([one], { rtl: dir === 'rtl' })),
        ],
      })),
    ],
    place,
    false,
  );

/** TLP 2.0: the label on each page, on black, at the end of the line. */
const headerOf = ({ marking, issuer, dir }: LaidOut): Paragraph[] => [
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [
      new TextRun({
        text: ` ${marking.label} `,
        bold: true,
        size: 18,
        font: FACES,
        color: TLP[marking.tlp] ?? 'FFFFFF',
        shading: { type: ShadingType.CLEAR, fill: '000000', color: 'auto' },
      }),
    ],
  }),
  paragraph([issuer], { rtl: dir === 'rtl', soft: true }),
];

function footerOf({ words, reference, up_to_said: upTo, digest, dir, language }: LaidOut): Paragraph[] {
  const rtl = dir === 'rtl';
  const said = (text: string) => run({ text, language, dir, as: 'note' }, {});
  const given = (text: string) => run({ text, language: 'en', dir: 'ltr', as: 'reference' }, { rtl, soft: true });
  const page = (field: (typeof PageNumber)[keyof typeof PageNumber]) =>
    new TextRun({ children: [field], size: 17, color: SOFT, font: FACES });
  const line = (children: TextRun[]) => new Paragraph({ bidirectional: rtl, alignment: AlignmentType.START, children });
  return [
    line([said(`${words.reference} `), given(reference)]),
    line([said(`${words.upTo} `), given(upTo), said(` · ${words.content} `), given(`sha256:${digest.slice(0, 16)}`)]),
    line([
      said(`${words.page} `),
      page(PageNumber.CURRENT),
      said(` ${words.of} `),
      page(PageNumber.TOTAL_PAGES),
      ...(language === 'zh-Hans' ? [said(' 页')] : []),
    ]),
  ];
}
