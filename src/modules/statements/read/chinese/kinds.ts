import { CADENCES_ZH } from '../../data/calendar.ts';
import type { Kind } from '../reading.ts';

const BODY =
  '(?:机制|工作组|小组|专案组|热线|渠道|中心|协议|协定|备忘录|议定书|公约|条约|联络点|联络官|联络员|联络处|平台|网络|委员会|办公室|办事处|服务台|专班|数据库|资料库|窗口|框架|直通(?:保密)?电话|直通线路|线路|协调组|特遣队|指挥部|程序|联盟|论坛机制|实施方案|换文|联席会议|制度|秘书处|警务站|行动点|调查组|侦查组|专家组|会晤站|联络站|工作站)';
const CREATE =
  '(?:建立|设立|成立|组建|组成|开设|开通|启用|启动|签署|商签|签订|缔结|指定|构建|搭建|打造|互派|互设|派驻|分设|新设|增设|设置|恢复|召集|筹建|谈判|磋商)';
const MEET = '(?:通电话|高官会|会议|会晤|会面|磋商|对话|通话|会谈|联席会|双边会|协调会|联委会|视频会|例会|谈判)';
const PEOPLE =
  '(?:公民|人员|项目|机构|侨民|侨胞|使馆|使领馆|工地|驻地|企业|游客|旅客|工程师|员工|学生|留学生|商户|社区|商船|船员|设施|水电站|管道|营地|领事馆|个人)';

const SIGNALS: readonly (readonly [Kind, RegExp])[] = [
  [
    'recurring-meeting',
    new RegExp(
      `(?:下(?:一|个)?[次轮届]|第[一二三四五六七八九十\\d]+[次轮届]|首[次轮届]|\\d{4}年度?(?=会)|新一轮|例行|年度)[^，。；]{0,16}${MEET}|(?:延续|保持|维持|恢复)[^，。；]{0,10}(?:部级|高级别|定期|经常性|工作|机制性)[^，。；]{0,6}${MEET}|(?:举行|召开)(?:对话|会晤|磋商|例会)|(?:再次|年内|明年|适时|择期)[^，。；]{0,14}(?:会晤|会面)|(?:举行|召开)[^，。；]{0,24}(?:机制|工作组|委员会|联委会)[^，。；]{0,8}(?:会议|会晤|磋商|例会)`,
      'u',
    ),
  ],
  [
    'event-attendance',
    /联合.{0,8}(?:演练|演习|军演|搜救)|(?:演练|演习)(?!场)|(?:正式)?访问(?!学|权)|往访|互访|赴.{0,8}(?:出席|参加)|出席|参加.{0,24}(?:论坛|会议|大会|峰会|研讨)|(?:举行|召开|举办).{0,26}(?:论坛|研讨会|专家会议?|大会|峰会|专题会|座谈会|仪式|推介会|活动周|会议)/u,
  ],
  [
    'establish-mechanism',
    new RegExp(
      `${CREATE}[^，。；]{0,44}?${BODY}|${BODY}[^，。；]{0,18}(?:设立|建立|开通|启用|成立|上线|投入运行|谈判|设在)|(?:巩固|完善|健全|加强|强化|保留|用好|充实)[^，。；]{0,16}(?:机制|热线|渠道|框架)|(?:签署|商签|签订|缔结)(?!.{0,12}(?:纪要|仪式))|(?:派遣|派驻|互派|选派).{0,12}联络官|(?:条约|协定|协议|备忘录).{0,10}(?:磋商|谈判|文本)`,
      'u',
    ),
  ],
  [
    'protection-measure',
    new RegExp(
      `保护[^，。；]{0,16}${PEOPLE}|(?:保护|保障|维护|加强|确保|保证|守护|护卫|守卫|护送|提供)[^，。；]{0,34}${PEOPLE}[^，。；]{0,16}(?:安全|保护|安保|保护单位|措施|权益|护送)|对[^，。；]{0,16}${PEOPLE}[^，。；]{0,10}(?:安全|保护|安保|保卫|巡逻)|${PEOPLE}[^，。；]{0,12}(?:安全(?!部|合作)|保护|安保|安防)|安保(?:措施|力量|部队|工作|等级|投入|合作)|安防|保护(?:单位|部队|大队|警)|武装护送|护送|旅游警察|巡逻班次|增派[^，。；]{0,8}(?:兵力|警力|警员)|兵力|全方位安全保障|警卫`,
      'u',
    ),
  ],
  [
    'capacity-building',
    /(?:提供|捐赠|赠送|援助|无偿|交付)[^，。；]{0,30}(?:器材|设备|装备|物资|资金|车辆?|软件|仪|无人机|试剂|工具|艇)/u,
  ],
  [
    'investigation',
    /侦办|侦破|彻查|(?:联合)?调查(?!报告)|核查|缉捕|抓捕|追捕|拘捕|逮捕|缉拿|追缉|引渡|起诉|惩处|严惩|惩治|惩办|绳之以法|追究|追逃|逃犯|查清|查明|查案|解救|归案|(?:查找|搜寻).{0,40}(?:嫌|逃|凶)|遣返.{0,16}(?:嫌疑人|逃犯|嫌犯)|取证|专案|移交.{0,24}案.{0,10}(?:嫌|逃|凶)/u,
  ],
  ['training', /培训|研修|进修|训练(?!有素)|教官|学员|课程|讲学|实习|培养|受训|轮训|名额/u],
  [
    'capacity-building',
    /(?:提供|捐赠|赠送|援助|无偿|交付|资助|援建|援|配备|拨|赠)[^，。；]{0,36}(?:器材|设备|装备|物资|资金|车辆?|经费|专家|软件|系统|艇|仪|无人机|试剂|款|庇护所|实验室|工具|摄像|设施)|资助|援建|能力建设|(?:提升|提高|加强|增强)[^，。；]{0,16}能力|派[^，。；]{0,10}专家|提供[^，。；]{0,20}(?:支持|协助|援助|技术人员)|技术(?:支持|援助)|(?:经费|资金|物资|装备|设备)(?:支持|援助)/u,
  ],
  [
    'information-sharing',
    /(?:共享|交换|交流|分享|通报|提供|移交|预警|提交|递交|转交|开放|互换|互通|传递|反馈|通告|共用)[^，。；]{0,30}(?:信息|情报|线索|数据|名单|清单|经验|记录|日志|情况|进展|手法|证据|资料|样本|结果|资料库|数据库|做法|动态|照片|资讯|名册|指纹|黑名单)|(?:信息|情报|数据|经验)[^，。；]{0,8}(?:共享|交换|交流|通报|分享|互通)|反馈.{0,8}意见|相互(?:预警|通报)|及时通报|答复|(?:热线|每日|定期|经常)[^，。；]{0,6}(?:联系|联络|沟通|通报)/u,
  ],
];

export type Judged = { readonly kind: Kind; readonly why: string };

/** What an institution is called says nothing of what is undertaken. */
const INSTITUTION =
  /(?:调查局|安全局|公安部|内务部|内政部|保护局|保障部|安全部|应急中心|反恐中心|反诈中心|调查处)|(?:警察|公安|刑侦|海警|执法|警官)(?:学院|大学|学校|培训中心)|[\p{Script=Han}]{1,4}(?:合作)?(?:委员会|办公室)(?=[，。]|将|的)/gu;

export function chineseKind(text: string): Judged {
  const clause = text.replace(INSTITUTION, (found) => '某'.repeat(found.length));
  const cadence = cadenceIn(clause);
  const meets = new RegExp(MEET, 'u').exec(clause)?.[0];
  const creates = new RegExp(`(?:建立|设立|成立|开通|启动)[^，。；]{0,20}${BODY}`, 'u').exec(clause)?.[0];
  if (cadence !== undefined && meets !== undefined && creates === undefined && !/论坛|研讨|演/u.test(clause))
    return { kind: 'recurring-meeting', why: `${cadence.words}…${meets}` };
  // "提升侦办能力" builds a capacity, whatever it is for
  const ability = /(?:提升|提高|加强|增强|帮助)[^，。；]{0,24}能力/u.exec(clause)?.[0];
  if (ability !== undefined && (!/培训|共同/u.test(clause) || clause.endsWith('能力建设')))
    return { kind: 'capacity-building', why: ability };
  // "在A、B、C等领域的合作" names fields, not tasks
  if (
    /、[^，。；]*等(?:重点)?(?:方面|领域|问题)[^，。；]{0,14}(?:合作|交流|协作|沟通)$/u.test(clause) &&
    !/机制|热线/u.test(clause)
  )
    return { kind: 'other', why: '泛指多个领域' };
  for (const [kind, pattern] of SIGNALS) {
    const found = pattern.exec(clause);
    if (found && kind === 'capacity-building' && /(?:线索|情报|信息|名单)$/u.test(clause)) continue;
    if (found && !(kind === 'recurring-meeting' && /建立|设立|成立/u.test(clause.slice(0, found.index))))
      return { kind, why: found[0].slice(0, 24) };
  }
  return { kind: 'other', why: '没有更具体的词' };
}

function cadenceIn(clause: string): { readonly value: string; readonly words: string } | undefined {
  for (const { pattern, value } of CADENCES_ZH) {
    const found = pattern.exec(clause);
    if (found) return { value, words: found[0] };
  }
  return undefined;
}

export const chineseCadence = (clause: string, kind: Kind): string | undefined => {
  const found = cadenceIn(clause)?.value;
  return found !== undefined && (kind === 'recurring-meeting' || found !== 'regularly') ? found : undefined;
};

const SECURITY =
  /反恐|恐怖|暴恐|犯罪|执法|警|公安|安全|安保|网络|诈|毒|赌|走私|贩|偷渡|边境|边防|边检|口岸|军|防务|国防|武装|司法|引渡|遣返|移交|非法|洗钱|极端|嫌疑人|嫌犯|逃|案|绑架|海盗|枪|爆炸|情报|威胁|被害|失踪|护航|搜救|维和|检察|凶手|黑客|赃|签证|移民|协查|紧急情况|监控|查封|冻结|涉案|追缴|腐败|外逃|边民|前体|化学品|管制|列管|敌对|颠覆|人质|巡逻|缉|查缉|刑|证据|数据|盗抢|账户|资产/u;
const ELSEWHERE =
  /贸易|经贸|农业|农产品|水果|旅游(?!警)|文化|教育|教学|卫生|医|科技(?!犯罪)|人文|体育|投资|金融(?!犯罪|调查|情报)|本币|直航|环保|气候|考古|电影|留学|减贫|能源|基础设施|互联互通|贷款|灾后|粮食|青年|媒体|学术|民生|大豆/u;
const RELATIONS =
  /^.{0,10}(?:推动|推进|促进|深化|发展|巩固|加强|增进|构建|落实)?.{0,10}(?:关系|友好|友谊|互信|全面合作|各领域|务实合作|共识|战略|伙伴|共同体|命运)/u;
const CONCRETE =
  /\d|[一二三四五六七八九十百千两]+(?:名|项|件|个|台|辆|艘|次|期|套|批|起|人|天|日)|《|指定|跟进|文本|条款|专家|计划|赔偿|方案|清单|程序|联络|行动|专项|宣传|运动/u;

/** Why a clause does not belong in an action matrix, or nothing when it does; what stands in a list of things agreed needs no word of security. */
export function outOfScope(clause: string, kind: Kind, context: string, listed = false): string | undefined {
  const secure = SECURITY.test(clause);
  if (kind === 'other' && /(?:密切|保持|加强|增进)[^，。；]{0,4}(?:沟通|联系)(?:协调|协作)?$/u.test(clause))
    return '空泛';
  if (/学习借鉴|借鉴.{0,12}经验/u.test(clause)) return '借鉴';
  if (ELSEWHERE.test(clause) && !/反恐|恐怖|犯罪|执法|警|毒|防务|军|安全|诈|极端/u.test(clause)) return '其他领域';
  if (kind !== 'other')
    return kind === 'information-sharing' && !listed && !secure && !SECURITY.test(context) ? '无关安全' : undefined;
  if (!secure) return CONCRETE.test(clause) || (listed && !RELATIONS.test(clause)) ? undefined : '空泛';
  if (RELATIONS.test(clause) && !/犯罪|恐怖|毒|诈|赌|执法|反恐|安全合作|案|防务|打击|极端/u.test(clause))
    return '泛谈关系';
  return undefined;
}
