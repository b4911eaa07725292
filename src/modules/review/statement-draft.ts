import type { StatementDraft } from '#contract/review.ts';
import type { Year } from './draft.ts';
import { LANGUAGES, writeClosing, writeOpening, writeUndertaking } from './words/write.ts';

const OVER: ReadonlySet<string> = new Set(['withdrawn', 'superseded', 'verified', 'disputed']);

/** What both still owe, as a statement of both would say it; nothing that one of them disputes is said for both. */
export function draftJointStatement({ commitments, names, from, until }: Year): StatementDraft {
  const owed = commitments.filter(({ state }) => !OVER.has(state));
  const paragraphs = [
    { texts: writeOpening(), evidence: [] },
    ...owed.map(({ about, title, owedBy, due }) => ({
      texts: writeUndertaking(
        title,
        owedBy.map((party) => names[party] ?? party),
        due,
      ),
      evidence: [about],
    })),
    { texts: writeClosing(from, until), evidence: [] },
  ];
  return {
    texts: Object.fromEntries(
      Object.keys(LANGUAGES).map((language) => [
        language,
        paragraphs.map(({ texts }) => texts[language] ?? '').join('\n\n'),
      ]),
    ),
    paragraphs,
  };
}
