import type { CommitmentRecord, Kind, Language, Status } from '../read/reading.ts';
import type { Attribute } from './differs.ts';
import type { Readout } from './profile.ts';

/** What a meeting recorded: a decision says no more than its words, a commitment also who owes it and until when. */
export type Agreed = {
  readonly titles: Readonly<Record<string, string>> | string;
  readonly commitment?: {
    readonly kind: Kind;
    readonly responsible: string;
    readonly status: Status;
    readonly due?: string | undefined;
    readonly recurrence?: string | undefined;
  };
};
export type AgreedReadout = {
  readonly readout: Readout;
  /** Which of what was given each record of it is. */ readonly of: readonly number[];
};

/** What the minutes record, as a text and its reading, so that it can be laid beside an account: one for each language that is in it. */
export function agreedReadouts(
  agreed: readonly Agreed[],
  account: Language,
  parties: Readout['reading']['parties'],
): AgreedReadout[] {
  const said = agreed.map(({ titles, commitment }, at) => ({ ...wordsFor(titles, account), commitment, at }));
  return [...Map.groupBy(said, ({ lang }) => lang)].map(([lang, ones]) => {
    let text = '';
    const commitments = ones.map(({ words, commitment }): CommitmentRecord => {
      const start = text.length;
      text += `${words}\n\n`;
      const { kind = 'other', responsible = 'both', status = 'agreed', due, recurrence } = commitment ?? {};
      const dated = { ...(due === undefined ? {} : { due }), ...(recurrence === undefined ? {} : { recurrence }) };
      return {
        start,
        end: start + words.length,
        kind,
        responsible,
        status,
        ...dated,
        why: ['recorded by the meeting'],
      };
    });
    const reading = {
      synthetic: false as const,
      lang,
      parties,
      meetings: [],
      participants: [],
      commitments,
      events: [],
      incidents: [],
    };
    return { readout: { text, reading }, of: ones.map(({ at }) => at) };
  });
}

/** The words in the language of the account where there are such; else as they are. */
function wordsFor(titles: Agreed['titles'], account: Language): { readonly words: string; readonly lang: Language } {
  const all = typeof titles === 'string' ? [titles] : Object.values(titles);
  const own =
    typeof titles === 'string' ? undefined : Object.entries(titles).find(([tag]) => tag.split('-')[0] === account)?.[1];
  const words = (own ?? all[0] ?? '').replaceAll(/\s+/gu, ' ').trim();
  return { words, lang: own === undefined ? languageOf(words) : account };
}

const languageOf = (words: string): Language =>
  /\p{Script=Han}/u.test(words) ? 'zh' : /\p{Script=Arabic}/u.test(words) ? 'ur' : 'en';

/** A decision names neither who nor when: of it only its counts are laid beside an account. */
export const comparable = ({ commitment }: Agreed, differs: readonly Attribute[]): readonly Attribute[] =>
  commitment === undefined ? [] : differs;
