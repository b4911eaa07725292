/**
 * Names of countries that are on no list, found by where they stand: before 共和国 or 国 and an office, before a ministry,
 * round 驻, before 方. A name begins after a word that cannot be part of one.
 */
export type Found = { readonly core: string; readonly names: ReadonlySet<string>; readonly weight: number };

const STATE =
  '(?:(?:人民|民主|伊斯兰|阿拉伯|社会主义|联邦){0,3}共和国|联合?王国|王国|联邦|公国|大公国|酋长国|合众国|苏丹国)';
const MINISTRY =
  '(?:国家|联邦|中央)?(?:公安|内务|内政|外交|国防|司法|警务|安全|国土安全|民政|海警|警察|警政|移民|边防|海关|缉毒|禁毒|反恐|检察|最高检)(?:与[\\p{Script=Han}]{2,4})?(?:部|署|局|厅|总局|总署|委|院|委员会)';
const OFFICE =
  '(?:外长|防长|总统|总理|首相|国王|副总理|副总统|副首相|内政部|总检察长|检察长|国务委员|驻|代表团|政府|警方|军方|外交大臣|内政大臣|国防大臣|海警|公民|籍|国防军|国内|境内|边防|边境|海关|司法|警务|反恐专员|人员、机构)';
const RUN = '([\\p{Script=Han}]{1,10}?)';
const PATTERNS: readonly RegExp[] = [
  new RegExp(`${RUN}(${STATE})`, 'gu'),
  new RegExp(`${RUN}(国?)(?=${MINISTRY}|${OFFICE})`, 'gu'),
  /驻([\p{Script=Han}]{1,8}?)()(?=(?:国)?(?:大?使馆|大使|总?领事|领馆|代办|公使|代表|使团|临时代办|使领馆))/gu,
  /(?:访问|访|出访)([\p{Script=Han}]{2,6}?)(国?)(?=[，。；、]|期间|并|时|的|$)/gu,
  /(?:^|[\s，。；、“（《])([\p{Script=Han}]{1,6}?)(国?)[—–－-]{1,2}(?=[\p{Script=Han}]{2})/gmu,
  /(?<=[\p{Script=Han}])[—–－-]{1,2}([\p{Script=Han}]{1,6}?)(国?)(?=(?:反恐|联合|执法|边境|警务|安全|禁毒|防务|海上|打击|两国|双边|网络|司法))/gu,
  /(?:^|[\s，。；、“与同和及])([\p{Script=Han}]{1,6}?)(国?)(?=[与同和][\p{Script=Han}]{1,6}(?:国|共和国|联邦|王国)?(?:签署|举行|召开|第[一二三四五六七八九十]+[次轮届]|反恐|联合|执法|警方|两国|外长|防务|在))/gmu,
  /[与同和及]([\p{Script=Han}]{1,6}?)(国?)(?=(?:第[一二三四五六七八九十\d]+[次轮届]|签署|举行|召开|警方|两国|双方|在|就|联合|反恐|执法|防务|的))/gu,
];
/** So many of them say by themselves that it is a country; two who sign may be persons. */
const STRONG = 3;
/** What cannot be inside the name of a country, so that the name starts after it. */
const BREAK =
  /^.*(?:会见|会晤|来访|到访|访问|邀请|代表|感谢|敦促|要求|请求|希望|建议|表示|出席|参加|主持|举行|率领|陪同|应约|今日|今天|日前|关于|通知|支持|协助|包括|来自|分别|共同|以及|重申|强调|指出|其中|此外|时任|现任|[与同和及以对访向在驻由赴为给请的了于到将至并经据被把让日月年从等兼自随就使称说]|邻国|我国)/u;
const NOT_A_NAME =
  /^(?:[两双各全本外该我三四五六他别邻多一几每某贵敝此这那].{0,1}|.*(?:方|形式|其他|双方|两国|各国|有关|相关|国际|国家|中央|地方|首都|中共|总理|部长|局长|主席|委员|联合|公安|内政|外交|警察|警方|政府|部门|合作|工作|机制|执法|安全|反恐|边境|会议|会谈|对口|主管|高级|代表团|省|自治区|当地|境外|海外|双边|多边|地区|周边|成员|上述|以上|下述|期间|之后|领导|人民|民众|一带一路|打击|组织|协调|小组|任务|专家|部队|[第次届轮]|[两三四五六]国|国警).*|.*[二三四五六七八九十])$/u;

export function inventedNames(text: string): Found[] {
  const hits = new Map<string, { names: Set<string>; anchors: number; strong: boolean }>();
  const counts = new Map<string, number>();
  const countOf = (run: string): number => {
    const known = counts.get(run) ?? text.split(run).length - 1;
    counts.set(run, known);
    return known;
  };
  for (const [index, pattern] of PATTERNS.entries())
    for (const match of text.matchAll(pattern)) {
      const [, run = '', state = ''] = match;
      const cut = run.replace(BREAK, '').replace(/^[国部]?(?=.{3})(?:方)/u, '');
      // a break within a name that the text uses again and again is none
      const bare = cut !== run && run.length <= 6 && countOf(run) > 2 ? run : cut;
      const core = coreOf(bare, state);
      if (core === undefined) continue;
      const hit = hits.get(core) ?? { names: new Set([core]), anchors: 0, strong: false };
      if (state !== '') hit.names.add(bare + state);
      hit.anchors += state.length > 1 ? 2 : 1;
      hit.strong ||= index < STRONG;
      hits.set(core, hit);
    }
  for (const [side, count] of sideForms(text)) {
    const owner = [...hits.keys()].find((core) => core === side || core === `${side}国` || `${core}国` === side);
    if (owner !== undefined || side.length === 1 || side.endsWith('国')) continue;
    if (!NOT_A_NAME.test(side)) hits.set(side, { names: new Set([side]), anchors: count, strong: true });
  }
  const all = [...hits]
    .filter(([core, { strong }]) => strong || countOfSide(text, core) > 0)
    .map(([core, { names, anchors }]) => ({
      core,
      names,
      weight: anchors * 2 + (text.split(core).length - 1) + 3 * countOfSide(text, core),
      count: text.split(core).length - 1,
    }));
  // "来访的某国" read as a longer name stands aside for the name that is in it
  return all.filter(
    (one) =>
      one.weight >= 5 &&
      !all.some((other) => other !== one && one.core.includes(other.core) && other.weight > one.weight) &&
      !all.some(
        (other) =>
          other !== one && other.core.startsWith(one.core) && other.count === one.count && other.weight >= one.weight,
      ),
  );
}

function coreOf(bare: string, state: string): string | undefined {
  const stripped = bare.replace(new RegExp(`${STATE}$`, 'u'), '').replace(/(?<=.{2})国$/u, '');
  const length = Array.from(stripped).length;
  const core = length === 1 ? (state === '国' ? `${stripped}国` : undefined) : stripped;
  if (core === undefined || length === 0 || length > 7 || NOT_A_NAME.test(core) || core.endsWith('方'))
    return undefined;
  return core;
}

/** With 方 these are words of their own, or sides of something else. */
const NO_SIDE = '双各对我他地官警军一三四两后前何彼甲乙校院厂客医部比友该这那处卖买单资供需主承五六己敌';
/** These too, unless a country of the text begins so and is called so more than once. */
const SELDOM_SIDE = '多大东西南北远';

/** "某方": how often each stands where a side would. */
export function sideForms(text: string): Map<string, number> {
  const forms = new Map<string, number>();
  const pattern =
    /(?:^|[\s，。；：、—“（与同和及向对由为请给求促望邀劝将在以该因使当就随应经从是但而且故则时后])([\p{Script=Han}]{1,4}?)方(?!面|针|式|法|向|案|便|可|能|才|略|圆|位|程|格|言|志)/gmu;
  for (const match of text.matchAll(pattern)) {
    const side = (match[1] ?? '').replace(BREAK, '');
    if (
      side === '' ||
      /[双各三两]$/u.test(side) ||
      (side.length > 1 && /[官警军地]$/u.test(side)) ||
      (side.length === 1 && NO_SIDE.includes(side))
    )
      continue;
    forms.set(side, (forms.get(side) ?? 0) + 1);
  }
  return forms;
}

/** How often a country is called by its first character, or first two, and 方. */
export function countOfSide(text: string, name: string): number {
  const characters = Array.from(name);
  const forms = new Set([characters[0], characters.slice(0, 2).join(''), name]);
  const counted = sideForms(text);
  return [...forms].reduce((sum, form) => sum + (isSide(form ?? '', counted) ? (counted.get(form ?? '') ?? 0) : 0), 0);
}

export const isSide = (form: string, counted: ReadonlyMap<string, number>): boolean =>
  (counted.get(form) ?? 0) > (form.length === 1 && SELDOM_SIDE.includes(form) ? 1 : 0);
