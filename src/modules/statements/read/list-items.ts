import { actorOf } from './actors.ts';
import type { Actor } from './actors.ts';
import { clauseEnd, spanOf, subjectBefore } from './clauses.ts';
import { partsOf } from './parts.ts';
import type { CommitmentRecord } from './reading.ts';
import { recordOf } from './record.ts';
import type { Draft, Setting } from './setting.ts';
import type { Sentence } from './tag.ts';
import type { Force, Trigger } from './triggers.ts';

/** "The two sides agreed:" and what they agreed in items below. */
export type Opening = { readonly setting: Setting; readonly trigger: Trigger; readonly actor: Actor };

const OPENS =
  /^(?:agree|agrees|agreed|agreeing|decided?|decides|will|intend|intends|committed?|commits?|pledged?|undertook|undertake|resolved?|announc(?:e|es|ed|ing)|concurred|confirmed|following|to|including|taking)$/u;

export function openingOf(setting: Setting): Opening | undefined {
  const { words } = setting.sentence;
  if (!/:\s*$/u.test(setting.sentence.text)) return undefined;
  const at = words.findLastIndex((word) => OPENS.test(word.lower));
  // nothing of its own between the verb and the colon: "agreed to the following steps:"
  if (
    at < 0 ||
    !words
      .slice(at + 1, -1)
      .every((word) =>
        /^(?:to|on|upon|as|follows?|the|following|that|take|taken|concrete|these|next|steps|measures|actions|points|commitments|initiatives|areas|undertakings|decisions|results|deliverables|in|particular|inter|alia|jointly|also|further|today|,|by|[a-z]*ly)$/u.test(
          word.lower,
        ),
      )
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

/** An item begins with a verb or "to": it has no subject of its own. */
export function isItem(sentence: Sentence, opening: Sentence): boolean {
  if (sentence.block.start < opening.block.end || sentence.start > opening.block.end + 6000) return false;
  const first = sentence.words.find((word) => /^\p{L}{2,}/u.test(word.text));
  return (
    sentence.block.role === 'list' &&
    first !== undefined &&
    sentence.words.indexOf(first) <= 3 &&
    (first.lower === 'to' ||
      first.pos === 'VERB' ||
      /^(?:establish|create|hold|convene|share|exchange|train|develop|strengthen|expand|conduct|set|form|increase|enhance|launch|organi[sz]e|open|provide|continue|explore|finali[sz]e)(?:e?s|ing)?$/u.test(
        first.lower,
      ))
  );
}

export function itemOf(opening: Opening, setting: Setting): CommitmentRecord[] {
  const { words } = setting.sentence;
  let from = words.findIndex((word) => /^\p{L}{2,}/u.test(word.text));
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
