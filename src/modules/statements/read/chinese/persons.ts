import { OFFICES_ZH } from '../../data/offices.ts';
import type { ParticipantRecord } from '../reading.ts';
import { chineseLetters } from './parties.ts';
import type { ChineseSides } from './parties.ts';

export type ChinesePerson = ParticipantRecord & { readonly title: string };

const OFFICE = `(?:${[...OFFICES_ZH].sort((a, b) => b.length - a.length).join('|')})`;
const DOTTED = '[\\p{Script=Han}]{1,8}(?:·[\\p{Script=Han}]{1,8}?){1,3}?';
const STOP =
  '(?=在|会见|率|主持|表示|和|与|同|、|，|。|；|参加|出席|邀请|说|强调|一行|等|\\d|于|对|举行|分别|共同|指出|介绍|及|通电话|（|\\s|$|的|将|向|就)';
const PERSON = new RegExp(`([^，。；、\\n：]{0,30}?${OFFICE})(${DOTTED}${STOP}|[\\p{Script=Han}]{2,4}?${STOP})`, 'gu');

/** A name follows its office: "公安部部长某某". Two to four characters, or a foreign name with its dots. */
export function chinesePersons(
  text: string,
  offset: number,
  sides: ChineseSides,
  issuer: string | undefined,
): ChinesePerson[] {
  return [...text.matchAll(PERSON)].flatMap((match) => {
    const [, before = '', name = ''] = match;
    if (
      /^(?:会|在|的|和|与|同|将|对|就|级|们|助|参加|一行|特别|机制|出席|举行|表示|率团|访问|共同|每)/u.test(name) ||
      new RegExp(`^(?:${OFFICE})`, 'u').test(name)
    )
      return [];
    const title = before
      .replace(/^.*(?:由|会见|来访的|与|同|和|邀请|日|，)/u, '')
      .replace(
        new RegExp(`^(?:${sides.aliases.map(([alias]) => alias).join('|')}|共和国|联邦)+(?=[\\p{Script=Han}]{3})`, 'u'),
        '',
      );
    const start = offset + match.index + before.length;
    // an office without a country is the issuer's own
    const own = chineseLetters(before.replace(/驻.*/u, ''), sides);
    const letters = own.length === 0 && issuer ? [issuer] : own;
    return [
      {
        start,
        end: start + name.length,
        name,
        title,
        why: [`职务：${title}`],
        ...(letters.length === 1 && letters[0] ? { side: letters[0] } : {}),
      },
    ];
  });
}
