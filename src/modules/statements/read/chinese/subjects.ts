import { chineseLetters, namedIn } from './parties.ts';
import type { ChineseSides } from './parties.ts';
import { personIn, personsNamed } from './persons.ts';
import type { ChinesePerson } from './persons.ts';

export type Cast = {
  readonly sides: ChineseSides;
  readonly persons: readonly ChinesePerson[];
  readonly issuer: string | undefined;
  /** The head of the text: what it is about. */
  readonly topic: string;
};
/** Who acts: letters of sides; `body` when it is a group, a meeting, a line that the parties share; `thing` when it is nobody. */
export type Subject = {
  readonly letters: readonly string[];
  readonly role: 'side' | 'body' | 'speaker' | 'thing' | 'none';
};

/** Words round a subject that are not part of it. */
const AROUND =
  /^(?:(?:[又亦也并再]|此外|同时|另外|其中|会上|会后|会议期间|会谈中|磋商中|期间|随后|为此|届时|另据|据悉|会议|但|而|并|且|还|也|亦|如|若|对此|因此|有鉴于此)+|(?:在|自|于|从|根据|按照|围绕|针对|本着|为|关于|经|应|鉴于|作为)[^，]{0,30}?(?:下|中|上|内|期间|基础|方面|起|后|前|时|精神|安排|协议|要求|此|框架|目的))/u;
const TAIL =
  /(?:(?:\d{4}年|明年|今年|后年|[上下]半年|第[一二三四]季度|\d{1,2}月|\d{1,2}日|底|初|春季|秋季|[本下]月)+|还|也|亦|均|都|再次|一致|共同|分别|各自|将|已|并|则|进一步|继续|正|经|愉快地|欣然|原则上|[^，]{1,4}地)+$/u;
/** A phrase that opens with one of these stands beside the subject: "X方|向Y方…". */
const BESIDE = /(?<=.)(?:[在向对就于把]|为(?=[^，]{1,30}$)|由此|驻(?!.{1,8}(?:大使|使馆|代表)).*)/u;
const BODY =
  /(?:会议|会晤|会谈|磋商|对话|工作组|小组|委员会|机制|中心|热线|渠道|线路|电话|协调员|联络官|专家组|秘书处|演练|演习|行动|程序|培训|研修班|条约|协定|协议|备忘录|数据库|平台|部队|警方|两部|名额|指挥部|论坛|查缉|巡逻|名单|办公室|班)(?:成员|主席|组长|秘书处)?(?:[（(][^）)]*[）)])?$/u;
const INSTITUTION =
  /我[国部方]|公安部|内务部|内政部|国防部|司法部|警察|警方|政府|军方|[海陆空]军|舰队|海警|检察|[部局署院厅]$|(?:部长|大臣|局长|总长|署长|总监)$/u;

export function subjectOf(before: string, cast: Cast, speaker: readonly string[]): Subject {
  const bare = trimmed(before);
  if (bare === '') return { letters: [], role: 'none' };
  if (/^(?:他|她|其|该国|该方|这)$/u.test(bare))
    return { letters: speaker, role: speaker.length > 0 ? 'speaker' : 'none' };
  const head = bare.split(BESIDE)[0] ?? bare;
  const third = cast.sides.others.find((name) => head.includes(name));
  const letters = chineseLetters(head, cast.sides);
  if (third !== undefined && letters.length === 0) return { letters: [], role: 'thing' };
  if (letters.length > 0) {
    const shared =
      letters.length < cast.sides.letters.length &&
      BODY.test(head) &&
      head.includes('的') &&
      /工作组|机制|热线|会议/u.test(head);
    return shared ? { letters: cast.sides.letters, role: 'body' } : { letters, role: 'side' };
  }
  const named = new Set(personsNamed(head, cast.persons).flatMap(({ side }) => (side === undefined ? [] : [side])));
  if (named.size > 0) return { letters: [...named].sort(), role: 'side' };
  if (BODY.test(head)) return { letters: cast.sides.letters, role: 'body' };
  if (INSTITUTION.test(head)) {
    const own = speaker.length === 1 ? speaker : cast.issuer === undefined ? [] : [cast.issuer];
    if (own.length > 0) return { letters: own, role: 'speaker' };
  }
  return /^[\d年月日初底末今明上下午晚当天]+$/u.test(head)
    ? { letters: [], role: 'none' }
    : { letters: [], role: 'thing' };
}

/** The side a request or an invitation turns to: the first one named that is not the one who asks. */
export function askedIn(content: string, cast: Cast, askers: readonly string[]): readonly string[] {
  const near = content.slice(0, 24);
  const others = (letters: readonly string[]): readonly string[] =>
    askers.length === cast.sides.letters.length ? letters : letters.filter((letter) => !askers.includes(letter));
  if (/^(?:[与同和]|双方|两国|两部|各方|各国|彼此)/u.test(near)) return cast.sides.letters;
  const opening =
    /^[^，]{0,20}?(?=进一步|继续|尽快|采取|加强|切实|依法|提供|协助|出席|访问|来访|率团|参加|为|在|于|对|向|将|应|能|就|加大|保|严|全|支持|派|开|提|妥|把|$)/u.exec(
      near,
    )?.[0] ?? near;
  const named = others(namedIn(opening, cast.sides));
  if (named.length > 0) return named;
  const shorts = cast.sides.letters.filter((letter) => {
    const short = cast.sides.parties[letter]?.[0]?.[0] ?? '?';
    return opening.includes(short) && /[两三]国/u.test(opening);
  });
  if (shorts.length > 1) return others(shorts);
  const person = personIn(content.slice(0, 40), cast.persons);
  return person?.side === undefined ? [] : others([person.side]);
}

function trimmed(before: string): string {
  let rest = before.trim();
  for (let i = 0; i < 4; i += 1) {
    const shorter = rest.replace(AROUND, '').replace(TAIL, '').trim();
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}
