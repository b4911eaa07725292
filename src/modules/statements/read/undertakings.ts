import { actorOf, responsibleOf } from './actors.ts';
import type { Actor, Discourse } from './actors.ts';
import { clauseEnd, groupStart, isVerb, spanOf, subjectBefore } from './clauses.ts';
import type { Range } from './clauses.ts';
import type { Document } from './document.ts';
import { dueIn } from './due.ts';
import { kindOf } from './kinds.ts';
import type { CommitmentRecord, Status } from './reading.ts';
import { UNNAMED } from './parties.ts';
import { recurrenceIn } from './recurrence.ts';
import { focusOf, hasSecurity, outOfScope } from './scope.ts';
import type { Focus } from './scope.ts';
import type { Sentence, Word } from './tag.ts';
import { triggersIn } from './triggers.ts';
import type { Force, Trigger } from './triggers.ts';

/** Stage 6: undertakings. A verb that undertakes, its subject, its clause; then kind, who, when, and how firmly. */
const LONGEST_SENTENCE = 4000;
const MOST_TRIGGERS = 16;

type Setting = { readonly doc: Document; readonly sentence: Sentence; readonly discourse: Discourse; readonly focus: Focus };
type Draft = { readonly trigger: Trigger; readonly subject: Range; readonly actor: Actor; readonly content: Range; readonly from: number; readonly matrix: Matrix | undefined };
type Matrix = { readonly force: 'agree' | 'report' | 'hope'; readonly at: number; readonly actor: Actor };

export function undertakingsIn(doc: Document): CommitmentRecord[] {
  const discourse: Discourse = { plural: [] };
  const focus = focusOf(doc.page.blocks.filter((block) => block.role !== 'boilerplate').map((block) => block.text).join('\n'));
  const records: CommitmentRecord[] = [];
  let opened: Opening | undefined;
  for (const sentence of doc.sentences) {
    if (sentence.end - sentence.start > LONGEST_SENTENCE) continue;
    if (sentence.block.role !== 'body' && sentence.block.role !== 'list') continue;
    const setting = { doc, sentence, discourse, focus };
    records.push(...(opened && isItem(sentence, opened.setting.sentence) ? itemOf(opened, setting) : inSentence(setting)));
    opened = openingOf(setting) ?? (opened && (isItem(sentence, opened.setting.sentence) || sentence.block === opened.setting.sentence.block) ? opened : undefined);
    remember(setting);
  }
  return records;
}

function inSentence(setting: Setting): CommitmentRecord[] {
  const { words } = setting.sentence;
  const triggers = triggersIn(words).slice(0, MOST_TRIGGERS);
  const drafts: Draft[] = [];
  triggers.forEach((trigger, index) => {
    const draft = draftOf(setting, trigger, { next: triggers[index + 1], previous: drafts.at(-1) });
    if (draft) drafts.push(draft);
  });
  return drafts.flatMap((draft) => partsOf(words, draft).flatMap((part, index) => {
    const record = recordOf(setting, draft, part, index === 0);
    return record ? [record] : [];
  }));
}

/** "The two sides agreed:" and what they agreed in items below. */
type Opening = { readonly setting: Setting; readonly trigger: Trigger; readonly actor: Actor };

const OPENS = /^(?:agree|agrees|agreed|agreeing|decided?|decides|will|intend|intends|committed?|commits?|pledged?|undertook|undertake|resolved?)$/u;

function openingOf(setting: Setting): Opening | undefined {
  const { words } = setting.sentence;
  if (!/:\s*$/u.test(setting.sentence.text)) return undefined;
  const at = words.findLastIndex((word) => OPENS.test(word.lower));
  // nothing of its own between the verb and the colon: "agreed to the following steps:"
  if (at < 0 || !words.slice(at + 1, -1).every((word) => /^(?:to|on|upon|as|follows?|the|following|that|take|steps|measures|actions|points|in|particular|inter|alia|jointly|also|further|,|[a-z]*ly)$/u.test(word.lower))) return undefined;
  const subject = subjectBefore(words, at);
  const actor = subject.from < subject.to ? actorOf(setting.doc, spanOf(words, subject), setting.discourse) : { letters: setting.doc.sides.letters, body: false, why: 'the list' };
  const force: Force = /^(?:will|intends?)$/u.test(words[at]?.lower ?? '') ? 'plan' : /^(?:commit|pledge)/u.test(words[at]?.lower ?? '') ? 'commit' : 'agree';
  return actor.letters.length === 0 ? undefined : { setting, trigger: { at, content: at + 1, force }, actor };
}

/** An item begins with a verb or "to": it has no subject of its own. */
function isItem(sentence: Sentence, opening: Sentence): boolean {
  if (sentence.block.start < opening.block.end || sentence.start > opening.block.end + 6000) return false;
  const first = sentence.words.find((word) => /^\p{L}{2,}/u.test(word.text));
  return sentence.block.role === 'list' && first !== undefined && sentence.words.indexOf(first) <= 3 && (first.lower === 'to' || first.pos === 'VERB' || /^(?:establish|create|hold|convene|share|exchange|train|develop|strengthen|expand|conduct|set|form|increase|enhance|launch|organi[sz]e|open|provide|continue|explore|finali[sz]e)(?:e?s|ing)?$/u.test(first.lower));
}

function itemOf(opening: Opening, setting: Setting): CommitmentRecord[] {
  const { words } = setting.sentence;
  let from = words.findIndex((word) => /^\p{L}{2,}/u.test(word.text));
  if (words[from]?.lower === 'to') from += 1;
  const content = { from, to: clauseEnd(words, from, words.length) };
  if (content.to - content.from < 3) return [];
  const at = Math.max(0, from - 1);
  const draft: Draft = { trigger: { ...opening.trigger, at, content: from }, subject: { from, to: from }, actor: opening.actor, content, from, matrix: undefined };
  return partsOf(words, draft).flatMap((part, index) => {
    const record = recordOf(setting, draft, part, index === 0);
    return record ? [{ ...record, why: [`in a list under “${opening.setting.sentence.text.slice(-60).replace(/\s+/gu, ' ')}”`, ...record.why.slice(1)] }] : [];
  });
}

function draftOf(setting: Setting, trigger: Trigger, { next, previous }: { readonly next: Trigger | undefined; readonly previous: Draft | undefined }): Draft | undefined {
  const { words } = setting.sentence;
  if (trigger.that) return undefined; // what is agreed stands in the clause after "that", under its own verb
  const subject = subjectBefore(words, trigger.at);
  const relative = /^(?:which|who|that)$/u.test(words[groupStart(words, trigger.at) - 1]?.lower ?? '');
  if (relative && !(words[groupStart(words, trigger.at) - 1]?.lower === 'that' && matrixOf(setting, trigger.at))) return relativeMeeting(setting, trigger);
  const span = spanOf(words, subject);
  // "would build … and would hand over": the second has neither subject nor report of its own
  const goesOn = subject.from === subject.to && previous !== undefined && previous.trigger.force === 'will' && trigger.force === 'will';
  const matrix = matrixOf(setting, trigger.at) ?? bareReport(setting, subject) ?? (goesOn ? previous.matrix : undefined);
  const own = subject.to - subject.from === 1 ? (words[subject.from]?.lower ?? '') : '';
  let actor = goesOn ? previous.actor : subject.from === subject.to || /^(?:its|their|his|her)$/u.test(own) ? inherited(setting, trigger.at) : actorOf(setting.doc, span, setting.discourse);
  if (/^it$/u.test(own) && /^(?:was|is|has)$/u.test(words[subject.to]?.lower ?? '')) actor = { letters: setting.doc.sides.letters, body: false, why: 'it was …' };
  // "X stated that it will": the pronoun is X
  if (matrix && matrix.actor.letters.length > 0 && /^(?:it|he|she|they)$/u.test(own)) actor = matrix.actor;
  if (trigger.force === 'will' || trigger.force === 'should') {
    const allowed = modalActor(setting, trigger, { subject, actor, matrix });
    if (allowed === undefined) return undefined;
    actor = allowed;
  }
  // a trigger that only opens another ("plans to | consider creating", "agreed that … will") leaves the record to the inner one
  if (next && next.at <= trigger.content + 1 && next.force !== 'explore' && trigger.force !== 'invite') return undefined;
  const limit = nextStart(words, trigger, next);
  const content = { from: trigger.content, to: clauseEnd(words, trigger.content, limit) };
  if (content.to - content.from < 1) return undefined;
  const from = subject.from < subject.to ? subject.from : groupStart(words, trigger.at);
  return { trigger, subject, actor, content, from, matrix };
}

/** A clause ends where the next trigger's subject begins. */
function nextStart(words: readonly Word[], trigger: Trigger, next: Trigger | undefined): number {
  if (next === undefined || next.at <= trigger.content) return words.length;
  if (/^(?:which|who|that)$/u.test(words[groupStart(words, next.at) - 1]?.lower ?? '')) return words.length;
  const subject = subjectBefore(words, next.at);
  const at = subject.from < subject.to ? subject.from : groupStart(words, next.at);
  // a verb inside the clause (no subject of its own, no joint before it) does not end it
  return at > trigger.content && /^(?:,|;|and|while|that|but|with|adding)$/u.test(words[at - 1]?.lower ?? '') ? at : words.length;
}

function inherited(setting: Setting, at: number): Actor {
  const { words } = setting.sentence;
  const verb = words.findIndex((word, i) => i < at && isVerb(word) && /^\p{Ll}/u.test(word.text));
  if (verb > 0) {
    const subject = subjectBefore(words, verb);
    if (subject.from < subject.to) return actorOf(setting.doc, spanOf(words, subject), setting.discourse);
  }
  return { letters: [], body: false, why: '' };
}

/** A relative clause describes, save that it can set a body's meetings: "…, which will meet every six months". */
function relativeMeeting(setting: Setting, trigger: Trigger): Draft | undefined {
  const { words } = setting.sentence;
  const content = { from: trigger.content, to: clauseEnd(words, trigger.content, words.length) };
  const text = textOf(words, content);
  if (trigger.force !== 'will' || !/^(?:meet|be held|hold|convene)\b/u.test(text) || recurrenceIn(text, 'recurring-meeting') === undefined) return undefined;
  return { trigger, subject: { from: trigger.at, to: trigger.at }, actor: { letters: setting.doc.sides.letters, body: false, why: 'the body just named' }, content, from: trigger.at, matrix: undefined };
}

const MEETS = /^(?:meet|hold|convene|take|speak|reconvene|gather|consult|continue|be|host|conduct)$/u;
const BY_PASSIVE = /^(?:be|continue)$/u;

/** Only a party's "will" undertakes. A thing's "will" describes, unless it is done to by the parties or is their meeting. */
function modalActor(setting: Setting, trigger: Trigger, of: { subject: Range; actor: Actor; matrix: Matrix | undefined }): Actor | undefined {
  const { words } = setting.sentence;
  let verb = trigger.content;
  while (words[verb]?.pos === 'ADV' || /^(?:also|further|not|jointly|henceforth)$/u.test(words[verb]?.lower ?? '')) verb += 1;
  const head = words[verb]?.lower ?? '';
  const subjectText = textOf(words, of.subject);
  if (trigger.force === 'should') return of.actor.letters.length > 0 && !of.actor.body && of.actor.letters.length < setting.doc.sides.letters.length ? of.actor : undefined;
  if (words[trigger.at]?.lower === 'would' && of.matrix === undefined) return undefined;
  const passive = BY_PASSIVE.test(head) && /(?:ed|en|held|set|built|made|sent|put|given|led)$/u.test(words[verb + 1]?.lower ?? '');
  if (of.actor.body || /^(?:the |this |that |these |a )?(?:[\p{L}-]+ ){0,3}(?:initiative|campaign|effort|deployment|cooperation|programme?|measures?|visit|framework|statement)\b/iu.test(subjectText)) {
    if (!of.actor.body) return passive && of.matrix ? { ...of.actor, letters: of.matrix.actor.letters } : undefined;
    if (/^(?:visit|travel|arrive)$/u.test(head) && of.matrix && of.matrix.actor.letters.length > 0) return { ...of.actor, body: false, letters: of.matrix.actor.letters };
    const series = MEETS.test(head) || /^plan/u.test(head);
    return series ? { ...of.actor, letters: setting.doc.sides.letters } : undefined;
  }
  if (passive) {
    // "forty investigators will be trained": who announced it answers for it, else all
    if (of.matrix) return { letters: of.matrix.actor.letters, body: false, why: of.matrix.actor.why };
    return { letters: setting.doc.sides.letters, body: false, why: subjectText };
  }
  if (of.actor.letters.length > 0) return of.actor;
  return undefined;
}

const MATRIX: Readonly<Record<string, Matrix['force']>> = {
  agree: 'agree', agreed: 'agree', agrees: 'agree', decided: 'agree', decide: 'agree', resolved: 'agree', reaffirmed: 'agree', confirmed: 'agree', committed: 'agree', undertook: 'agree', pledged: 'agree', affirmed: 'agree', agreeing: 'agree', reiterated: 'agree',
  said: 'report', says: 'report', stated: 'report', informed: 'report', announced: 'report', noted: 'report', mentioned: 'report', indicated: 'report', assured: 'report', declared: 'report', added: 'report', adding: 'report', stating: 'report', told: 'report', announcing: 'report', explained: 'report', pointed: 'report', emphasized: 'report', stressed: 'report', reassured: 'report', advised: 'report', expects: 'report',
  hoped: 'hope', hope: 'hope', requested: 'hope', urged: 'hope', asked: 'hope', expected: 'hope', request: 'hope', proposed: 'hope', suggested: 'hope', hopes: 'hope',
};

/** The verb that governs the clause at `at`: the nearest "that" to the left with a verb of agreeing, reporting or hoping before it. */
function matrixOf(setting: Setting, at: number): Matrix | undefined {
  const { words } = setting.sentence;
  for (let i = at - 1; i >= 0; i -= 1) {
    if (words[i]?.text === ';') return undefined;
    if (words[i]?.lower !== 'that') continue;
    for (let k = i - 1; k >= 0 && k >= i - 6; k -= 1) {
      const force = MATRIX[words[k]?.lower ?? ''];
      if (force === undefined) continue;
      const subject = subjectBefore(words, k);
      const actor = subject.from < subject.to ? actorOf(setting.doc, spanOf(words, subject), setting.discourse) : inherited(setting, k);
      return { force, at: k, actor };
    }
  }
  return undefined;
}

/** "X said Y would …": a report without its "that". */
function bareReport(setting: Setting, subject: Range): Matrix | undefined {
  const { words } = setting.sentence;
  const at = subject.from - 1;
  const force = MATRIX[words[at]?.lower ?? ''];
  if (force !== 'report' || subject.from === subject.to) return undefined;
  const speaker = subjectBefore(words, at);
  return { force, at, actor: speaker.from < speaker.to ? actorOf(setting.doc, spanOf(words, speaker), setting.discourse) : inherited(setting, at) };
}

type Part = { readonly range: Range; readonly content: Range };

/** Two undertakings under one verb: "… and to …", ", while …ing", ", including the establishment of …", or two of different kinds. */
function partsOf(words: readonly Word[], draft: Draft): Part[] {
  const { content } = draft;
  const cuts: number[] = [];
  const infinitive = words[content.from - 1]?.lower === 'to';
  for (let i = content.from + 2; i < content.to - 1; i += 1) {
    const before = words[i - 1]?.lower ?? '';
    const word = words[i]?.lower ?? '';
    if (infinitive && word === 'to' && (before === 'and' || (before === ',' && parallelTo(words, i, content.to)))) cuts.push(i);
    else if (draft.trigger.force === 'announce' && before === 'including' && /^(?:the|a|an)$/u.test(word) && /^(?:establishment|creation|formation|deployment|launch|opening|setting|construction)$/u.test(words[i + 1]?.lower ?? '')) cuts.push(i);
    else if ((before === 'and' || before === ',' || before === ';') && words[i]?.pos === 'VERB' && differs(words, { from: content.from, to: i }, { from: i, to: content.to }, infinitive)) cuts.push(i);
  }
  const starts = [content.from, ...cuts];
  const parts = starts.map((start, n) => {
    const to = starts[n + 1] ?? content.to;
    const trimmed = words[to - 1]?.lower === 'including' ? to - 1 : to;
    return { range: { from: n === 0 ? draft.from : start, to: trimmed }, content: { from: start, to: trimmed } };
  });
  // "…, while expanding …": the clause stopped before "while"
  const end = content.to;
  if (words[end]?.text === ',' && words[end + 1]?.lower === 'while' && /ing$/u.test(words[end + 2]?.lower ?? '') && words[end + 2]?.pos === 'VERB') {
    const to = clauseEnd(words, end + 2, words.length);
    parts.push({ range: { from: end + 2, to }, content: { from: end + 2, to } });
  }
  return parts;
}

/** ", to A, and to B": a comma joins infinitives only when an "and to" follows. */
function parallelTo(words: readonly Word[], at: number, end: number): boolean {
  for (let i = at + 1; i < end - 1; i += 1) if (words[i]?.lower === 'and' && words[i + 1]?.lower === 'to') return true;
  return false;
}

/** Verb phrases joined by "and" are two undertakings when both say something of their own, of different particular kinds. */
function differs(words: readonly Word[], left: Range, right: Range, infinitive: boolean): boolean {
  const verb = words[right.from];
  if (verb === undefined || /^(?:including|regarding|concerning|following|according|pending|involving)$/u.test(verb.lower)) return false;
  if (infinitive ? /(?:ing|ed)$/u.test(verb.lower) : !/ing$/u.test(verb.lower) && words[left.from]?.lower.endsWith('ing')) return false;
  if (right.to - right.from < 4 || left.to - left.from < 4) return false;
  const a = kindOf(textOf(words, left)).kind;
  const b = kindOf(textOf(words, right)).kind;
  const plainAnd = words[right.from - 1]?.lower === 'and' && words[right.from - 2]?.text !== ',';
  if (plainAnd && a !== b && a !== 'other' && b !== 'other') return true;
  return a !== b && a !== 'other' && b !== 'other' && /^(?:establish-mechanism|recurring-meeting|training|event-attendance)$/u.test(b === 'training' ? a : b);
}

function recordOf(setting: Setting, draft: Draft, part: Part, first: boolean): CommitmentRecord | undefined {
  const { doc, sentence, focus } = setting;
  const { words } = sentence;
  const { trigger, matrix } = draft;
  const span = spanOf(words, part.range);
  const content = doc.text.slice(words[part.content.from]?.start ?? span.start, span.end);
  if (content.trim().length < 6 || /\b(?:to|following|below)$/iu.test(content)) return undefined; // the second: the head of a list
  const scopeText = content.split(/\s+/u).length < 9 ? sentence.text : content;
  const judged = trigger.force === 'sign' ? { kind: 'establish-mechanism' as const, why: 'signed' } : trigger.force === 'invite' ? { kind: 'event-attendance' as const, why: 'invited' } : kindOf(trigger.force === 'seek' || (words[trigger.content - 1]?.lower === 'for' && /^(?:ask|request)/u.test(words[trigger.at]?.lower ?? '')) ? `provide ${content}` : activeForm(words, draft, content));
  const letters = responsibleLetters(setting, draft);
  if (letters === undefined || (letters.length < doc.sides.letters.length && letters.some((letter) => letter.startsWith(UNNAMED)))) return undefined;
  const vague = judged.kind === 'other' && content.split(/\s+/u).length < 9;
  const reason = outOfScope({ content, context: /^(?:request|seek)$/u.test(trigger.force) || vague ? scopeText : '' }, judged.kind, focus);
  if (trigger.force !== 'invite' && reason !== undefined) return undefined;
  if (trigger.force === 'restate' && !standsAgain(words, trigger, content, judged.kind)) return undefined;
  if (trigger.force === 'will' && judged.kind === 'other' && /^(?:reply|respond|decide|announce|know|see|be (?:announced|decided|known))\b/u.test(content)) return undefined; // "will reply in due course"
  if (trigger.force === 'willing' && !hasSecurity(content)) return undefined;
  if (trigger.force === 'explore' && judged.kind === 'other') return undefined;
  if (trigger.force === 'look-forward' && judged.kind !== 'recurring-meeting' && judged.kind !== 'establish-mechanism') return undefined;
  if (sentence.block.role === 'list' && judged.kind === 'other' && draft.subject.from === draft.subject.to && !hasSecurity(content)) return undefined;
  if (trigger.force === 'will' && /^we$/iu.test(draft.actor.why) && /[“"]/u.test(sentence.text)) return undefined; // a speaker's own "we"
  const status = statusOf(draft, letters, doc.sides.letters.length, words[part.content.from]?.lower ?? '');
  const recurrence = recurrenceIn(content, judged.kind);
  const due = dueIn(doc, { start: span.start, end: trigger.force === 'invite' && first ? sentence.end : span.end });
  const why = [
    `${words.slice(trigger.at, Math.max(trigger.at + 1, Math.min(trigger.content, trigger.at + 4))).map((word) => word.text).join(' ')} (${trigger.force}) → ${status}`,
    `who: ${draft.actor.why === '' ? 'the statement as a whole' : draft.actor.why}`,
    `kind: ${judged.why}`,
    ...(matrix ? [`under: ${words[matrix.at]?.text ?? ''} that`] : []),
    ...(recurrence ? [`recurs: ${recurrence}`] : []),
    ...(due ? [`due: ${due.words}`] : []),
  ];
  return { ...span, kind: judged.kind, responsible: responsibleOf(letters, doc.sides.letters), status, why, ...(recurrence ? { recurrence } : {}), ...(due ? { due: due.value } : {}) };
}

/** What is done to a thing, told as doing: "the line will be opened" is "opened the line"; a meeting that takes place keeps its name. */
function activeForm(words: readonly Word[], draft: Draft, content: string): string {
  const subject = textOf(words, draft.subject);
  const passive = /^be\s+(?:jointly\s+|further\s+|also\s+)?(\S.*)$/su.exec(content);
  if (draft.trigger.force === 'will' && passive?.[1]) return `${/^\S+(?:\s(?:up|over|out))?/u.exec(passive[1])?.[0] ?? ''} ${subject} ${passive[1]}`;
  return draft.trigger.force === 'will' && draft.actor.body ? `${subject} ${content}` : content;
}

/** A commitment said once more counts when it names something particular to do; fine words said again do not. */
function standsAgain(words: readonly Word[], trigger: Trigger, content: string, kind: string): boolean {
  if (kind !== 'other') return true;
  return !/^(?:reaffirm|underscor|renew|restat|convey)/u.test(words[trigger.at]?.lower ?? '') && hasSecurity(content) && !/^(?:help|support|uphold|address)\b/u.test(content);
}

/** Who must act: the subject, or for a request or an invitation the side asked. */
function responsibleLetters(setting: Setting, draft: Draft): readonly string[] | undefined {
  const { doc, sentence, discourse } = setting;
  const { words } = sentence;
  const { trigger, actor, matrix } = draft;
  const all = doc.sides.letters;
  const others = all.filter((letter) => !actor.letters.includes(letter));
  if (trigger.force === 'request' || trigger.force === 'invite') {
    const passive = /^(?:was|were|been)$/u.test(words[trigger.at - 1]?.lower ?? '');
    if (passive) return actor.letters.length > 0 ? actor.letters : undefined;
    const target = actorOf(doc, spanOf(words, { from: trigger.at + 1, to: trigger.content }), discourse);
    const targeted = target.letters.filter((letter) => actor.letters.length === all.length || !actor.letters.includes(letter));
    if (targeted.length === all.length && actor.letters.length === all.length) return undefined; // "all parties": the world
    if (targeted.length > 0) return targeted;
    const named = doc.text.slice(words[trigger.at + 1]?.start ?? 0, words[trigger.content - 1]?.end ?? 0);
    const counterpart = /\b(?:counterparts?|him|her|them|it|the other side|invitation|that|for)\b/u.test(named) || trigger.content <= trigger.at + 2;
    if (!counterpart) return undefined; // a call on others
    const within = actorOf(doc, spanOf(words, { from: trigger.content, to: Math.min(words.length, trigger.content + 6) }), discourse).letters.filter((letter) => !actor.letters.includes(letter));
    return within.length > 0 ? within : others.length > 0 && others.length < all.length ? others : undefined;
  }
  if (trigger.force === 'seek') return actor.letters.length > 0 && others.length > 0 ? others : undefined;
  if (trigger.force === 'should' || matrix?.force === 'hope') return actor.letters.length > 0 ? actor.letters : undefined;
  if (actor.letters.length > 0) return actor.letters;
  // an agreement without a named subject is the statement's own; a plan or a willingness must have an owner
  return /^(?:agree|commit|explore|sign|restate|look-forward)$/u.test(trigger.force) && draft.actor.why === '' ? all : undefined;
}

function statusOf(draft: Draft, letters: readonly string[], sides: number, firstVerb: string): Status {
  const { force } = draft.trigger;
  const joint = letters.length >= sides;
  if (force === 'invite') return 'invited';
  if (force === 'request' || force === 'seek' || force === 'should' || draft.matrix?.force === 'hope') return 'requested';
  if (force === 'explore' || /^(?:consider|explore|examine|study|discuss)(?:ing)?$/u.test(firstVerb)) return 'proposed';
  if (force === 'agree' || force === 'sign') return 'agreed';
  if (draft.matrix?.force === 'agree' && draft.matrix.actor.letters.length >= sides) return 'agreed';
  return joint ? 'agreed' : 'announced';
}

const textOf = (words: readonly Word[], range: Range): string => words.slice(range.from, range.to).map((word) => word.text).join(' ');

/** After a sentence, "it" and "they" mean its first actor. */
function remember({ doc, sentence, discourse }: Setting): void {
  const verb = sentence.words.findIndex((word) => isVerb(word) && /^\p{Ll}/u.test(word.text));
  if (verb <= 0) return;
  const actor = actorOf(doc, spanOf(sentence.words, subjectBefore(sentence.words, verb)), discourse);
  if (actor.letters.length === 1 && actor.letters[0] !== undefined) discourse.single = actor.letters[0];
  if (/\b(?:officials|ministers|delegation|sides|leaders|advis[eo]rs|they|coordinators|parties|both|and)\b/iu.test(actor.why) && actor.letters.length > 0) discourse.plural = actor.letters;
}
