import { actorOf } from './actors.ts';
import type { Discourse } from './actors.ts';
import { isVerb, spanOf, subjectBefore } from './clauses.ts';
import type { Document } from './document.ts';
import { draftOf } from './draft.ts';
import { isItem, itemOf, openingOf } from './list-items.ts';
import type { Opening } from './list-items.ts';
import { partsOf } from './parts.ts';
import type { CommitmentRecord } from './reading.ts';
import { recordOf } from './record.ts';
import { focusOf } from './scope.ts';
import type { Draft, LeftOut, Setting } from './setting.ts';
import { triggersIn } from './triggers.ts';

/** Stage 6: undertakings. A verb that undertakes, its subject, its clause; then kind, who, when, and how firmly. */
const LONGEST_SENTENCE = 4000;
const MOST_TRIGGERS = 16;

export type Undertakings = { readonly records: readonly CommitmentRecord[]; readonly left: readonly LeftOut[] };

export function undertakingsIn(doc: Document): Undertakings {
  const discourse: Discourse = { plural: [] };
  const focus = focusOf(
    doc.page.blocks
      .filter((block) => block.role !== 'boilerplate')
      .map((block) => block.text)
      .join('\n'),
    doc.rules.scope,
  );
  const records: CommitmentRecord[] = [];
  const left: LeftOut[] = [];
  let opened: Opening | undefined;
  for (const sentence of doc.sentences) {
    if (sentence.end - sentence.start > LONGEST_SENTENCE) continue;
    if (sentence.block.role !== 'body' && sentence.block.role !== 'list') continue;
    const setting = { doc, sentence, discourse, focus, left };
    records.push(
      ...(opened && isItem(sentence, opened.setting.sentence, doc.rules.triggers)
        ? itemOf(opened, setting)
        : inSentence(setting)),
    );
    opened =
      openingOf(setting) ??
      (opened &&
      ((sentence.block.role === 'list' && sentence.start < opened.setting.sentence.end + 6000) ||
        sentence.block === opened.setting.sentence.block)
        ? opened
        : undefined);
    remember(setting);
  }
  return { records, left };
}

function inSentence(setting: Setting): CommitmentRecord[] {
  const { words } = setting.sentence;
  const triggers = triggersIn(words, setting.doc.rules.triggers).slice(0, MOST_TRIGGERS);
  const drafts: Draft[] = [];
  triggers.forEach((trigger, index) => {
    const draft = draftOf(setting, trigger, { next: triggers[index + 1], previous: drafts.at(-1) });
    if (draft) drafts.push(draft);
  });
  return drafts.flatMap((draft) =>
    partsOf(words, draft, setting.doc.rules.kinds).flatMap((part, index) => {
      const record = recordOf(setting, draft, part, index === 0);
      return record ? [record] : [];
    }),
  );
}

/** After a sentence, "it" and "they" mean its first actor. */
function remember({ doc, sentence, discourse }: Setting): void {
  const verb = sentence.words.findIndex((word) => isVerb(word) && /^\p{Ll}/u.test(word.text));
  if (verb <= 0) return;
  const actor = actorOf(doc, spanOf(sentence.words, subjectBefore(sentence.words, verb)), discourse);
  // after "the accord will …", "it" is the accord
  if (doc.rules.actors.thing.test(actor.why) || actor.body) delete discourse.single;
  else if (actor.letters.length === 1 && actor.letters[0] !== undefined) discourse.single = actor.letters[0];
  if (
    /\b(?:officials|ministers|delegation|sides|leaders|advis[eo]rs|they|coordinators|parties|both|and)\b/iu.test(
      actor.why,
    ) &&
    actor.letters.length > 0
  )
    discourse.plural = actor.letters;
}
