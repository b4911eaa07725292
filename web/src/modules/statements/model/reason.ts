/** What a reason speaks of. Readers write reasons as `label: words`, in the language of their rules. */
export const ABOUT = [
  'verb',
  'who',
  'kind',
  'recurrence',
  'due',
  'under',
  'office',
  'met',
  'gathering',
  'occurrence',
  'speaks',
  'same-kind',
  'kinds',
  'in-both',
  'same-date',
  'same-number',
  'now-and-before',
] as const;
export type About = (typeof ABOUT)[number];

/** Reasons that are no words of the text. */
export const NOTES = [
  'no-particular-word',
  'whole-statement',
  'invitation',
  'title-of-meeting',
  'same-again',
  'reported-done',
  'announced-meeting',
  'talked-with',
] as const;
export type Note = (typeof NOTES)[number];

export type Reason = {
  readonly about: About | undefined;
  /** Words, as the text has them; several where something stands between them. */
  readonly words: readonly string[];
  readonly note: Note | undefined;
  /** What was concluded from them: a status, or what was before. */
  readonly so: string | undefined;
};

const LABELS: Readonly<Record<string, About>> = {
  who: 'who',
  kind: 'kind',
  类别: 'kind',
  recurs: 'recurrence',
  due: 'due',
  under: 'under',
  office: 'office',
  职务: 'office',
  'says that it took place': 'met',
  'named gathering': 'gathering',
  'an occurrence with a name, place or date': 'occurrence',
  speaks: 'speaks',
  'same kind': 'same-kind',
  kinds: 'kinds',
  'in both': 'in-both',
  'same date': 'same-date',
  'same number': 'same-number',
};
const NOTED: Readonly<Record<string, Note>> = {
  'no word of a more particular kind': 'no-particular-word',
  没有更具体的词: 'no-particular-word',
  'کوئی خاص لفظ نہیں': 'no-particular-word',
  'the statement as a whole': 'whole-statement',
  'an invitation to visit': 'invitation',
  'named in the title of the meeting': 'title-of-meeting',
  'the same again': 'same-again',
  'reported as done': 'reported-done',
  'this is the meeting that was announced': 'announced-meeting',
  'the talks were with this person': 'talked-with',
};

/** A reason taken apart, so that a page can say it in its own language; one of a form that is not known stays as it is. */
export function readReason(reason: string): Reason {
  const whole = plain(undefined, reason);
  if (whole.note !== undefined) return whole;
  const changed = /^(.+) where it was (.+)$/u.exec(reason);
  if (changed !== null)
    return { about: 'now-and-before', words: [changed[1] ?? ''], note: undefined, so: changed[2] ?? '' };
  const verb = /^(.+?)\s?[(（][a-z-]+[)）](?: → ([a-z]+))?$/u.exec(reason);
  if (verb !== null) return { ...plain('verb', verb[1] ?? ''), so: verb[2] };
  const labelled = /^([^:：]+)[:：]\s*(.+)$/su.exec(reason);
  const about = LABELS[labelled?.[1] ?? ''];
  return about === undefined ? whole : plain(about, labelled?.[2] ?? '');
}

function plain(about: About | undefined, said: string): Reason {
  const note = NOTED[said.trim()];
  const words = note === undefined ? said.split(/\s*…\s*|\s\+\s/u).filter((part) => part.trim() !== '') : [];
  return { about, words, note, so: undefined };
}

/** All words that decided, to be found in the passage. */
export function wordsOfReasons(why: readonly string[]): string[] {
  return why.flatMap((reason) => readReason(reason).words);
}
