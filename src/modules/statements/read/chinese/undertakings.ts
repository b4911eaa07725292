import type { CommitmentRecord } from '../reading.ts';
import { inClause } from './clause.ts';
import type { Anchor } from './dates.ts';
import { chineseKind } from './kinds.ts';
import type { Clause, Sentence } from './sentences.ts';
import type { Found, Matrix, State } from './setting.ts';
import type { Cast } from './subjects.ts';
import { LONG_SINCE, RHETORIC, startsWithAct, triggersIn } from './verbs.ts';

/** Verbs of an aim rather than of a task of its own. */
const AIM =
  /^(?:共同|坚决|严厉|依法|有效|切实|严密|持续|全力|继续|从严|高效|及时|密切|积极|进一步)*(?:打击|防范|预防|遏制|铲除|维护|应对|惩治|切断|紧盯|密切|提升|提高|优化|协调|配合|深化|支持|避免|防止|杜绝|协助|开展联动)/u;
/** Heads of lists of something else; and a joint text as a whole is no list of things agreed. */
const OTHER_LIST =
  /讨论|议题|话题|探讨|意见|出席|参加|参会|人员|名单|附件|指出|强调|表示|认为|介绍|回顾|通报了|信息|背景|声明|公报|全文|如下报告|问$|答$|原则|主持|记者/u;

export function chineseUndertakings(sentences: readonly Sentence[], cast: Cast, anchor: Anchor): CommitmentRecord[] {
  let last: { readonly paragraph: number; readonly matrix: Matrix | undefined; readonly speaker: readonly string[] } = {
    paragraph: -1,
    matrix: undefined,
    speaker: [],
  };
  return sentences.flatMap((sentence) => {
    const near = last.paragraph === sentence.paragraph;
    const listed =
      sentence.under !== '' &&
      !OTHER_LIST.test(/[^。！？，]*$/u.exec(sentence.under.replace(/[。：]?\s*$/u, ''))?.[0] ?? '');
    const resumed = near && goesOn(sentence) ? last.matrix : undefined;
    const state: State = {
      matrix: listed
        ? { force: 'agree', letters: cast.sides.letters, asked: [], words: sentence.under.slice(-16) }
        : resumed,
      speaker: near ? last.speaker : [],
      when: undefined,
      fresh: true,
      past: LONG_SINCE.test(sentence.clauses[0]?.text ?? ''),
    };
    const records: Found[] = [];
    for (const clause of sentence.clauses) {
      const setting = { cast, anchor, sentence };
      for (const part of partsOf(clause)) {
        const record = inClause(part, setting, state);
        if (record === undefined) {
          if (state.when === undefined || part.text.length > 12) state.fresh = false;
          continue;
        }
        state.fresh = false;
        const previous = records.at(-1);
        if (previous && /^(?:力争|争取|预计|计划)[^，]{0,6}[年月季][^，]{0,8}$/u.test(part.text))
          records[records.length - 1] = { ...joined(previous, record), ...(record.due ? { due: record.due } : {}) };
        else if (previous && continues(previous, record)) records[records.length - 1] = joined(previous, record);
        else records.push({ ...record, clause: part });
      }
    }
    last = { paragraph: sentence.paragraph, matrix: state.matrix, speaker: state.speaker };
    return records.map(({ clause: _clause, ...record }) => record);
  });
}

/** "同时，加强…": a sentence without a subject of its own goes on with the one before. */
const goesOn = (sentence: Sentence): boolean => {
  const first = sentence.clauses.find(({ text }) => !/^(?:同时|此外|另外|为此|会上|其中)$/u.test(text));
  return (
    first !== undefined &&
    startsWithAct(first.text) &&
    triggersIn(first.text).length === 0 &&
    !RHETORIC.test(first.text)
  );
};

/** "提供…并举办…": two verbs in one clause are two undertakings when they are of two kinds. */
function partsOf(clause: Clause): Clause[] {
  const at = [...clause.text.matchAll(/并(?:且)?(?!行|列|非|不)|以及(?=[\p{Script=Han}]{2})|，并/gu)].find((match) => {
    const rest = clause.text.slice(match.index + match[0].length);
    const head = clause.text.slice(0, match.index);
    return (
      head.length >= 8 &&
      rest.length >= 6 &&
      (startsWithAct(rest) || triggersIn(rest).some(({ at: place }) => place < 4)) &&
      chineseKind(head).kind !== 'other' &&
      chineseKind(rest).kind !== 'other' &&
      chineseKind(head).kind !== chineseKind(rest).kind
    );
  });
  if (at === undefined) return [clause];
  const cut = clause.start + at.index;
  return [
    { ...clause, end: cut, text: clause.text.slice(0, at.index) },
    { ...clause, start: cut, text: clause.text.slice(at.index), mark: '，' },
  ];
}

/** One undertaking told in two clauses: same kind, force and side, and the second adds neither a date nor a number. */
function continues(last: Found, next: Found): boolean {
  return (
    last.kind === next.kind &&
    last.status === next.status &&
    last.responsible === next.responsible &&
    next.clause.mark === '，' &&
    ['other', 'protection-measure', 'investigation', 'information-sharing'].includes(next.kind) &&
    next.due === undefined &&
    next.recurrence === last.recurrence &&
    !/\d|《/u.test(next.clause.text) &&
    !/^(?:并|还|同时|包括)|^将(?!.*(?:绳之以法|归案))/u.test(next.clause.text) &&
    (next.kind !== 'other' || AIM.test(next.clause.text))
  );
}

const joined = (last: Found, next: Found): Found => ({ ...last, end: next.end, why: [...last.why, ...next.why] });
