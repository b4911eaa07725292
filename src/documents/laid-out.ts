import { sha256, toHex, utf8 } from '#platform';
import { canonicalize } from '#kernel/json/canonical.ts';
import type { Block, DocumentData, DocumentLanguage, Fact, Phrase } from './model.ts';
import { FRAME_WORDS, isRightToLeft, type FrameWords } from './words.ts';

/** A phrase with all that one who sets it must know. */
export type SetPhrase = {
  readonly text: string;
  /** As BCP 47 has it. */
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly as: 'plain' | 'reference' | 'strong' | 'note';
};
type SetFact = { readonly label: SetPhrase; readonly value: SetPhrase };
export type SetBlock =
  | { readonly block: 'text'; readonly style: 'plain' | 'note' | 'quote'; readonly paragraphs: readonly SetPhrase[] }
  | { readonly block: 'heading'; readonly text: SetPhrase; readonly number: string }
  | { readonly block: 'list'; readonly items: readonly SetPhrase[] }
  | { readonly block: 'facts'; readonly facts: readonly SetFact[] }
  | {
      readonly block: 'table';
      readonly columns: readonly { readonly name: string; readonly heading: SetPhrase; readonly share: number }[];
      readonly rows: readonly (readonly (readonly SetPhrase[])[])[];
      readonly empty: SetPhrase;
    }
  | {
      readonly block: 'beside';
      readonly columns: readonly {
        readonly heading: SetPhrase;
        readonly language: string;
        readonly dir: 'ltr' | 'rtl';
        readonly paragraphs: readonly SetPhrase[];
      }[];
    };
export type SetSection = {
  readonly name: string;
  readonly heading: SetPhrase;
  readonly blocks: readonly SetBlock[];
};

/** What a template is given, and what a DOCX is made of: nothing in it is left to be guessed. */
export type LaidOut = {
  readonly kind: string;
  readonly language: DocumentLanguage;
  readonly dir: 'ltr' | 'rtl';
  readonly words: FrameWords;
  readonly title: SetPhrase;
  readonly issuer: SetPhrase;
  readonly subtitle: SetPhrase | null;
  readonly marking: { readonly label: string; readonly tlp: string; readonly more: readonly string[] };
  readonly reference: string;
  readonly up_to: string;
  /** The same as people read it; a dash where no record went in. */
  readonly up_to_said: string;
  /** Of all that was given: two documents with the same digest say the same. */
  readonly digest: string;
  readonly facts: readonly SetFact[];
  readonly sections: readonly SetSection[];
};

export function layOut(kind: string, language: DocumentLanguage, data: DocumentData): LaidOut {
  const phrase = phraseIn(language);
  const fact = ({ label, value }: Fact): SetFact => ({ label: phrase(label), value: phrase(value) });
  const { tlp, more } = data.marking;
  const upTo = data.upTo ?? EPOCH;
  return {
    kind,
    language,
    dir: isRightToLeft(language) ? 'rtl' : 'ltr',
    words: FRAME_WORDS[language],
    title: phrase(data.title),
    issuer: phrase(data.issuer),
    subtitle: data.subtitle === undefined ? null : phrase(data.subtitle),
    marking: { label: [`TLP:${tlp.toUpperCase()}`, ...more].join(' · '), tlp, more },
    reference: data.reference,
    up_to: upTo,
    up_to_said: data.upTo ?? '–',
    digest: toHex(sha256(utf8(canonicalize({ kind, language, ...data, upTo })))),
    facts: data.facts.map(fact),
    sections: data.sections.map(({ name, heading, blocks }) => ({
      name,
      heading: phrase(heading),
      blocks: blocks.map((block) => setBlock(block, phrase)),
    })),
  };
}

type Phrases = (given: Phrase) => SetPhrase;

const phraseIn =
  (of: string): Phrases =>
  (given) => {
    const { text, language = of, as = 'plain' } = typeof given === 'string' ? { text: given } : given;
    const isReference = as === 'reference';
    return { text: readable(text), language, dir: !isReference && isRightToLeft(language) ? 'rtl' : 'ltr', as };
  };

function setBlock(given: Block, phrase: Phrases): SetBlock {
  switch (given.block) {
    case 'text':
      return { block: 'text', style: given.style ?? 'plain', paragraphs: paragraphs(phrase(given.text)) };
    case 'heading':
      return { block: 'heading', text: phrase(given.text), number: given.number ?? '' };
    case 'list':
      return { block: 'list', items: given.items.map(phrase) };
    case 'facts':
      return {
        block: 'facts',
        facts: given.facts.map(({ label, value }) => ({ label: phrase(label), value: phrase(value) })),
      };
    case 'table':
      return {
        block: 'table',
        columns: given.columns.map(({ name, heading, share }) => ({ name, heading: phrase(heading), share })),
        rows: given.rows.map((row) => row.map((cell) => (isPhrases(cell) ? cell.map(phrase) : [phrase(cell)]))),
        empty: phrase(given.empty),
      };
    case 'beside':
    default:
      return {
        block: 'beside',
        columns: given.columns.map(({ heading, language, text }) => ({
          heading: phrase(heading),
          language,
          dir: isRightToLeft(language) ? 'rtl' : 'ltr',
          paragraphs: paragraphs(phrase({ text, language })),
        })),
      };
  }
}

const isPhrases = (cell: Phrase | readonly Phrase[]): cell is readonly Phrase[] => Array.isArray(cell);

const paragraphs = (given: SetPhrase): SetPhrase[] =>
  given.text
    .split(/\n+/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ ...given, text }));

/** A file has a date; of one into which no record went there is none to give. */
const EPOCH = '1970-01-01T00:00:00.000Z';

/**
 * Without what no page can show and no XML may hold; who writes cannot turn the order of what stands beside it. Isolates that are closed
 * stay: they turn nothing outside themselves, and a date keeps its order by them in a line from right to left.
 */
const readable = (text: string): string =>
  (isClosed(text) ? text : text.replaceAll(/[\u2068\u2069]/g, ''))
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- exactly these must not go out
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066\u2067\ufffe\uffff]/g, '');

/** First strong isolates (U+2068), each ended (U+2069) within its own line. */
function isClosed(text: string): boolean {
  let open = 0;
  for (const mark of text.match(/[\u2068\u2069\n]/g) ?? []) {
    if (mark === '\n') {
      if (open > 0) return false;
      continue;
    }
    open += mark === '\u2068' ? 1 : -1;
    if (open < 0) return false;
  }
  return open === 0;
}
