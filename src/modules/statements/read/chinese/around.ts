import type { EventRecord, IncidentRecord } from '../reading.ts';
import type { Anchor } from './dates.ts';
import { chineseDatesIn } from './dates.ts';
import type { Sentence } from './sentences.ts';

const DATED = '(?:(?:\\d{4}年|明年|今年|去年|后年)?(?:\\d{1,2}月)?(?:\\d{1,2}日)?)';
const HELD = new RegExp(
  `(?:于)?(${DATED}(?:[上下]半年)?)在?([\\p{Script=Han}]{2,8}?)(?:举行|召开|举办)的([“《]?[\\p{Script=Han}A-Za-z\\d“”—-]{2,26}?(?:论坛|大会|峰会|博览会|会议|研讨会|年会)[”》]?)`,
  'gu',
);
const NAMED =
  /(?:出席|参加|举办|赴[^，。；]{1,10}出席)(?:于)?((?:\d{4}年|明年|今年)?[\p{Script=Han}\d]{0,8}?月)?([^，。；的]{2,26}?(?:论坛|大会|峰会|博览会|研讨会|年会|问题会议|国际会议|区域会议))/gu;
const VISIT =
  /邀请([^，。；]{2,24}?)(?:在[^，。；]{1,12}?|适时|早日|尽早|再次|于[^，。；]{1,10}?)?(?:率[^，。；]{1,8})?(?:访问|来访|访)([\p{Script=Han}]{0,8})|对([^，。；]{2,20}?)访问([\p{Script=Han}]{2,6})的邀请/gu;

/** Other gatherings with a date or a place, and invitations to visit. */
const isPast = (dated: string, anchor: Anchor): boolean => {
  const value = chineseDatesIn(dated, 0, anchor)[0]?.value;
  return value !== undefined && anchor !== '' && value < anchor;
};

export function eventsIn(sentences: readonly Sentence[], anchor: Anchor): EventRecord[] {
  return sentences.flatMap(({ text, start }) => {
    const records: EventRecord[] = [];
    const add = (
      at: number,
      end: number,
      of: { readonly name: string; readonly date?: string; readonly place?: string },
    ): void => {
      if (!records.some((one) => one.start < start + end && one.end > start + at))
        records.push({ start: start + at, end: start + end, why: [of.name], ...of });
    };
    for (const match of text.matchAll(HELD)) {
      if (
        /^(?:第[一二三四五六七八九十\d]+[次轮届])?(?:会议|对话|会晤)$/u.test(match[3] ?? '') &&
        !isPast(match[1] ?? '', anchor)
      )
        continue;
      const date = chineseDatesIn(match[1] ?? '', 0, anchor)[0]?.value;
      const lead = match[0].startsWith('于') ? 1 : 0;
      add(match.index + lead, match.index + match[0].length, {
        name: match[3] ?? '',
        place: match[2] ?? '',
        ...(date ? { date } : {}),
      });
    }
    for (const match of text.matchAll(NAMED)) {
      const name = match[2] ?? '';
      if (match[1] === undefined && !/\d|[一二三四五六七八九十]月/u.test(name)) continue;
      const at = match.index + match[0].length - (match[1] ?? '').length - name.length;
      const date = chineseDatesIn(`${match[1] ?? ''}${name}`, 0, anchor)[0]?.value;
      add(at, match.index + match[0].length, { name, ...(date ? { date } : {}) });
    }
    for (const match of text.matchAll(VISIT))
      add(match.index, match.index + match[0].length, { name: match[0], ...(match[2] ? { place: match[2] } : {}) });
    return records;
  });
}

const ATTACK =
  '(?:(?:恐怖|武装|自杀式?|网络|暴力|汽车)?(?:袭击|爆炸|枪击|绑架|劫持|劫杀|纵火|勒索|暗杀|炸弹)(?:袭击)?(?:事件|案件|案|惨案)|遭(?:到|受)?(?:恐怖|武装|不明.{0,6})?(?:袭击|绑架|劫杀|袭)(?:事件)?)';
const DATED_ATTACK = /(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?[^，。；]{0,16}?(?:袭击|攻击|爆炸|绑架|枪击)(?:案|事件)?/gu;
const INCIDENT = new RegExp(`(${DATED})(?:发生)?(?:在)?(?:的)?([\\p{Script=Han}“”]{2,18}?)${ATTACK}`, 'gu');

/** Attacks and the like that the text speaks of as having happened. */
export function incidentsIn(sentences: readonly Sentence[], anchor: Anchor): IncidentRecord[] {
  const seen = new Set<string>();
  return sentences.flatMap(({ text, start }) =>
    [...text.matchAll(INCIDENT), ...text.matchAll(DATED_ATTACK)].flatMap((match) => {
      if (/打击|防范|预防|跨境|类似|任何|一切|各类/u.test(match[0])) return [];
      const dated = match[1] ?? '';
      const rest = match[0].slice(dated.length);
      const name = rest
        .replace(/^.*(?:侦办|调查|谴责|[就对]|针对|依法严惩|严惩|处理|有关|涉|因|移交与|与)(?=.{4})/u, '')
        .replace(/^发生(?:在|的)?/u, '');
      const key = name.slice(-8);
      if (seen.has(key) || [...seen].some((one) => one.endsWith(key.slice(-5))) || name.length < 4) return [];
      seen.add(key);
      const end = start + match.index + match[0].length;
      const whole = rest === name || rest.startsWith('发生');
      const date = chineseDatesIn(dated, 0, anchor)[0]?.value;
      return [
        {
          start: whole ? start + match.index : end - name.length,
          end,
          name,
          why: [match[0]],
          ...(date ? { date } : {}),
        },
      ];
    }),
  );
}
