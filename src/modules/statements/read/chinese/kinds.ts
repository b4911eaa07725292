import { CADENCES_ZH } from '../../data/calendar.ts';
import type { Kind } from '../reading.ts';

const MECHANISM =
  '(?:机制|工作组|小组|热线|渠道|中心|协议|协定|备忘录|联络点|联络官|联络员|平台|网络|委员会|办公室|办事处|服务台|专班|数据库|公约|条约|窗口|框架)';

const SIGNALS: readonly (readonly [Kind, RegExp])[] = [
  ['recurring-meeting', /(?:下次|下一次|第[一二三四五六七八九十]+(?:次|轮|届)).{0,12}(?:会议|会晤|磋商|对话)/u],
  ['event-attendance', /(?:联合演练|联合演习|访问(?!学)|往访|赴.{0,8}出席|出席|参加.{0,16}(?:论坛|会议|大会|峰会))/u],
  [
    'protection-measure',
    /(?:保护|保障|维护|加强).{0,16}(?:公民|人员|项目|机构|侨民|使馆|工地).{0,10}(?:安全|保护|安保|保护单位|措施)|保护(?:单位|部队|大队)|安保(?:措施|力量|部队|工作)|(?:公民|人员|项目|机构).{0,6}安全/u,
  ],
  [
    'establish-mechanism',
    new RegExp(`(?:建立|设立|成立|组建|开设|开通|启动|签署|商签|缔结|指定|构建|搭建|打造).{0,20}${MECHANISM}`, 'u'),
  ],
  ['investigation', /侦办|侦破|调查|缉捕|抓捕|追捕|引渡|起诉|遣返.{0,10}嫌疑人|惩处|绳之以法|追逃/u],
  ['training', /培训|研修|进修|训练|教官|学员|课程/u],
  [
    'information-sharing',
    /(?:共享|交换|交流|分享|通报|提供|移交|预警).{0,20}(?:信息|情报|线索|数据|名单|经验|记录|日志|情况|进展|手法|证据)|(?:信息|情报|数据).{0,6}(?:共享|交换|交流|通报)|相互(?:预警|通报)/u,
  ],
  [
    'capacity-building',
    /(?:提供|捐赠|赠送|援助|无偿).{0,24}(?:器材|设备|装备|物资|资金|支持|援助|车辆|经费|教官|专家|软件)|能力建设|提升.{0,14}能力|提高.{0,14}能力/u,
  ],
];

export type Judged = { readonly kind: Kind; readonly why: string };

/** What an institution is called says nothing of what is undertaken. */
const INSTITUTION = /[\p{Script=Han}]{0,6}(?:调查局|安全局|公安部|内务部|内政部|警察学院|培训学院|保护局|保障部)/gu;

export function chineseKind(text: string): Judged {
  const clause = text.replace(INSTITUTION, '某机构');
  const cadence = CADENCES_ZH.map(({ pattern }) => pattern.exec(clause)?.[0]).find((found) => found !== undefined);
  const meets = /会议|会晤|会面|磋商|对话|通话|会谈/u.exec(clause)?.[0];
  const mechanism = new RegExp(`(?:建立|设立|成立)[^，。；]{0,20}${MECHANISM}`, 'u').exec(clause)?.[0];
  if (
    cadence !== undefined &&
    meets !== undefined &&
    mechanism === undefined &&
    /(?:举行|召开|会晤|会面|磋商|通话)/u.test(clause)
  )
    return { kind: 'recurring-meeting', why: `${cadence}…${meets}` };
  for (const [kind, pattern] of SIGNALS) {
    const found = pattern.exec(clause);
    if (found) return { kind, why: found[0] };
  }
  return { kind: 'other', why: '没有更具体的词' };
}

export const chineseCadence = (clause: string, kind: Kind): string | undefined => {
  const found = CADENCES_ZH.find(({ pattern }) => pattern.test(clause));
  return found && (kind === 'recurring-meeting' || !['annually', 'regularly'].includes(found.value))
    ? found.value
    : undefined;
};

/** Something to do about security, and not only about relations. */
export function chineseRhetoric(clause: string, kind: Kind): boolean {
  if (kind !== 'other') return false;
  if (
    /反恐|恐怖|犯罪|执法|警|安全|安保|网络|诈骗|毒|赌博|走私|贩运|边境|边境|军|防务|司法|签证|移交|非法|洗钱|极端/u.test(
      clause,
    )
  )
    return /^.{0,6}(?:关系|友好)/u.test(clause);
  return true;
}
