import type { MeetingRecord } from '../reading.ts';
import type { Anchor } from './dates.ts';
import { chineseDatesIn } from './dates.ts';
import type { Clause, Heading, Sentence } from './sentences.ts';

export type Met = { readonly record: MeetingRecord; readonly sentence: Sentence | undefined };

const GATHERING = '(?:启动会|会议|会晤|会谈|磋商|对话|谈判|双边会|协调会|联席会|视频会|工作会)';
const MET: readonly RegExp[] = [
  new RegExp(`(?:举行|召开|开启|进行).{0,60}${GATHERING}`, 'u'),
  new RegExp(`${GATHERING}.{0,24}(?:举行|召开|开幕|落幕|闭幕)`, 'u'),
  new RegExp(`主持(?:召开|了)?.{0,30}${GATHERING}`, 'u'),
  /(?:会见|会晤|会面|晤面)(?:了)?(?=.{2})|[与同].{2,40}(?:会面|会晤|会见)$|同.{2,40}(?:会晤|会见|会谈|举行会谈)|[与同].{2,40}(?:通(?:了)?电话|电话交谈|交谈|晤谈|视频通话|通话|视频连线)/u,
  new RegExp(`(?:出席|参加).{2,24}${GATHERING}`, 'u'),
  /接待.{2,80}(?:代表团|一行)|访问|往访/u,
];
const NOT_THIS =
  /(?<![上中少大])将[于在要会]|(?<!率)将.{0,4}举行|下[次轮一届月]|明年|后年|同意|商定|决定|邀请|每[年季月半两三]|建议|提议|拟|力争|争取|此前|去年|上[次届轮]|期间(?!，)|会见前|会见后|会谈后|回顾|积极评价|愿|期待|举行的|召开的/u;
const SIGNED = new RegExp(GATHERING, 'u');

/** The clause that says the meeting took place; where only the title says so, the title. */
export function meetingIn(
  sentences: readonly Sentence[],
  headings: readonly Heading[],
  anchor: Anchor,
): Met | undefined {
  const early = sentences.slice(0, 8);
  for (const [rank, pattern] of MET.entries())
    for (const sentence of early) {
      const clause = sentence.clauses.find((item) => pattern.test(item.text) && !NOT_THIS.test(item.text));
      if (clause === undefined) continue;
      // an earlier sentence that says it in a weaker way is the account of the same meeting
      const first = early
        .slice(0, early.indexOf(sentence))
        .flatMap((one) => one.clauses.map((item) => ({ one, item })))
        .find(({ item }) => MET.slice(0, 4).some((weaker) => weaker.test(item.text)) && !NOT_THIS.test(item.text));
      if (rank >= 4 && first) return { sentence: first.one, record: recordOf(first.one, first.item, anchor) };
      return {
        sentence: first?.one ?? sentence,
        record: recordOf(first?.one ?? sentence, first?.item ?? clause, anchor),
      };
    }
  const title = headings.find(({ text }) => SIGNED.test(text) && text.length >= 10 && !/首页|新闻/u.test(text));
  if (title === undefined) return undefined;
  return {
    sentence: undefined,
    record: { start: title.start, end: title.end, why: ['标题'], ...formatOf(title.text) },
  };
}

function recordOf(sentence: Sentence, clause: Clause, anchor: Anchor): MeetingRecord {
  let index = sentence.clauses.indexOf(clause);
  // the subject may stand in a clause before: "某某率团访问某国，与某某共同主持…"
  const goesBack = (text: string): boolean => /^(?:与|同|并|就|分别|共同|在|于|主持)/u.test(text);
  while (
    index > 0 &&
    goesBack(sentence.clauses[index]?.text ?? '') &&
    (sentence.clauses[index - 1]?.text.length ?? 0) > 4
  )
    index -= 1;
  const before = sentence.clauses[index] ?? clause;
  const opens = before !== clause;
  const lead =
    /^(?:当地时间)?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:至\d{1,2}日)?(?:上午|下午|晚)?/u.exec(clause.text)?.[0] ?? '';
  const date = chineseDatesIn(sentence.text, 0, anchor)[0]?.value;
  const place = /在([\p{Script=Han}]{2,8}?)(?:会见|举行|召开|同|与|会晤|共同|主持|出席)/u.exec(sentence.text)?.[1];
  const start = opens ? before.start : clause.start + (lead.length < clause.text.length - 6 ? lead.length : 0);
  return {
    start,
    end: clause.end,
    ...formatOf(clause.text),
    why: [
      MET.map((pattern) => pattern.exec(clause.text)?.[0]).find((found) => found !== undefined) ??
        clause.text.slice(0, 12),
    ],
    ...(date ? { date } : {}),
    ...(place ? { place } : {}),
  };
}

const formatOf = (text: string): { readonly format: string } => ({
  format: /通(?:了)?电话|电话/u.test(text)
    ? 'bilateral, by telephone'
    : /视频/u.test(text)
      ? 'bilateral, by video link'
      : 'bilateral, in person',
});
