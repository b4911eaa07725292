import { actorOf } from './actors.ts';
import type { Actor } from './actors.ts';
import { isVerb, spanOf, subjectBefore } from './clauses.ts';
import type { Range } from './clauses.ts';
import type { Group, Lexicon } from './lexicon.ts';
import { formsOf } from './lexicon.ts';
import type { Setting } from './setting.ts';

/** The verb that a clause stands under: "agreed that …", "stated that …", "hoped that …". */
export type Matrix = { readonly force: 'agree' | 'report' | 'hope'; readonly at: number; readonly actor: Actor };

export type MatrixWords = ReadonlyMap<string, Matrix['force']>;

/** A form of a verb -> what it does to the clause below it. Agreeing outweighs reporting, reporting outweighs hoping. */
export function matrixWords(lexicon: Lexicon): MatrixWords {
  const words = new Map<string, Matrix['force']>();
  const add = (group: Group, force: Matrix['force']): void => {
    for (const form of lexicon[group].flatMap(formsOf)) words.set(form, force);
  };
  add('says that', 'report');
  add('hopes that', 'hope');
  add('agrees that', 'agree');
  return words;
}

/** The verb that governs the clause at `at`: the nearest "that" to the left with a verb of agreeing, reporting or hoping before it. */
export function matrixOf(setting: Setting, at: number): Matrix | undefined {
  const { doc } = setting;
  const { words } = setting.sentence;
  for (let i = at - 1; i >= 0; i -= 1) {
    if (words[i]?.text === ';') return undefined;
    if (words[i]?.lower !== 'that') continue;
    for (let k = i - 1; k >= 0 && k >= i - 6; k -= 1) {
      const force = doc.rules.matrix.get(words[k]?.lower ?? '');
      if (force === undefined) continue;
      const subject = subjectBefore(words, k);
      const impersonal =
        subject.to - subject.from === 1 &&
        words[subject.from]?.lower === 'it' &&
        /^(?:was|is|has)$/u.test(words[subject.to]?.lower ?? '');
      const actor = impersonal
        ? { letters: doc.sides.letters, body: false, why: 'it was …' }
        : subject.from < subject.to
          ? actorOf(setting.doc, spanOf(words, subject), setting.discourse)
          : inherited(setting, k);
      return { force, at: k, actor };
    }
  }
  return undefined;
}

/** "X said Y would …": a report without its "that". */
export function bareReport(setting: Setting, subject: Range): Matrix | undefined {
  const { words } = setting.sentence;
  const at = subject.from - 1;
  const force = setting.doc.rules.matrix.get(words[at]?.lower ?? '');
  if ((force !== 'report' && force !== 'hope') || subject.from === subject.to) return undefined;
  const speaker = subjectBefore(words, at);
  return {
    force,
    at,
    actor:
      speaker.from < speaker.to
        ? actorOf(setting.doc, spanOf(words, speaker), setting.discourse)
        : inherited(setting, at),
  };
}

/** The sentence's first subject stands for a later verb that has none. */
export function inherited(setting: Setting, at: number): Actor {
  const { words } = setting.sentence;
  const verb = words.findIndex((word, i) => i < at && isVerb(word) && /^\p{Ll}/u.test(word.text));
  if (verb > 0) {
    const subject = subjectBefore(words, verb);
    if (subject.from < subject.to) return actorOf(setting.doc, spanOf(words, subject), setting.discourse);
  }
  return { letters: [], body: false, why: '' };
}
