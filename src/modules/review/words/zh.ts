import type { Spoken, Words } from './write.ts';

const figure = ({ party, count, below }: Spoken, of: string): string =>
  count !== undefined
    ? `${party}统计：${of}${count}项。`
    : below !== undefined
      ? `${party}统计：${of}少于${below}项。`
      : `${party}未提供${of}的数目。`;

export const ZH: Words = {
  sayings: {
    counted: ({ title, total, kept, late, disputed }) =>
      `${title}：共${total}项承诺，已履行${kept}项，逾期${late}项，有争议${disputed}项。`,
    verified: ({ title, on }) => `“${title}”已交付，对方于${on}核实。`,
    delivered: ({ title, on }) => `“${title}”已于${on}交付，对方尚未核实。`,
    'under-way': ({ title }) => `“${title}”正在推进。`,
    'not-begun': ({ title }) => `“${title}”尚无工作情况通报。`,
    late: ({ title, due }) => `“${title}”应于${due}前完成，现已逾期。`,
    disputed: ({ title, on }) => `“${title}”自${on}起存在争议。`,
    withdrawn: ({ title, on }) => `“${title}”已于${on}撤回。`,
    superseded: ({ title, on }) => `“${title}”已于${on}由另一项承诺取代。`,
    'rated-alike': ({ title, rating }) => `双方对“${title}”的评价一致：${rating}。`,
    'rated-differently': ({ title }) => `双方对“${title}”的评价不一致。`,
    'rated-by-side': ({ title, party, rating, percent, on }) =>
      `截至${on}，${party}对“${title}”的评价：${rating}${percent === undefined ? '' : `，完成百分之${percent}`}。`,
    'not-rated-by-side': ({ title, party }) => `${party}未对“${title}”作出评价。`,
    held: ({ title, on }) => `“${title}”于${on}举行。`,
    postponed: ({ title, on }) => `“${title}”于${on}推迟。`,
    cancelled: ({ title, on }) => `“${title}”于${on}取消。`,
    'minutes-signed': ({ title, on }) => `“${title}”已由双方签署，最后签署日期为${on}。`,
    'minutes-lapsed': ({ title, on }) => `“${title}”未经签署，于${on}失效。`,
    'accounts-compared': ({ title, party, accounts: { alike, differing, alone, recorded, told } }) =>
      `${party}对照了双方就“${title}”发布的通稿：表述一致${alike}项，表述不同${differing}项，仅一方提及${alone}项；会议记录的决定和行动事项共${recorded}项，双方通稿均提及${told}项。`,
    'due-next': ({ title, due }) => `“${title}”应于${due}前完成。`,
    refusals: (spoken) => figure(spoken, '全部或部分拒绝的当事人请求'),
    complaints: (spoken) => figure(spoken, '投诉'),
    deletions: (spoken) => figure(spoken, '内容已删除的记录'),
  },
  ratings: {
    'not-started': '未开始',
    'on-track': '进展正常',
    'at-risk': '存在风险',
    'off-track': '偏离计划',
    done: '已完成',
  },
  noTheme: '未归类',
  untitled: '无标题',
  review: (from, until, isPublic) => `${from}至${until}年度审查（${isPublic ? '公开版' : '内部版'}）`,
  opening: '双方回顾了合作情况。',
  undertaking: ({ title, party, due }) =>
    `${party === '' ? '双方' : party}将${due === '' ? '' : `于${due}前`}落实“${title}”。`,
  closing: (from, until) => `以上依据${from}至${until}的承诺事项登记册。`,
};
