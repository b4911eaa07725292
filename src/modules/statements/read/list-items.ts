import { actorOf } from './actors.ts';
import type { Actor } from './actors.ts';
import { clauseEnd, spanOf, subjectBefore } from './clauses.ts';
import { partsOf } from './parts.ts';
import type { CommitmentRecord } from './reading.ts';
import { recordOf } from './record.ts';
import type { Draft, Setting } from './setting.ts';
import type { Sentence, Word } from './tag.ts';
import { triggersIn } from './triggers.ts';
import type { Force, Trigger, Triggers } from './triggers.ts';

/** "The two sides agreed:" and what they agreed in items below. */
export type Opening = { readonly setting: Setting; readonly trigger: Trigger; readonly actor: Actor };

const OPENS =
  /^(?:agree|agrees|agreed|agreeing|decided?|decides|will|intend|intends|committed?|commits?|pledged?|undertook|undertake|resolved?|announc(?:e|es|ed|ing)|concurred|confirmed|adopted|approved|outlined)$/u;

export function openingOf(setting: Setting): Opening | undefined {
  const { words } = setting.sentence;
  if (!/:\s*$/u.test(setting.sentence.text)) return undefined;
  const at = words.findLastIndex((word) => OPENS.test(word.lower));
  // "agreed to deepen their cooperation, including to:" opens a list by its last words
  const including = /\bincluding(?: (?:to|by|the following))?\s*:\s*$/u.test(setting.sentence.text);
  // nothing of its own between the verb and the colon: "agreed to the following steps:"
  if (
    at < 0 ||
    (!including &&
      !words
        .slice(at + 1, -1)
        .every((word) =>
          /^(?:to|on|upon|as|follows?|the|following|that|take|taken|concrete|these|next|steps|measures|actions|points|commitments|initiatives|areas|undertakings|decisions|results|deliverables|in|particular|inter|alia|jointly|also|further|today|,|by|[a-z]*ly)$/u.test(
            word.lower,
          ),
        ))
  )
    return undefined;
  const subject = subjectBefore(words, at);
  const actor =
    subject.from < subject.to
      ? actorOf(setting.doc, spanOf(words, subject), setting.discourse)
      : { letters: setting.doc.sides.letters, body: false, why: 'the list' };
  const force: Force = /^(?:will|intends?)$/u.test(words[at]?.lower ?? '')
    ? 'plan'
    : /^(?:commit|pledge)/u.test(words[at]?.lower ?? '')
      ? 'commit'
      : 'agree';
  return actor.letters.length === 0 ? undefined : { setting, trigger: { at, content: at + 1, force }, actor };
}

/** An item has no subject of its own: it begins with a verb or "to", and says no "will" or "agreed" itself. */
export function isItem(sentence: Sentence, opening: Sentence, triggers: Triggers): boolean {
  if (sentence.block.start < opening.block.end || sentence.start > opening.block.end + 6000) return false;
  if (sentence.block.role !== 'list') return false;
  const at = itemStart(sentence.words);
  const first = sentence.words[at];
  if (first === undefined || sentence.start !== sentence.words[0]?.start) return false;
  if (first.lower === 'to' || first.pos === 'VERB' || (first.pos === 'ADV' && sentence.words[at + 1]?.pos === 'VERB'))
    return true;
  return (
    /^(?:NOUN|PROPN|ADV|ADJ)$/u.test(first.pos) &&
    !first.lower.endsWith('s') &&
    triggersIn(sentence.words, triggers).length === 0
  );
}

/** Past the bullet and past a label: "• Shared data: exchange …". */
function itemStart(words: readonly Word[]): number {
  const from = Math.max(
    0,
    words.findIndex((word) => /^\p{L}{2,}/u.test(word.text)),
  );
  const colon = words.findIndex((word, i) => i > from && i < from + 7 && word.text === ':');
  return colon > 0 && colon + 3 < words.length ? colon + 1 : from;
}

export function itemOf(opening: Opening, setting: Setting): CommitmentRecord[] {
  const { words } = setting.sentence;
  let from = itemStart(words);
  if (words[from]?.lower === 'to') from += 1;
  const content = { from, to: clauseEnd(words, from, words.length) };
  if (content.to - content.from < 3) return [];
  const at = Math.max(0, from - 1);
  const draft: Draft = {
    trigger: { ...opening.trigger, at, content: from },
    subject: { from, to: from },
    actor: opening.actor,
    content,
    from,
    matrix: undefined,
  };
  return partsOf(words, draft, setting.doc.rules.kinds).flatMap((part, index) => {
    const record = recordOf(setting, draft, part, index === 0);
    return record
      ? [
          {
            ...record,
            why: [
              `in a list under “${opening.setting.sentence.text.slice(-60).replace(/\s+/gu, ' ')}”`,
              ...record.why.slice(1),
            ],
          },
        ]
      : [];
  });
}
