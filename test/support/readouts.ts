import type { Readout } from '#modules/statements/compare/profile.ts';
import type { CommitmentRecord, Language, Reading, Span } from '#modules/statements/read/reading.ts';

export const PARTIES = { A: ['Alveria', 'Alverian'], B: ['Brennland', 'Brennish'] };

export type Undertaking = Partial<Omit<CommitmentRecord, 'start' | 'end' | 'why'>> & { readonly words: string };

/** A text of these sentences, each an undertaking as labelled; a plain string is a sentence that no record holds. */
export function readoutOf(
  sentences: readonly (Undertaking | string)[],
  {
    lang = 'en',
    parties = PARTIES,
    meetings = [],
  }: Partial<Pick<Reading, 'parties' | 'meetings'>> & { lang?: Language } = {},
): Readout {
  const stop = { en: '. ', zh: '。', ur: '۔ ' }[lang];
  let text = '';
  const commitments: CommitmentRecord[] = [];
  for (const sentence of sentences) {
    const words = typeof sentence === 'string' ? sentence : sentence.words;
    if (typeof sentence !== 'string') {
      const { kind = 'other', responsible = 'both', status = 'agreed', recurrence, due } = sentence;
      const span = { start: text.length, end: text.length + words.length };
      commitments.push({
        ...span,
        kind,
        responsible,
        status,
        why: ['labelled'],
        ...(recurrence ? { recurrence } : {}),
        ...(due ? { due } : {}),
      });
    }
    text += words + stop;
  }
  return {
    text,
    reading: { synthetic: false, lang, parties, meetings, participants: [], commitments, events: [], incidents: [] },
  };
}

export const wordsIn = ({ text }: Readout, { start, end }: Span): string => text.slice(start, end);
