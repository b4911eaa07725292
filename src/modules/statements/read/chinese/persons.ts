import { OFFICES_ZH } from '../../data/offices.ts';
import type { ParticipantRecord } from '../reading.ts';
import { chineseLetters, namedIn } from './parties.ts';
import type { ChineseSides } from './parties.ts';

export type ChinesePerson = ParticipantRecord & { readonly title: string };

const OFFICE = `(?:${[...OFFICES_ZH].sort((a, b) => b.length - a.length).join('|')})`;
const RANK = '(?:警?上将|警?中将|警?少将|上将|中将|少将|大校|上校|警监|先生|女士|阁下|博士|爵士|将军|警司)';
const PART = '[\\p{Script=Han}]{1,8}?';
const DOTTED = `${PART}(?:[·—-]${PART}){1,4}`;
/** What follows a name: a verb, a particle, a mark. */
const STOP = `(?=${RANK}|[，。；、：（）《“”\\s\\d—]|$|一行|率|主持|共同|分别|表示|出席|参加|参会|举行|会见|会晤|会谈|会面|会商|晤面|商讨|进行|介绍|通报|强调|指出|谈到|邀请|访问|来访|代表|陪同|应约|今[天日]|昨[天日]|当[天日地]|上周|本周|日前|视频|通电话|签署|签订|担任|牵头|转达|接受|回顾|对此|等[，。人参出陪在]|等$|[在和与同于对将就及的说称指冀也还亦均为向以并以由])`;
const MORE = new RegExp(`^、(${DOTTED}|[\\p{Script=Han}]{2,3})(?=[，。、；]|和|等|参加|出席|陪同|$)`, 'u');
const PERSON = new RegExp(
  `([^，。；、\\n：]{0,34}?${OFFICE}(?:级?代表)?(?![局处部署院馆厅室级国长兼]|助理|司(?![马徒空寇])))(?:（[^（）]{1,12}）)?\\s?(${DOTTED}${STOP}|[\\p{Script=Han}]{2,4}(?=[，。、；]|$)(?<![说称等率团席加谈话示晤见会])|[\\p{Script=Han}]{2,4}?${STOP})`,
  'gu',
);
const NOT_A_NAME =
  /^(?:[获受应会在的和与同将对就级们助副及于向为以并由等各一本两双我该其或]|参加|一行|特别|机制|出席|举行|表示|率团|访问|共同|会[议晤谈见]|代表团|定期|年度|磋商|对话|职务|级别|分别|商定|决定|同意|宣布|主持|以上|以及|联席|论坛|签署|受权|有关|负责|之间|互访|访华|高度|积极|轮流|每[年月]|今[天日年]|办公|热线|应邀|身份|接受|指出|强调|介绍|说|称|先生|女士|阁下|最高|期间|人选|人员|名单|团队|小组|达成|发言|声明|讲话|致辞|会后|随后)/u;

/** A name follows its office: "公安部部长某某". Two to four characters, or a foreign name with its dots. */
export function chinesePersons(
  text: string,
  offset: number,
  sides: ChineseSides,
  issuer: string | undefined,
): ChinesePerson[] {
  const persons: ChinesePerson[] = [];
  let carried: string | undefined;
  for (const match of text.matchAll(PERSON)) {
    const [all, before = '', name = ''] = match;
    if (NOT_A_NAME.test(name) || new RegExp(`^(?:${OFFICE})|${OFFICE}$`, 'u').test(name)) continue;
    if (/陪同[^，。；]{0,40}$/u.test(text.slice(0, match.index + before.length))) continue; // whom somebody travelled with
    const title = titleOf(before, sides);
    const start = offset + match.index + all.lastIndexOf(name);
    const own = sideOf(before, text.slice(0, match.index + before.length), sides);
    // "某国驻某国大使甲，公安部副部长乙": an office without a country is of the side named before it in the list, else the issuer's
    const listed = /^[、，；]$/u.test(text[match.index - 1] ?? '') || before.startsWith('和');
    const side = own ?? (listed ? carried : undefined) ?? issuer;
    if (own !== undefined) carried = own;
    persons.push({
      start,
      end: start + name.length,
      name,
      title,
      why: [`职务：${title}`],
      ...(side === undefined ? {} : { side }),
    });
    // "副部长甲、乙": more than one of the same office
    let next = match.index + before.length + (all.length - before.length);
    for (;;) {
      const more = MORE.exec(text.slice(next, next + 24));
      if (
        more === null ||
        NOT_A_NAME.test(more[1] ?? '') ||
        new RegExp(`${OFFICE}|[部局署委院府团组方国会]$`, 'u').test(more[1] ?? '')
      )
        break;
      const from = offset + next + 1;
      persons.push({
        start: from,
        end: from + more[0].length - 1,
        name: more[1] ?? '',
        title,
        why: [`职务：${title}`],
        ...(side === undefined ? {} : { side }),
      });
      next += more[0].length;
    }
  }
  return persons;
}

function sideOf(before: string, context: string, sides: ChineseSides): string | undefined {
  const posted = /([\p{Script=Han}]*)驻[\p{Script=Han}]{1,8}$/u.exec(
    before.replace(new RegExp(`(?:特命全权)?${OFFICE}$`, 'u'), ''),
  )?.[1];
  const named = namedIn(posted ?? before, sides);
  if (named.length === 1) return named[0];
  if (named.length > 1) return lastNamed(posted ?? before, sides);
  const lead = /([\p{Script=Han}]{1,4}方)(?:参会人员|代表团|出席|参加|与会)[^。；]*$/u.exec(context)?.[1];
  const led = lead === undefined ? [] : chineseLetters(lead, sides);
  return led.length === 1 ? led[0] : undefined;
}

function lastNamed(text: string, sides: ChineseSides): string | undefined {
  return sides.aliases
    .map(([alias, letter]) => ({ at: text.lastIndexOf(alias), letter }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)[0]?.letter;
}

const titleOf = (before: string, sides: ChineseSides): string =>
  before
    .replace(/^.*(?:由|会见|来访的|到访的|与|同|邀请|日|，|包括|应|代表(?=[\p{Script=Han}]{2})|[）)])/u, '')
    .replace(/^(?:和|及|以及)/u, '')
    .replace(
      new RegExp(
        `^(?:${['共和国', '联邦', ...sides.aliases.map(([alias]) => (alias.endsWith('国') ? `${alias}(?![家内际防务会土])` : alias))].join('|')})+(?=[\\p{Script=Han}]{2})(?!国?驻)`,
        'u',
      ),
      '',
    )
    .trim();

/** The person a clause begins with, by any part of the name. */
export const personIn = (text: string, persons: readonly ChinesePerson[]): ChinesePerson | undefined =>
  personsNamed(text, persons)[0];

export function personsNamed(text: string, persons: readonly ChinesePerson[]): ChinesePerson[] {
  return persons.filter((person) =>
    person.name
      .split(/[·—-]/u)
      .some(
        (part, index, parts) =>
          (parts.length === 1 || index > 0 || part.length > 1) && part.length > 1 && text.includes(part),
      ),
  );
}
