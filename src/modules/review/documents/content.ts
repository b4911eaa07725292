import {
  REVIEW_SECTIONS,
  type Cited,
  type ReviewSentence,
  type ReviewView,
  type StatementDraft,
} from '#contract/review.ts';
import type { Block, DocumentData, DocumentLanguage, Fact, Marking, Phrase, Section } from '#documents/model.ts';
import { inLanguage, plain, reference as asReference } from '#documents/phrase.ts';
import type { Shown } from '#api/document-audience.ts';
import { signaturesOf } from '#api/document-signatures.ts';
import type { Named } from '../words/write.ts';
import { numbered } from './cited.ts';
import { WORDS } from './words.ts';

/** From how many sentences on a section is read by theme. */
const LONG = 10;

type About = {
  readonly language: DocumentLanguage;
  /** Of the accord, the first first. */
  readonly parties: readonly string[];
  readonly party: (id: string) => Phrase;
  /** Of the accord, in its order. */
  readonly themes: Readonly<Record<string, Named>>;
  readonly marking: Marking;
  readonly from: string;
  readonly until: string;
  readonly edition: 'restricted' | 'public';
};
export type ReviewGiven = About & {
  readonly title: Named;
  readonly sentences: readonly ReviewSentence[];
  /** A record that was exchanged; undefined: a draft that nobody has yet. */
  readonly record?: { readonly shown: Shown; readonly evidence: ReviewView['evidence'] };
  /** Of the review, or of the accord that a draft is under. */
  readonly reference: string;
};

export function reviewDocument(given: ReviewGiven): DocumentData {
  const { language, parties, party, sentences, record, title, marking, reference } = given;
  const words = WORDS[language];
  const cited = numbered(
    sentences.map(({ evidence }) => evidence),
    words,
  );
  let at = 0;
  const table = (ones: readonly ReviewSentence[]): Block => ({
    block: 'table',
    columns: [
      { name: 'number', heading: words.number, share: 1.4 },
      { name: 'sentence', heading: words.sentence, share: 12 },
      { name: 'evidence', heading: words.evidence, share: 4 },
    ],
    rows: ones.map(({ texts, evidence }) => [
      asReference(String((at += 1))),
      phraseOf(texts, language),
      cited.refer(evidence),
    ]),
    empty: words.nothing,
  });
  const sections = REVIEW_SECTIONS.flatMap((name): Section[] => {
    const said = sentences.filter(({ section }) => section === name);
    if (said.length === 0) return [];
    const groups = name === 'figures' || said.length < LONG ? [] : byTheme(said, Object.keys(given.themes));
    const blocks: Block[] =
      groups.length < 2
        ? [table(said)]
        : groups.flatMap(({ theme, sentences: ones }): Block[] => [
            {
              block: 'heading',
              text: theme === null ? words.otherThemes : phraseOf(given.themes[theme] ?? theme, language),
            },
            table(ones),
          ]);
    return [{ name, heading: words.sections[name], blocks }];
  });
  return {
    title: words.review,
    subtitle: phraseOf(title, language),
    issuer: parties.map((id) => plain(party(id))).join(' · '),
    marking,
    reference,
    upTo: record?.shown.modified ?? newestOf(sentences.map(({ evidence }) => evidence)),
    facts: factsOf(given),
    sections: [
      { name: 'legend', heading: words.reading, blocks: [{ block: 'text', text: words.legend, style: 'note' }] },
      ...sections,
      ...(record === undefined ? [] : [signaturesOf({ language, party }, record.shown, parties)]),
      cited.section(record?.evidence),
    ],
  };
}

function factsOf({ language, edition, from, until, record }: ReviewGiven): Fact[] {
  const words = WORDS[language];
  const state = record?.shown.state;
  return [
    { label: words.edition, value: words[edition] },
    { label: words.span, value: asReference(`${from} – ${until}`) },
    {
      label: words.state,
      value: record === undefined ? words.draft : (words.states[state ?? ''] ?? state ?? '–'),
    },
  ];
}

/** In the order of the accord's themes; what has none stands last. */
export function byTheme<One extends Pick<ReviewSentence, 'theme'>>(
  sentences: readonly One[],
  order: readonly string[],
): { readonly theme: string | null; readonly sentences: readonly One[] }[] {
  const place = (theme: string | null): number =>
    theme === null ? Infinity : order.includes(theme) ? order.indexOf(theme) : order.length;
  return [...Map.groupBy(sentences, ({ theme }) => theme ?? null)]
    .map(([theme, ones]) => ({ theme, sentences: ones }))
    .sort((a, b) => place(a.theme) - place(b.theme));
}

type StatementGiven = About & { readonly draft: StatementDraft; readonly reference: string };

/** What both still owe, as a joint statement would say it. */
export function statementDocument(given: StatementGiven): DocumentData {
  const { language, parties, party, draft, marking, reference, from, until, edition } = given;
  const words = WORDS[language];
  const cited = numbered(
    draft.paragraphs.map(({ evidence }) => evidence),
    words,
  );
  const blocks = draft.paragraphs.flatMap(({ texts, evidence }): Block[] => {
    const said = phraseOf(texts, language);
    return [
      { block: 'text', text: said },
      ...(evidence.length === 0
        ? []
        : [{ block: 'text', text: `${words.evidence}: ${plain(cited.refer(evidence))}`, style: 'note' } as const]),
    ];
  });
  return {
    title: words.statement,
    issuer: parties.map((id) => plain(party(id))).join(' · '),
    marking,
    reference,
    upTo: newestOf(draft.paragraphs.map(({ evidence }) => evidence)),
    facts: [
      { label: words.edition, value: words[edition] },
      { label: words.span, value: asReference(`${from} – ${until}`) },
    ],
    sections: [
      {
        name: 'text',
        heading: words.text,
        blocks: [{ block: 'text', text: words.statementNote, style: 'note' }, ...blocks],
      },
      cited.section(),
    ],
  };
}

const newestOf = (all: readonly (readonly Cited[])[]): string | undefined =>
  all
    .flat()
    .map(({ modified }) => modified)
    .toSorted()
    .at(-1);

function phraseOf(named: Named, language: DocumentLanguage): Phrase {
  return typeof named === 'string' ? named : inLanguage(named, language);
}
